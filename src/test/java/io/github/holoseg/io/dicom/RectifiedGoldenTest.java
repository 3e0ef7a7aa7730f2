package io.github.holoseg.io.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.holoseg.io.ReadOptions;
import io.github.holoseg.io.VolumeFormatException;
import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.task.ProgressListener;
import io.github.holoseg.testing.SharedData;
import io.github.holoseg.volume.Volume;
import io.github.holoseg.volume.VolumeGeometry;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Real tilted and uneven series against slices resampled by SimpleITK (rectify_golden.py). */
class RectifiedGoldenTest {
  /** Of values up to 2200 HU; ours are 32-bit. */
  private static final double ROUNDING = 2e-3;

  @ParameterizedTest
  @CsvSource({"ge_head_tilt, ge_head_tilt/GE", "missing_slice, dicom2nifti_missing_slice/001"})
  void equalsTheReference(String name, String path) throws IOException {
    Path folder = SharedData.shared(path);
    JsonNode expected = golden(name);

    Volume<?> volume = rectified(folder);

    VolumeGeometry g = volume.geometry();
    for (int axis = 0; axis < 3; axis++) {
      assertThat(g.size(axis)).isEqualTo(expected.at("/size/" + axis).asLong());
      assertThat(g.spacing()[axis])
          .isCloseTo(expected.at("/spacing/" + axis).asDouble(), within(1e-6));
      assertThat(g.origin()[axis])
          .isCloseTo(expected.at("/origin/" + axis).asDouble(), within(1e-4));
      for (int row = 0; row < 3; row++) {
        assertThat(g.direction()[row][axis])
            .isCloseTo(expected.at("/direction/" + row + "/" + axis).asDouble(), within(1e-6));
      }
    }
    double[] values = Dicoms.values(volume);
    int plane = (int) (g.size(0) * g.size(1));
    for (JsonNode probe : expected.get("voxels")) {
      int at = probe.get(2).asInt() * plane + probe.get(1).asInt() * (int) g.size(0);
      assertThat(values[at + probe.get(0).asInt()])
          .isCloseTo(probe.get(3).asDouble(), within(ROUNDING));
    }
    for (int z = 0; z < g.size(2); z++) {
      double sum = Arrays.stream(values, z * plane, (z + 1) * plane).sum();
      assertThat(sum / plane)
          .isCloseTo(expected.at("/planeSums/" + z).asDouble() / plane, within(1e-4));
    }
    double squares = Arrays.stream(values).map(v -> v * v).sum();
    assertThat(squares / expected.get("sumOfSquares").asDouble()).isCloseTo(1, within(1e-7));
    assertThat(volume.info().warnings())
        .anyMatch(w -> w.contains("; " + expected.get("outside").asLong() + " voxels ("));
    assertThat(volume.info().originalSlices()).isPresent();
  }

  @Test
  void aWideGapIsRefusedEvenWithRectify() {
    Path source = SharedData.shared("monai/CT_DICOM");
    assertThatThrownBy(() -> rectified(source))
        .isInstanceOf(VolumeFormatException.class)
        .hasMessageContaining("202.500 mm from -99.480 to 103.020")
        .hasMessageContaining("not interpolated across");
  }

  @Test
  void aMissingSliceIsNamed() throws IOException {
    assertThat(rectified(SharedData.shared("dicom2nifti_missing_slice/001")).info().warnings())
        .anyMatch(
            w ->
                w.startsWith("1 slice(s) seem to be missing")
                    && w.contains("between 28.107 and 38.107 mm"));
  }

  private static Volume<?> rectified(Path folder) throws IOException {
    return new DicomReader()
        .read(
            folder,
            ReadOptions.DEFAULT.withRectify(true),
            ProgressListener.NONE,
            CancellationToken.none());
  }

  private static JsonNode golden(String name) throws IOException {
    try (InputStream in =
        RectifiedGoldenTest.class.getResourceAsStream("/golden/dicom/rectified.json")) {
      return new ObjectMapper().readTree(in).get(name);
    }
  }
}
