package io.github.holoseg.io.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.holoseg.io.VolumeFormatException;
import io.github.holoseg.volume.Volume;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
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

  @ParameterizedTest
  @CsvSource({"true", "false"})
  void timePointsAndStacksOfOneFile(boolean explicit) throws IOException {
    DicomBytes[] frames = new DicomBytes[2 * 60];
    int[] values = new int[frames.length];
    for (int f = 0; f < frames.length; f++) {
      int time = f % 60 + 1; // up to 60, so that a number is never taken as a digit
      int z = f / 60;
      values[f] = 10 * time + z;
      frames[f] =
          item(explicit)
              .sequence(
                  Tag.FRAME_CONTENT_SEQUENCE,
                  true,
                  item(explicit).raw(0x00209128, "UL", new byte[] {(byte) time, 0, 0, 0}))
              .sequence(
                  Tag.PLANE_POSITION_SEQUENCE,
                  true,
                  item(explicit).numbers(Tag.IMAGE_POSITION, -10, 20, 3 - z));
    }
    Files.write(folder.resolve("ct"), enhanced(explicit, true, frames, values));

    assertThatThrownBy(() -> Dicoms.read(folder.resolve("ct")))
        .isInstanceOf(VolumeFormatException.class)
        .hasMessageContaining("holds 60 volumes")
        .hasMessageContaining("0: Temporal Position Index 1, 2 slices");
    for (int time : new int[] {1, 2, 49, 60}) {
      Volume<?> volume = Dicoms.read(folder.resolve("ct"), null, time - 1);
      assertThat(volume.geometry().origin()).containsExactly(-10, 20, 2);
      assertThat(Dicoms.values(volume)[0]).isEqualTo(10 * time + 1 - 1024);
      assertThat(Dicoms.values(volume)[35]).isEqualTo(10 * time - 1024);
      assertThat(volume.info().properties())
          .containsEntry("volume", "Temporal Position Index " + time);
    }
  }

  @Test
  void framesOfDifferentOrientationAndTypeAreDifferentStacks() throws IOException {
    DicomBytes[] frames = new DicomBytes[6];
    int[] values = new int[6];
    for (int f = 0; f < 6; f++) {
      values[f] = f;
      frames[f] =
          item(true)
              .sequence(
                  Tag.CT_IMAGE_FRAME_TYPE_SEQUENCE,
                  true,
                  item(true)
                      .text(
                          Tag.FRAME_TYPE,
                          "CS",
                          "ORIGINAL\\PRIMARY\\" + (f < 1 ? "LOCALIZER" : "VOLUME")))
              .sequence(
                  Tag.PLANE_POSITION_SEQUENCE,
                  true,
                  item(true).numbers(Tag.IMAGE_POSITION, f < 4 ? 0 : f, 0, f))
              .sequence(
                  Tag.PLANE_ORIENTATION_SEQUENCE,
                  true,
                  f < 4
                      ? item(true).numbers(Tag.IMAGE_ORIENTATION, 1, 0, 0, 0, 1, 0)
                      : item(true).numbers(Tag.IMAGE_ORIENTATION, 0, 1, 0, 0, 0, 1));
    }
    Files.write(folder.resolve("ct"), enhanced(true, false, frames, values));

    assertThat(Dicoms.list(folder.resolve("ct")))
        .extracting(s -> s.id() + " " + s.kind() + " " + s.slices())
        .containsExactly("1.2.3#1 VOLUME 3", "1.2.3#2 VOLUME 2", "1.2.3#3 LOCALIZER 1");
    assertThat(Dicoms.values(Dicoms.read(folder.resolve("ct")))[0]).isEqualTo(1 - 1024);
  }

  /** Frame f holds 100 (f + 1) and has the slope f + 1. */
  static byte[] file(boolean explicit, boolean undefined, double[] heights) {
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
    int[] values = new int[] {100, 200, 300, 400};
    return enhanced(explicit, undefined, frames, values);
  }

  /** Each frame holds one value everywhere. */
  private static byte[] enhanced(
      boolean explicit, boolean undefined, DicomBytes[] frames, int[] values) {
    ByteArrayOutputStream pixels = new ByteArrayOutputStream();
    for (int i = 0; i < values.length * 35; i++) {
      pixels.write(values[i / 35]);
      pixels.write(values[i / 35] >> 8);
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
        .text(Tag.NUMBER_OF_FRAMES, "IS", "" + values.length)
        .sequence(Tag.SHARED_FUNCTIONAL_GROUPS, undefined, shared)
        .sequence(Tag.PER_FRAME_FUNCTIONAL_GROUPS, undefined, frames)
        .raw(Tag.PIXEL_DATA, "OW", pixels.toByteArray())
        .part10(slice.syntax);
  }

  private static DicomBytes item(boolean explicit) {
    return new DicomBytes(explicit, false);
  }
}
