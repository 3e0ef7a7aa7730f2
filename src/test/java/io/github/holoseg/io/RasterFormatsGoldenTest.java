package io.github.holoseg.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.task.ProgressListener;
import io.github.holoseg.testing.Golden;
import io.github.holoseg.testing.SharedData;
import io.github.holoseg.volume.Volume;
import io.github.holoseg.volume.VolumeGeometry;
import java.nio.file.Path;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import net.imglib2.Cursor;
import net.imglib2.type.numeric.RealType;
import net.imglib2.view.Views;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Files of SimpleITK and pynrrd, and odd headers that SimpleITK reads, come out with its voxels at
 * its places. Made by reference/raster_formats_golden.py.
 */
class RasterFormatsGoldenTest {
  @TestFactory
  Stream<DynamicTest> metaimage() {
    return tests("metaimage");
  }

  @TestFactory
  Stream<DynamicTest> nrrd() {
    return tests("nrrd");
  }

  private static Stream<DynamicTest> tests(String format) {
    Path folder = SharedData.project().resolve("src/test/resources/golden").resolve(format);
    return StreamSupport.stream(Golden.manifest(format).path("files").spliterator(), false)
        .map(
            golden ->
                DynamicTest.dynamicTest(
                    golden.path("file").asText() + " " + golden.path("volume").asText(),
                    () -> check(golden, folder)));
  }

  private static void check(JsonNode golden, Path folder) throws Exception {
    ReadOptions options = ReadOptions.DEFAULT.withVolume(golden.path("volume").asInt(-1));
    Volume<?> volume =
        VolumeReaders.read(
            folder.resolve(golden.path("file").asText()),
            options,
            ProgressListener.NONE,
            CancellationToken.none());
    VolumeGeometry g = volume.geometry();
    double[] spacing = Golden.doubles(golden.path("spacing"));
    double[] direction = Golden.doubles(golden.path("direction"));
    assertThat(g.origin()).containsExactly(Golden.doubles(golden.path("origin")), within(1e-9));
    for (int axis = 0; axis < 3; axis++) {
      assertThat(g.size(axis)).isEqualTo(golden.path("size").path(axis).asLong());
      for (int row = 0; row < 3; row++) {
        // The step, not spacing and direction apart: ITK lets a direction have any length.
        assertThat(g.direction()[row][axis] * g.spacing()[axis])
            .as("axis %d, LPS %d", axis, row)
            .isCloseTo(direction[3 * row + axis] * spacing[axis], within(1e-6));
      }
    }
    if (golden.path("noOrientation").asBoolean()) {
      assertThat(volume.info().warnings()).anyMatch(w -> w.startsWith("no orientation"));
    }
    double[] values = Golden.doubles(golden.path("values"));
    assertThat(volume.voxels().size()).isEqualTo(values.length);
    Cursor<? extends RealType<?>> cursor = Views.flatIterable(volume.voxels()).cursor();
    for (int i = 0; i < values.length; i++) {
      assertThat(cursor.next().getRealDouble()).as("voxel %d", i).isEqualTo(values[i]);
    }
  }
}
