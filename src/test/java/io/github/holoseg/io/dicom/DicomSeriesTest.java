package io.github.holoseg.io.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.holoseg.io.SeriesFacts;
import io.github.holoseg.io.VolumeFormatException;
import io.github.holoseg.testing.SharedData;
import io.github.holoseg.volume.Volume;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real folders: which series is read, and which ones are refused with what reason. */
class DicomSeriesTest {
  @Test
  void gantryTiltAndUnevenStepsAreBothNamed() {
    Path source = SharedData.shared("ge_head_tilt/GE");
    assertThatThrownBy(() -> Dicoms.read(source))
        .isInstanceOf(VolumeFormatException.class)
        .hasMessageContaining("tilted by 18.5 degrees")
        .hasMessageContaining("4.002 mm 13 times")
        .hasMessageContaining("6.999 mm 13 times")
        .hasMessageContaining("1.081 mm once")
        .hasMessageContaining("28 slices of 512x512");
  }

  @Test
  void aGapIsNamedWithItsPositions() {
    Path source = SharedData.shared("monai/CT_DICOM");
    assertThatThrownBy(() -> Dicoms.read(source))
        .isInstanceOf(VolumeFormatException.class)
        .hasMessageContaining("202.500 mm from -99.480 to 103.020");
  }

  @Test
  void aMissingSliceIsNamedWithItsPositions() {
    Path source = SharedData.shared("dicom2nifti_missing_slice/001");
    assertThatThrownBy(() -> Dicoms.read(source))
        .isInstanceOf(VolumeFormatException.class)
        .hasMessageContaining("10.000 mm from 28.107 to 38.107 (1 missing)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"23x38x3", "24x38x3"})
  void multiFrameEqualsSingleFrame(String size) throws IOException {
    Volume<?> single = Dicoms.read(SharedData.shared("dcmqi/segmentations/" + size + "/image"));

    Volume<?> multi =
        Dicoms.read(SharedData.shared("dcmqi/segmentations/" + size + "/multiframe/mf.dcm"));

    assertThat(Arrays.equals(Dicoms.values(multi), Dicoms.values(single))).isTrue();
    assertThat(multi.geometry()).isEqualTo(single.geometry());
    assertThat(multi.info().properties()).containsEntry("selection", "the file");
  }

  @ParameterizedTest
  @ValueSource(strings = {"liver.dcm", "partial_overlaps.dcm", "sparse-labelmap-ppv5.dcm"})
  void segmentationsAreNotScans(String file) {
    Path source = SharedData.shared("dcmqi/segmentations/" + file);
    assertThatThrownBy(() -> Dicoms.read(source))
        .isInstanceOf(VolumeFormatException.class)
        .hasMessageContaining("1 × SEG object");
  }

  @Test
  void segmentationsBesideScansArePassedOver() throws IOException {
    List<SeriesFacts> series = Dicoms.list(SharedData.shared("dcmqi/segmentations"));

    assertThat(series.get(0).columns())
        .as("of equal stacks the one with most pixels")
        .isEqualTo(24);
    assertThat(series.subList(0, 5))
        .allMatch(s -> s.modality().equals("CT") && s.slices() == 3 && s.problems().isEmpty());
    assertThat(series.subList(5, series.size()))
        .hasSize(5)
        .allMatch(
            s -> s.modality().equals("SEG") && s.problems().equals(List.of("SEG object, no scan")));
    assertThatThrownBy(
            () ->
                Dicoms.read(
                    SharedData.shared("dcmqi/segmentations"),
                    "1.2.276.0.7230010.3.1.3.0.42154.1458337731.665795"))
        .hasMessageContaining("is no scan: 1 × SEG object");
  }

  @Test
  void oneFileReadsItsWholeSeries() throws IOException {
    Path folder = SharedData.shared("dcmqi/segmentations/ct-3slice");

    Volume<?> volume = Dicoms.read(folder.resolve("02.dcm"));

    assertThat(volume.geometry()).isEqualTo(Dicoms.read(folder).geometry());
    assertThat(volume.info().properties().get("selection")).startsWith("the whole series");
  }

  @Test
  void ofSeveralPatientsTheLargestCtIsReadAndTheOthersAreListed() throws IOException {
    Path folder = SharedData.shared("pydicom/dicomdirtests");

    Volume<?> volume = Dicoms.read(folder);

    assertThat(volume.info().seriesInstanceUid()).endsWith("6302.0.6");
    assertThat(volume.geometry().size()).containsExactly(16, 16, 5);
    assertThat(volume.geometry().spacing()[2]).isCloseTo(2.5, within(1e-9));
    assertThat(volume.info().warnings())
        .anyMatch(
            w ->
                w.contains(" stacks of slices is read")
                    && w.contains("8319.0.2 (CT AXIAL, 4 slices"));
  }

  @Test
  void seriesAreListedApartBestFirst() throws IOException {
    List<SeriesFacts> series = Dicoms.list(SharedData.shared("pydicom/dicomdirtests"));

    assertThat(series.get(0).modality()).isEqualTo("CT");
    assertThat(series.get(0).problems()).isEmpty();
    assertThat(series.get(0).axes()).isEqualTo("LPS");
    assertThat(series.get(1).problems()).singleElement().asString().contains("202.500");
    // The two scouts at right angles have one series UID but are two stacks, after all others.
    List<SeriesFacts> scouts = series.stream().filter(s -> s.kind().equals("LOCALIZER")).toList();
    assertThat(scouts).hasSize(2).allMatch(s -> s.slices() == 1);
    assertThat(series.subList(series.size() - 2, series.size())).isEqualTo(scouts);
    assertThat(scouts.get(0).seriesInstanceUid()).isEqualTo(scouts.get(1).seriesInstanceUid());
    assertThat(scouts).extracting(SeriesFacts::axes).doesNotHaveDuplicates();
  }

  @Test
  void aDicomdirStandsForItsFolder() throws IOException {
    Path folder = SharedData.shared("pydicom/dicomdirtests");

    Volume<?> volume = Dicoms.read(folder.resolve("DICOMDIR"));

    assertThat(volume.geometry()).isEqualTo(Dicoms.read(folder).geometry());
  }

  @Test
  void aSeriesCanBeAskedForByUid() throws IOException {
    Path folder = SharedData.shared("pydicom/dicomdirtests");
    String scout =
        Dicoms.list(folder).stream()
            .filter(s -> s.kind().equals("LOCALIZER"))
            .findFirst()
            .orElseThrow()
            .seriesInstanceUid();

    Volume<?> volume = Dicoms.read(folder, scout);

    assertThat(volume.geometry().size(2)).isEqualTo(1);
    assertThat(volume.info().warnings())
        .anyMatch(w -> w.contains("localizer"))
        .anyMatch(w -> w.contains(" stacks of slices is read"));
    assertThatThrownBy(() -> Dicoms.read(folder, "1.2.3"))
        .isInstanceOf(VolumeFormatException.class)
        .hasMessageContaining("series 1.2.3 is not there")
        .hasMessageContaining("6302.0.6 (CT AXIAL, 5 slices");
  }

  @Test
  void patientDataAreNotKept() throws IOException {
    Volume<?> volume = Dicoms.read(SharedData.shared("enhanced_ct"));

    assertThat(volume.info().toString()).doesNotContain("Perfusion^", "MCA", "1950", "0010");
  }

  @Test
  void scoresFollowTheMark() {
    Path file = SharedData.shared("cornerstone/testImages/CTImage.dcm");
    DicomReader reader = new DicomReader();

    assertThat(reader.score(file)).isEqualTo(95);
    assertThat(reader.score(file.getParent())).isEqualTo(90);
    assertThat(reader.score(SharedData.shared("nifti_space"))).isZero();
    assertThat(reader.score(SharedData.shared("rt_utils/oriented_data/info.txt"))).isZero();
    assertThat(reader.score(Path.of("no such file"))).isZero();
  }
}
