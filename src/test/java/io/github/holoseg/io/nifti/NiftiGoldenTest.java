package io.github.holoseg.io.nifti;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.holoseg.io.ReadOptions;
import io.github.holoseg.io.VolumeReaders;
import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.task.ProgressListener;
import io.github.holoseg.testing.SharedData;
import io.github.holoseg.volume.Volume;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import net.imglib2.RandomAccess;
import net.imglib2.type.numeric.RealType;
import net.imglib2.view.Views;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Against nibabel: affine, extremes, sum and single voxels. Made by reference/io_golden.py. */
class NiftiGoldenTest {
  @TestFactory
  Stream<DynamicTest> shared() throws IOException {
    return tests("shared", SharedData::shared);
  }

  @TestFactory
  Stream<DynamicTest> samples() throws IOException {
    return tests("samples", SharedData::sample);
  }

  private static Stream<DynamicTest> tests(String part, Function<String, Path> locate)
      throws IOException {
    JsonNode root;
    try (InputStream in = NiftiGoldenTest.class.getResourceAsStream("/golden/io/nifti.json")) {
      root = new ObjectMapper().readTree(in);
    }
    return StreamSupport.stream(root.path(part).spliterator(), false)
        .map(
            golden ->
                DynamicTest.dynamicTest(
                    golden.path("file").asText() + " #" + golden.path("volumeIndex").asInt(),
                    () -> check(golden, locate.apply(golden.path("file").asText()))));
  }

  private static void check(JsonNode golden, Path file) throws IOException {
    ReadOptions options =
        new ReadOptions(null, golden.path("volumeIndex").asInt(), null, null, false, 1);
    Volume<?> volume =
        VolumeReaders.read(file, options, ProgressListener.NONE, CancellationToken.none());
    assertThat(volume.info().format()).isEqualTo("NIfTI-" + golden.path("version").asInt());
    double[][] affine = volume.geometry().rasAffine();
    for (int i = 0; i < 16; i++) {
      assertThat(affine[i / 4][i % 4])
          .as("affine row %d column %d", i / 4, i % 4)
          .isCloseTo(golden.path("affine").path(i / 4).path(i % 4).asDouble(), within(1e-6));
    }
    // nibabel names RAS directions as we do; for an oblique grid both take the nearest ones
    assertThat(volume.geometry().axisCodes()).isEqualTo(golden.path("codes").asText());
    checkVoxels(golden, volume);
  }

  private static void checkVoxels(JsonNode golden, Volume<?> volume) {
    double[] sumMinMax = {0, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY};
    long[] notFinite = {0};
    Views.flatIterable(volume.voxels())
        .forEach(
            v -> {
              double value = v.getRealDouble();
              if (Double.isFinite(value)) {
                sumMinMax[0] += value;
                sumMinMax[1] = Math.min(sumMinMax[1], value);
                sumMinMax[2] = Math.max(sumMinMax[2], value);
              } else {
                notFinite[0]++;
              }
            });
    // Fractional rescaling is stored as float: half a unit in its last place, relative.
    double relative = volume.info().properties().containsKey("scl_slope") ? 6e-8 : 0;
    double sum = golden.path("sum").asDouble();
    assertThat(notFinite[0]).isEqualTo(golden.path("notFinite").asLong());
    assertThat(sumMinMax[0]).isCloseTo(sum, within(Math.max(1e-9, relative) * Math.abs(sum)));
    for (int i = 0; i < 2; i++) {
      double wanted = golden.path(i == 0 ? "min" : "max").asDouble();
      assertThat(sumMinMax[1 + i]).isCloseTo(wanted, within(relative * Math.abs(wanted)));
    }
    RandomAccess<? extends RealType<?>> access = volume.voxels().randomAccess();
    for (JsonNode voxel : golden.path("voxels")) {
      for (int axis = 0; axis < 3; axis++) {
        access.setPosition(voxel.path("at").path(axis).asLong(), axis);
      }
      double found = access.get().getRealDouble();
      if (voxel.path("value").isNull()) {
        assertThat(Double.isFinite(found)).as("voxel %s", voxel.path("at")).isFalse();
      } else {
        double wanted = voxel.path("value").asDouble();
        assertThat(found)
            .as("voxel %s", voxel.path("at"))
            .isCloseTo(wanted, within(relative * Math.abs(wanted)));
      }
    }
    boolean warned = volume.info().warnings().stream().anyMatch(w -> w.contains("NaN"));
    assertThat(warned).isEqualTo(notFinite[0] > 0);
  }
}
