package io.github.holoseg.io.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.holoseg.io.SeriesFacts;
import io.github.holoseg.testing.SharedData;
import io.github.holoseg.volume.Modality;
import io.github.holoseg.volume.Volume;
import io.github.holoseg.volume.VolumeGeometry;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The numbers that the list of the shared data states for each DICOM folder. */
class SharedDicomTest {
  @Test
  void totalsegmentatorsAbdomen() throws IOException {
    Volume<?> ct = Dicoms.read(SharedData.shared("totalsegmentator/example_ct_dicom"));

    assertThat(ct.geometry().size()).containsExactly(512, 512, 20);
    assertThat(ct.info().modality()).isEqualTo(Modality.CT);
    assertAffine(
        ct.geometry(),
        new double[][] {{-.9766, 0, 0, 249.512}, {0, .9766, 0, -61.512}, {0, 0, 2, -804.5}},
        5e-4);
    double[] values = Dicoms.values(ct);
    assertThat(Arrays.stream(values).min()).hasValue(-1024);
    assertThat(Arrays.stream(values).max()).hasValue(1839);
    assertThat(ct.info().properties())
        .containsEntry("sliceThickness", "3.0")
        .hasEntrySatisfying("transferSyntax", s -> assertThat(s).contains("JPEG 2000"));
  }

  @Test
  void headWithTiltAndUnevenSteps() throws IOException {
    List<SeriesFacts> series = Dicoms.list(SharedData.shared("ge_head_tilt/GE"));

    assertThat(series)
        .singleElement()
        .satisfies(
            s -> {
              assertThat(s.slices()).isEqualTo(28);
              assertThat(s.spacing().get(0)).isCloseTo(0.488, within(5e-4));
              assertThat(s.axes()).isEmpty();
              assertThat(s.problems())
                  .hasSize(2)
                  .anyMatch(p -> p.contains("18.5 degrees"))
                  .anyMatch(
                      p ->
                          p.contains("4.002 mm 13 times")
                              && p.contains("6.999 mm 13 times")
                              && p.contains("1.081 mm once"));
            });
  }

  @Test
  void dcmqisThreeSlices() throws IOException {
    Volume<?> ct = Dicoms.read(SharedData.shared("dcmqi/segmentations/ct-3slice"));

    assertThat(ct.geometry().size()).containsExactly(512, 512, 3);
    assertThat(ct.geometry().spacing()[0]).isCloseTo(0.8105, within(5e-5));
    assertThat(ct.geometry().spacing()[2]).isCloseTo(1.0, within(1e-6));
    // The list gives two decimals; DicomGoldenTest compares all of them.
    assertThat(ct.geometry().origin()[2]).as("lowest slice first").isCloseTo(-128.69, within(5e-3));
    assertThat(ct.info().properties())
        .hasEntrySatisfying("transferSyntax", s -> assertThat(s).startsWith("Implicit VR"));
  }

  @Test
  void enhancedCt() throws IOException {
    Volume<?> ct = Dicoms.read(SharedData.shared("enhanced_ct/eCT_Supplemental.dcm"));

    // Lines run to the left of the image, (-1,0,0); so that x, y, z are right-handed and z is
    // along their cross product, the higher slice comes first.
    assertThat(ct.geometry().size()).containsExactly(512, 512, 2);
    assertThat(ct.geometry().axisCodes()).isEqualTo("RPI");
    assertThat(ct.geometry().spacing()[0]).isCloseTo(0.3887, within(5e-5));
    assertThat(ct.geometry().spacing()[2]).isCloseTo(10, within(1e-9));
    assertThat(ct.geometry().toPhysical(0, 0, 0)[2]).isCloseTo(-149, within(1e-9));
    assertThat(ct.geometry().toPhysical(0, 0, 1)[2]).isCloseTo(-159, within(1e-9));
  }

  @Test
  void doublyOblique() throws IOException {
    Volume<?> ct = Dicoms.read(SharedData.shared("rt_utils/oriented_data"));

    assertThat(ct.geometry().spacing()[0]).isCloseTo(2.5, within(1e-9));
    assertThat(ct.geometry().spacing()[1]).isCloseTo(3.5, within(1e-9));
    double[][] d = ct.geometry().direction();
    for (int axis = 0; axis < 3; axis++) {
      int k = axis;
      assertThat(Arrays.stream(d).mapToDouble(row -> Math.abs(row[k])).max().orElse(1))
          .as("no axis is along one of the patient's")
          .isLessThan(0.96);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"monai/CT_DICOM", "dicom2nifti_missing_slice/001"})
  void gapsAreListedWithTheirPositions(String path) throws IOException {
    assertThat(Dicoms.list(SharedData.shared(path)))
        .singleElement()
        .satisfies(
            s ->
                assertThat(s.problems())
                    .singleElement()
                    .asString()
                    .contains("missing)", "mm from"));
  }

  /** The list gives RAS, as NIfTI does. */
  private static void assertAffine(VolumeGeometry geometry, double[][] ras, double tolerance) {
    double[] zero = geometry.toPhysical(0, 0, 0);
    for (int axis = 0; axis < 3; axis++) {
      double[] one = geometry.toPhysical(axis == 0 ? 1 : 0, axis == 1 ? 1 : 0, axis == 2 ? 1 : 0);
      for (int row = 0; row < 3; row++) {
        double sign = row < 2 ? -1 : 1;
        // The list's second axis runs backwards: it flips the rows of the image.
        double expected = axis == 1 ? -ras[row][axis] : ras[row][axis];
        assertThat(sign * (one[row] - zero[row])).isCloseTo(expected, within(tolerance));
      }
    }
    double[] corner = geometry.toPhysical(0, geometry.size(1) - 1, 0);
    assertThat(-corner[0]).isCloseTo(ras[0][3], within(tolerance));
    assertThat(-corner[1]).isCloseTo(ras[1][3], within(tolerance));
    assertThat(corner[2]).isCloseTo(ras[2][3], within(tolerance));
  }
}
