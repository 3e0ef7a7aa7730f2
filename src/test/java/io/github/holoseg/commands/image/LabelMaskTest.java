package io.github.holoseg.commands.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ij.ImagePlus;
import io.github.holoseg.volume.AxisOrder;
import io.github.holoseg.volume.Label;
import io.github.holoseg.volume.LabelMap;
import io.github.holoseg.volume.VolumeGeometry;
import java.util.List;
import java.util.Random;
import net.imglib2.img.array.ArrayImgs;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** A mask has the voxels of its label at their places in the patient, and no others. */
class LabelMaskTest {
  private static final Label LOW = Label.of(3, "low");
  private static final Label HIGH = Label.of(40000, "high");
  private static final long[] SIZE = {9, 7, 6};

  @Property(tries = 100)
  void theVoxelsOfTheLabelInThePatient(@ForAll long seed) {
    LabelMap labels = scattered(new Random(seed)).reoriented(AxisOrder.of("SLA"));
    for (Label label : labels.labels()) {
      ImagePlus whole = LabelMask.whole(labels, label);
      ImagePlus cropped = LabelMask.cropped(labels, label, 2);
      assertThat(whole.getBitDepth()).isEqualTo(8);
      VolumeGeometry small = GeometryText.geometry(GeometryText.read(cropped.getInfoProperty()));
      long inside = 0;
      long kept = 0;
      for (int z = 0; z < labels.geometry().size(2); z++) {
        for (int y = 0; y < labels.geometry().size(1); y++) {
          for (int x = 0; x < labels.geometry().size(0); x++) {
            boolean is = labels.voxels().getAt(x, y, z).get() == label.value();
            assertThat(whole.getStack().getProcessor(z + 1).get(x, y)).isEqualTo(is ? 255 : 0);
            inside += is ? 1 : 0;
            double[] mm = labels.geometry().toPhysical(x, y, z);
            double[] at = small.toIndex(mm[0], mm[1], mm[2]);
            if (is) {
              int slice = (int) Math.round(at[2]) + 1;
              assertThat(
                      cropped
                          .getStack()
                          .getProcessor(slice)
                          .get((int) Math.round(at[0]), (int) Math.round(at[1])))
                  .isEqualTo(255);
            }
          }
        }
      }
      for (int z = 1; z <= cropped.getStackSize(); z++) {
        kept += cropped.getStack().getProcessor(z).getHistogram()[255];
      }
      assertThat(kept).isEqualTo(inside);
    }
  }

  @Test
  void distancesAndTheMarginOfOneVoxel() {
    var voxels = ArrayImgs.unsignedShorts(SIZE);
    voxels.getAt(4, 3, 0).set(3);
    LabelMap labels =
        new LabelMap(voxels, VolumeGeometry.axisAligned(SIZE, 0.5, 0.75, 2), List.of(LOW, HIGH));
    ImagePlus cropped = LabelMask.cropped(labels, LOW, 1);
    assertThat(cropped.getTitle()).isEqualTo("low");
    assertThat(cropped.getDimensions()).containsExactly(3, 3, 1, 2, 1); // cut at the first slice
    assertThat(cropped.getCalibration().pixelHeight).isEqualTo(0.75);
    assertThat(cropped.getCalibration().getUnit()).isEqualTo("mm");
    assertThatThrownBy(() -> LabelMask.cropped(labels, HIGH, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("high");
  }

  private static LabelMap scattered(Random random) {
    var voxels = ArrayImgs.unsignedShorts(SIZE);
    int[] values = {0, 0, 0, 3, 40000};
    voxels.forEach(v -> v.set(values[random.nextInt(values.length)]));
    voxels.getAt(4, 3, 2).set(3);
    voxels.getAt(2, 1, 5).set(40000);
    return new LabelMap(voxels, VolumeGeometry.axisAligned(SIZE, 0.5, 0.75, 2), List.of(LOW, HIGH));
  }
}
