package io.github.holoseg.io.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.holoseg.io.VolumeFormatException;
import io.github.holoseg.volume.Volume;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Multi-frame files: position, orientation, spacing and rescale from the functional groups. */
class EnhancedCtTest {
  private static final double[] HEIGHTS = {4, 0, 6, 2};

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"true, false", "true, true", "false, false", "false, true"})
  void framesAreSortedAndRescaledEachByItsOwn(boolean explicit, boolean undefined)
      throws IOException {
    Files.write(folder.resolve("ct"), file(explicit, undefined, HEIGHTS));

    Volume<?> volume = Dicoms.read(folder.resolve("ct"));

    assertThat(volume.geometry().size()).containsExactly(7, 5, 4);
    assertThat(volume.geometry().spacing()).containsExactly(0.7, 0.9, 2.0);
    assertThat(volume.geometry().origin()).containsExactly(-10, 20, 0);
    assertThat(volume.geometry().axisCodes()).isEqualTo("LPS");
    double[] values = Dicoms.values(volume);
    int[] frameAt = {1, 3, 0, 2};
    for (int z = 0; z < 4; z++) {
      int frame = frameAt[z];
      assertThat(values[z * 35]).isEqualTo((frame + 1) * 100 * (frame + 1) - 1000);
    }
  }

  @ParameterizedTest
  @CsvSource({"true", "false"})
  void aFrameCountThatDisagreesIsRefused(boolean explicit) throws IOException {
    Files.write(folder.resolve("ct"), file(explicit, true, new double[] {0, 1, 2}));

    assertThatThrownBy(() -> Dicoms.read(folder.resolve("ct")))
        .isInstanceOf(VolumeFormatException.class)
        .hasMessageContaining("Number of Frames (0028,0008) is 4")
        .hasMessageContaining("describe 3");
  }

  /** Frame f holds 100 (f + 1) and has the slope f + 1. */
  static byte[] file(boolean explicit, boolean undefined, double[] heights) {
    ByteArrayOutputStream pixels = new ByteArrayOutputStream();
    DicomBytes[] frames = new DicomBytes[heights.length];
    for (int f = 0; f < heights.length; f++) {
      frames[f] =
          item(explicit)
              .sequence(
                  Tag.PLANE_POSITION_SEQUENCE,
                  undefined,
                  item(explicit).numbers(Tag.IMAGE_POSITION, -10, 20, heights[f]))
              .sequence(
                  Tag.PIXEL_VALUE_TRANSFORMATION_SEQUENCE,
                  undefined,
                  item(explicit)
                      .numbers(Tag.RESCALE_SLOPE, f + 1)
                      .numbers(Tag.RESCALE_INTERCEPT, -1000)
                      .text(Tag.RESCALE_TYPE, "LO", "HU"));
    }
    for (int i = 0; i < 4 * 35; i++) {
      int value = 100 * (i / 35 + 1);
      pixels.write(value);
      pixels.write(value >> 8);
    }
    DicomBytes shared =
        item(explicit)
            .sequence(
                Tag.PLANE_ORIENTATION_SEQUENCE,
                undefined,
                item(explicit).numbers(Tag.IMAGE_ORIENTATION, 1, 0, 0, 0, 1, 0))
            .sequence(
                Tag.PIXEL_MEASURES_SEQUENCE,
                undefined,
                item(explicit).numbers(Tag.PIXEL_SPACING, 0.9, 0.7));
    SyntheticSlice slice = new SyntheticSlice();
    slice.syntax = explicit ? SyntheticSlice.EXPLICIT : SyntheticSlice.IMPLICIT;
    slice.position = null;
    return slice
        .elements()
        .text(Tag.NUMBER_OF_FRAMES, "IS", "4")
        .sequence(Tag.SHARED_FUNCTIONAL_GROUPS, undefined, shared)
        .sequence(Tag.PER_FRAME_FUNCTIONAL_GROUPS, undefined, frames)
        .raw(Tag.PIXEL_DATA, "OW", pixels.toByteArray())
        .part10(slice.syntax);
  }

  private static DicomBytes item(boolean explicit) {
    return new DicomBytes(explicit, false);
  }
}
