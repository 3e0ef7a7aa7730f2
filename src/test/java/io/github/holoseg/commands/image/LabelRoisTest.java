package io.github.holoseg.commands.image;

import static org.assertj.core.api.Assertions.assertThat;

import ij.gui.Overlay;
import ij.gui.Roi;
import io.github.holoseg.volume.Label;
import io.github.holoseg.volume.LabelMap;
import io.github.holoseg.volume.VolumeGeometry;
import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.imglib2.img.array.ArrayImgs;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Selections cover the voxels of their label and no other. */
class LabelRoisTest {
  private static final int WIDTH = 9;
  private static final int HEIGHT = 7;
  private static final int DEPTH = 3;

  private static LabelMap map(short[] values) {
    long[] size = {WIDTH, HEIGHT, DEPTH};
    return new LabelMap(
        ArrayImgs.unsignedShorts(values, size),
        VolumeGeometry.axisAligned(size, 1, 1, 1),
        List.of(new Label(1, "femur_left", 0xffcc2211, null), Label.of(40000, "hip_left")));
  }

  @Property(tries = 200)
  void everyVoxelIsInTheSelectionOfItsLabel(@ForAll long seed) {
    Random random = new Random(seed);
    short[] values = new short[WIDTH * HEIGHT * DEPTH];
    int[] labels = {0, 0, 1, 40000, 7};
    for (int i = 0; i < values.length; i++) {
      values[i] = (short) labels[random.nextInt(labels.length)];
    }
    Overlay overlay = LabelRois.toOverlay(map(values), null);
    short[] drawn = new short[values.length];
    for (Roi roi : overlay) {
      int value =
          roi.getName().startsWith("femur_left")
              ? 1
              : roi.getName().startsWith("hip_left") ? 40000 : 7;
      for (java.awt.Point p : roi) {
        int at = ((roi.getPosition() - 1) * HEIGHT + p.y) * WIDTH + p.x;
        assertThat(drawn[at]).isZero();
        drawn[at] = (short) value;
      }
    }
    assertThat(drawn).isEqualTo(values);
  }

  @Test
  void namesColoursAndPlaces() {
    short[] values = new short[WIDTH * HEIGHT * DEPTH];
    values[2 * WIDTH * HEIGHT + 3 * WIDTH + 4] = 1;
    Overlay overlay = LabelRois.toOverlay(map(values), new int[] {30, 20, 10});
    assertThat(overlay.size()).isEqualTo(1);
    Roi roi = overlay.get(0);
    assertThat(roi.getName()).isEqualTo("femur_left 0003");
    assertThat(roi.getPosition()).as("the stack's own order").isEqualTo(10);
    assertThat(roi.getStrokeColor()).isEqualTo(new Color(0xcc2211));
    assertThat(roi.getBounds()).isEqualTo(new java.awt.Rectangle(4, 3, 1, 1));
  }

  @Test
  void theyComeSliceBySlice() {
    short[] values = new short[WIDTH * HEIGHT * DEPTH];
    values[0] = 1;
    values[1] = (short) 40000;
    values[values.length - 1] = 1;
    List<Roi> rois = new ArrayList<>();
    LabelRois.each(map(values), null, rois::add);
    assertThat(rois)
        .extracting(Roi::getName)
        .containsExactly("femur_left 0001", "hip_left 0001", "femur_left 0003");
  }
}
