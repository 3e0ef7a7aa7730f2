package io.github.holoseg.io.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.holoseg.testing.SharedData;
import io.github.holoseg.volume.Volume;
import io.github.holoseg.volume.VolumeGeometry;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/**
 * Voxels lie where another program's label map says: organs have the density of organs. The series
 * and the label map are stored in different axis orders, so that a flip would show.
 */
class DicomPositionTest {
  private static final int LIVER = 5;
  private static final int SPLEEN = 1;

  @Test
  void labelsOfAnotherProgramFallOnTheirOrgans() throws IOException {
    Volume<?> ct = Dicoms.read(SharedData.shared("totalsegmentator/example_ct_dicom"));
    NiftiLabels labels =
        NiftiLabels.read(SharedData.shared("totalsegmentator/example_seg_dicom.nii.gz"));

    double[] liver = statistics(ct, labels, LIVER, false);
    double[] spleen = statistics(ct, labels, SPLEEN, false);
    double[] flipped = statistics(ct, labels, LIVER, true);

    assertThat(liver[0]).isCloseTo(89.3, within(0.05));
    assertThat(liver[1]).isCloseTo(21.7, within(0.05));
    assertThat(spleen[0]).isCloseTo(79.6, within(0.05));
    assertThat(flipped[1]).isGreaterThan(150);
  }

  /** Mean and standard deviation of the CT under a label, matched by position in the patient. */
  private static double[] statistics(Volume<?> ct, NiftiLabels labels, int label, boolean mirror) {
    VolumeGeometry from = labels.geometry();
    VolumeGeometry to = ct.geometry();
    double[] values = Dicoms.values(ct);
    long[] size = from.size();
    double sum = 0;
    double squares = 0;
    int count = 0;
    int at = 0;
    for (int z = 0; z < size[2]; z++) {
      for (int y = 0; y < size[1]; y++) {
        for (int x = 0; x < size[0]; x++) {
          if (labels.voxels()[at++] != label) {
            continue;
          }
          double[] p = from.toPhysical(x, y, z);
          double[] i = to.toIndex(p[0], p[1], p[2]);
          int cx = round(i[0]);
          int index = (round(i[2]) * (int) to.size(1) + round(i[1])) * (int) to.size(0);
          double value = values[index + (mirror ? (int) to.size(0) - 1 - cx : cx)];
          sum += value;
          squares += value * value;
          count++;
        }
      }
    }
    double mean = sum / count;
    return new double[] {mean, Math.sqrt(squares / count - mean * mean)};
  }

  private static int round(double index) {
    if (Math.abs(index - Math.rint(index)) > 1e-3) {
      throw new AssertionError("not on the grid: " + index);
    }
    return (int) Math.rint(index);
  }
}
