package io.github.holoseg.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.holoseg.testing.Golden;
import io.github.holoseg.testing.SharedData;
import io.github.holoseg.volume.Volume;
import io.github.holoseg.volume.VolumeGeometry;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import net.imglib2.Cursor;
import net.imglib2.type.numeric.RealType;
import net.imglib2.view.Views;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The NRRD and MetaImage files of ../shared/data, against SimpleITK and against what its README
 * says. Made by reference/raster_formats_golden.py.
 */
class RasterSharedDataTest {
  private static final int PERIOD = 8191;

  @TestFactory
  Stream<DynamicTest> asSimpleItkReadsThem() throws IOException {
    JsonNode root;
    try (InputStream in =
        RasterSharedDataTest.class.getResourceAsStream("/golden/io/raster_shared.json")) {
      root = new ObjectMapper().readTree(in);
    }
    return StreamSupport.stream(root.path("files").spliterator(), false)
        .map(e -> DynamicTest.dynamicTest(e.path("file").asText(), () -> check(e)));
  }

  private static void check(JsonNode golden) throws IOException {
    Volume<?> volume = VolumeReaders.read(SharedData.shared(golden.path("file").asText()));
    VolumeGeometry g = volume.geometry();
    assertThat(volume.info().warnings()).isEmpty();
    assertThat(g.origin()).containsExactly(Golden.doubles(golden.path("origin")), within(1e-9));
    assertThat(g.spacing()).containsExactly(Golden.doubles(golden.path("spacing")), within(1e-9));
    double[] direction = Golden.doubles(golden.path("direction"));
    for (int i = 0; i < 9; i++) {
      assertThat(g.direction()[i / 3][i % 3]).isCloseTo(direction[i], within(1e-9));
    }
    long sum = 0;
    long weighted = 0;
    long min = Long.MAX_VALUE;
    long max = Long.MIN_VALUE;
    Map<String, Long> counts = new TreeMap<>();
    Cursor<? extends RealType<?>> cursor = Views.flatIterable(volume.voxels()).cursor();
    for (long i = 0; cursor.hasNext(); i++) {
      long value = (long) cursor.next().getRealDouble();
      sum += value;
      weighted += value * (i % PERIOD);
      min = Math.min(min, value);
      max = Math.max(max, value);
      if (!golden.path("counts").isNull()) {
        counts.merge(Long.toString(value), 1L, Long::sum);
      }
    }
    assertThat(sum).isEqualTo(golden.path("sum").asLong());
    assertThat(weighted).isEqualTo(golden.path("weighted").asLong());
    assertThat(min).isEqualTo(golden.path("min").asLong());
    assertThat(max).isEqualTo(golden.path("max").asLong());
    golden
        .path("counts")
        .properties()
        .forEach(e -> assertThat(counts).containsEntry(e.getKey(), e.getValue().asLong()));
    for (JsonNode voxel : golden.path("voxels")) {
      int[] at = Golden.ints(voxel.path("at"));
      assertThat(volume.voxels().getAt(at[0], at[1], at[2]).getRealDouble())
          .isEqualTo(voxel.path("value").asDouble());
    }
  }

  @Test
  void lungIsWhatTheReadmeSays() throws IOException {
    Volume<?> lung = VolumeReaders.read(SharedData.shared("elastix/3DCT_lung.mha"));
    assertThat(lung.geometry()).hasToString("115x157x129 @ 1.366x1.366x2.500 mm LPS");
    double[] range = {0, 0};
    Views.flatIterable(lung.voxels())
        .forEach(
            v -> {
              range[0] = Math.min(range[0], v.getRealDouble());
              range[1] = Math.max(range[1], v.getRealDouble());
            });
    assertThat(range).containsExactly(-1255, 1474);
    Volume<?> mask = VolumeReaders.read(SharedData.shared("elastix/3DCT_lung_baseline_mask.mha"));
    Volume<?> small = VolumeReaders.read(SharedData.shared("elastix/3DCT_lung_baseline_small.mha"));
    assertThat(mask.geometry().isSameGrid(lung.geometry(), 1e-6)).isTrue();
    assertThat(small.geometry().isSameGrid(lung.geometry(), 1e-6)).isFalse();
  }

  @Test
  void labelsLieOnTheGridOfTheirCt() throws IOException {
    String folder = "dcmqi/segmentations/";
    VolumeGeometry ct = VolumeReaders.read(SharedData.shared(folder + "ct-3slice")).geometry();
    Map<String, long[]> organs =
        Map.of(
            "liver", new long[] {1, 107098},
            "spine", new long[] {2, 12439},
            "heart", new long[] {3, 41449});
    for (Map.Entry<String, long[]> organ : organs.entrySet()) {
      var labels = LabelMapReader.read(SharedData.shared(folder + organ.getKey() + "_seg.nrrd"));
      assertThat(labels.geometry().isSameGrid(ct, 1e-3)).as(organ.getKey()).isTrue();
      assertThat(labels.geometry().origin()[2]).isCloseTo(-128.69, within(1e-6));
      long value = organ.getValue()[0];
      long[] n = {0};
      Views.flatIterable(labels.voxels()).forEach(v -> n[0] += v.get() == value ? 1 : 0);
      assertThat(n[0]).as(organ.getKey()).isEqualTo(organ.getValue()[1]);
      assertThat(labels.label((int) value)).map(l -> l.name()).contains("label_" + value);
    }
  }
}
