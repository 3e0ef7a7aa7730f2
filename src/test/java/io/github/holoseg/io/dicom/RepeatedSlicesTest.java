package io.github.holoseg.io.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.holoseg.io.SeriesFacts;
import io.github.holoseg.io.VolumeFormatException;
import io.github.holoseg.volume.Volume;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Several images at one position: copies, time points, or a contradiction. */
class RepeatedSlicesTest {
  private static final int TEMPORAL_POSITION = 0x00200100;
  private static final int TRIGGER_TIME = 0x00181060;
  private static final int ACQUISITION_NUMBER = 0x00200012;
  private static final int ACQUISITION_TIME = 0x00080032;

  @TempDir Path folder;
  private int files;

  @ParameterizedTest
  @CsvSource({
    "0x00200100, IS, Temporal Position Identifier",
    "0x00181060, DS, Trigger Time",
    "0x00200012, IS, Acquisition Number",
    "0x00181210, SH, Convolution Kernel",
    "0x00180060, DS, KVP"
  })
  void timePointsAreVolumesToChooseFrom(String tag, String vr, String name) throws IOException {
    for (int t = 0; t < 12; t++) {
      for (int z = 0; z < 3; z++) {
        DicomBytes slice = slice(z, 100 * t + z).text(Integer.decode(tag), vr, "" + (5 + t));
        // One of its own for each image: tells nothing about time points.
        write(slice.text(ACQUISITION_TIME, "TM", "1200" + (10 + files)));
      }
    }

    assertThatThrownBy(() -> Dicoms.read(folder))
        .isInstanceOf(VolumeFormatException.class)
        .hasMessageContaining("1.2.3 holds 12 volumes at the same positions (0: " + name + " 5, 3")
        .hasMessageContaining("; 9: " + name + " 14, 3 slices; and 2 more)")
        .hasMessageContaining("choose one with volume=0 to 11");
    for (int t : new int[] {0, 7, 11}) {
      Volume<?> volume = Dicoms.read(folder, null, t);
      assertThat(volume.geometry().size()).containsExactly(7, 5, 3);
      assertThat(Dicoms.values(volume)[70]).isEqualTo(100 * t + 2 - 1024);
      assertThat(volume.info().properties()).containsEntry("volume", name + " " + (5 + t));
      assertThat(Dicoms.values(Dicoms.read(folder, "1.2.3#" + (t + 1))))
          .isEqualTo(Dicoms.values(volume));
      assertThat(Dicoms.values(Dicoms.read(folder, "1.2.3", t))).isEqualTo(Dicoms.values(volume));
    }
    assertThatThrownBy(() -> Dicoms.read(folder, null, 12))
        .hasMessageContaining("there is no volume 12, counted from 0");
    assertThatThrownBy(() -> Dicoms.read(folder, "1.2.3#13"))
        .hasMessageContaining("series 1.2.3#13 is not there; it holds 1.2.3#1 (CT AXIAL, 3 slices");
  }

  @Test
  void oneFileStandsForItsTimePoint() throws IOException {
    for (int z = 0; z < 3; z++) {
      write(slice(z, 10 + z).text(TEMPORAL_POSITION, "IS", "1"));
      write(slice(z, 20 + z).text(TEMPORAL_POSITION, "IS", "2"));
    }

    Volume<?> volume = Dicoms.read(folder.resolve("f3"));

    assertThat(Dicoms.values(volume)[0]).isEqualTo(20 - 1024);
    assertThat(volume.info().warnings())
        .anyMatch(w -> w.startsWith("1 of 2 stacks of slices is read: 1.2.3#2"));
  }

  @Test
  void twoAttributesTogether() throws IOException {
    for (int z = 0; z < 2; z++) {
      for (int phase = 0; phase < 3; phase++) {
        for (int kernel = 0; kernel < 2; kernel++) {
          write(
              slice(z, 100 * phase + 10 * kernel + z)
                  .text(TRIGGER_TIME, "DS", "" + 100 * phase)
                  .text(Tag.CONVOLUTION_KERNEL, "SH", kernel == 0 ? "B30f" : "B70f"));
        }
      }
    }

    Volume<?> volume = Dicoms.read(folder, null, 3);

    assertThat(volume.info().properties())
        .containsEntry("volume", "Trigger Time, Convolution Kernel 100, B70f");
    assertThat(Dicoms.values(volume)[0]).isEqualTo(110 - 1024);
  }

  /** Two scans one after the other that overlap by a slice. */
  @Test
  void overlappingAcquisitions() throws IOException {
    for (int z = 0; z < 8; z++) {
      write(slice(z, z).text(ACQUISITION_NUMBER, "IS", "1"));
      write(slice(z + 7, 100 + z).text(ACQUISITION_NUMBER, "IS", "2"));
    }

    assertThatThrownBy(() -> Dicoms.read(folder)).hasMessageContaining("holds 2 volumes");
    assertThat(Dicoms.read(folder, null, 1).geometry().origin()[2]).isEqualTo(7);
  }

  /** Acquisition numbers that go with the slices are no time points. */
  @Test
  void attributesWithoutRepetitionDoNotSplit() throws IOException {
    for (int z = 0; z < 4; z++) {
      write(slice(z, z).text(ACQUISITION_NUMBER, "IS", "" + z));
    }

    assertThat(Dicoms.read(folder).geometry().size(2)).isEqualTo(4);
    assertThat(Dicoms.read(folder, null, 0).geometry().size(2)).isEqualTo(4);
    assertThatThrownBy(() -> Dicoms.read(folder, null, 1))
        .hasMessageContaining("there is no volume 1")
        .hasMessageContaining("which is one volume");
  }

  @Test
  void copiesOfAFileCountOnce() throws IOException {
    write(slice(0, 1));
    DicomBytes twice = slice(2, 2);
    write(twice);
    write(twice);

    Volume<?> volume = Dicoms.read(folder);

    assertThat(volume.geometry().size(2)).isEqualTo(2);
    assertThat(volume.info().warnings())
        .contains("1 slice is there more than once (same SOP Instance UID); one of each is used");
  }

  /** An anonymiser that gives all files one UID must not leave one slice. */
  @Test
  void oneUidForAllIsNoCopy() throws IOException {
    for (int z = 0; z < 3; z++) {
      write(slice(z, z).text(Tag.SOP_INSTANCE_UID, "UI", "1.2.3.4"));
    }

    assertThat(Dicoms.read(folder).geometry().size(2)).isEqualTo(3);
  }

  /** Nor may it mix two phases: the same UID and place, other times and pixels. */
  @Test
  void oneUidForTwoPhasesIsNoCopy() throws IOException {
    for (int z = 0; z < 3; z++) {
      for (int phase = 1; phase >= 0; phase--) {
        write(
            slice(z, 100 * phase + z)
                .text(TRIGGER_TIME, "DS", "" + phase)
                .text(Tag.SOP_INSTANCE_UID, "UI", "1.2.3.4"));
      }
    }

    assertThatThrownBy(() -> Dicoms.read(folder)).hasMessageContaining("holds 2 volumes");
    assertThat(Dicoms.values(Dicoms.read(folder, null, 1))[0]).isEqualTo(100 - 1024);
  }

  @Test
  void aNamedFileThatIsACopyIsSaidToBeOne() throws IOException {
    write(slice(0, 1));
    DicomBytes twice = slice(2, 2);
    write(twice);
    write(twice);

    assertThatThrownBy(() -> Dicoms.read(folder.resolve("f2")))
        .isInstanceOf(VolumeFormatException.class)
        .hasMessageContaining("f2")
        .hasMessageContaining("is a copy of another slice");
  }

  @Test
  void samePixelsAtOnePlaceCountOnce() throws IOException {
    write(slice(0, 1));
    write(slice(2, 2));
    write(slice(2, 2));
    write(slice(2, 2));

    Volume<?> volume = Dicoms.read(folder);

    assertThat(volume.geometry().size(2)).isEqualTo(2);
    assertThat(volume.info().warnings())
        .contains("2 slices have the position and pixels of another one; one of each is used");
  }

  @Test
  void differentPixelsAtOnePlaceAreRefused() throws IOException {
    write(slice(0, 1));
    write(slice(2, 2));
    write(slice(2, 3));

    assertThatThrownBy(() -> Dicoms.read(folder))
        .isInstanceOf(VolumeFormatException.class)
        .hasMessageContaining("1 slice(s) lie at the place of another one")
        .hasMessageContaining("at 2.000 mm");
  }

  @Test
  void groupsOfOneSeriesAreNumbered() throws IOException {
    for (int z = 0; z < 3; z++) {
      write(slice(z, z));
    }
    write(slice(0, 50).numbers(Tag.IMAGE_ORIENTATION, 0, 1, 0, 0, 0, -1));
    write(slice(0, 60).text(Tag.IMAGE_TYPE, "CS", "ORIGINAL\\PRIMARY\\LOCALIZER"));

    List<SeriesFacts> series = Dicoms.list(folder);

    assertThat(series).extracting(SeriesFacts::slices).containsExactly(3, 1, 1);
    assertThat(Dicoms.values(Dicoms.read(folder, "1.2.3#2"))[0]).isEqualTo(50 - 1024);
    assertThat(Dicoms.values(Dicoms.read(folder, "1.2.3#3"))[0]).isEqualTo(60 - 1024);
    assertThat(Dicoms.read(folder, "1.2.3#1").geometry().size(2)).isEqualTo(3);
    assertThat(Dicoms.read(folder, "1.2.3").geometry().size(2)).isEqualTo(3);
  }

  @Test
  void seriesWithoutUidCanBeAskedFor() throws IOException {
    for (int z = 0; z < 3; z++) {
      write(slice(z, z));
    }
    write(slice(0, 50).text(Tag.SERIES_INSTANCE_UID, "UI", ""));

    assertThat(Dicoms.list(folder)).extracting(SeriesFacts::id).containsExactly("1.2.3", "#1");
    assertThat(Dicoms.values(Dicoms.read(folder, "#1"))[0]).isEqualTo(50 - 1024);
    assertThat(Dicoms.read(folder).info().warnings())
        .anyMatch(w -> w.contains("not read: #1 (without UID, CT AXIAL, 1 slice of 7x5)"));
  }

  /** A dose report has more images than the scan here, and claims to be CT. */
  @Test
  void screenShotsAreNotPreferred() throws IOException {
    write(slice(0, 7));
    for (int z = 0; z < 3; z++) {
      write(
          slice(z, z)
              .text(Tag.SERIES_INSTANCE_UID, "UI", "1.2.9")
              .text(Tag.SOP_CLASS_UID, "UI", "1.2.840.10008.5.1.4.1.1.7"));
    }

    assertThat(Dicoms.read(folder).info().seriesInstanceUid()).isEqualTo("1.2.3");
    assertThat(Dicoms.read(folder, "1.2.9").info().warnings())
        .contains("a secondary capture (screen shot or film), not what the scanner measured");
  }

  private DicomBytes slice(double z, int value) {
    SyntheticSlice slice = new SyntheticSlice();
    slice.instanceUid = "1.2.3." + files + "." + value;
    slice.position = new double[] {0, 0, z};
    slice.words = new int[35];
    java.util.Arrays.fill(slice.words, value);
    return slice.elements();
  }

  private void write(DicomBytes slice) throws IOException {
    Files.write(folder.resolve("f" + files++), slice.part10(SyntheticSlice.EXPLICIT));
  }
}
