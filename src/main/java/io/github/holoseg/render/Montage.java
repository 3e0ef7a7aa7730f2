package io.github.holoseg.render;

import io.github.holoseg.volume.AxisOrder;
import io.github.holoseg.volume.Label;
import io.github.holoseg.volume.LabelMap;
import io.github.holoseg.volume.Volume;
import java.util.HashMap;
import java.util.Map;
import net.imglib2.Cursor;
import net.imglib2.RandomAccess;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.integer.UnsignedShortType;

/**
 * Three slices through the middle of what was found: axial, coronal and sagittal side by side, the
 * scan in grey and the structures in colour, filled thinly with a solid outline.
 *
 * <p>Radiological convention: the patient's right is on the left of the axial and coronal picture;
 * anterior is on the left of the sagittal one; the head is up. Distances are true: one pixel is the
 * same number of millimetres everywhere. The slices are voxel planes of the scan turned to its
 * nearest LPS order; an oblique scan is not resampled, and its letters name the nearest direction.
 */
public final class Montage {
  private static final int GAP = 6;
  private static final int LETTER_SCALE = 2;
  private static final double FILL = 0.35;

  private Montage() {}

  /** One picture: which voxel axes (of the LPS-turned grid) run right and down, and its letters. */
  private enum Plane {
    AXIAL(0, false, 1, false, 2, "RLAP"),
    CORONAL(0, false, 2, true, 1, "RLHF"),
    SAGITTAL(1, false, 2, true, 0, "APHF");

    final int across;
    final boolean acrossFlipped;
    final int down;
    final boolean downFlipped;
    final int through;
    final String letters;

    Plane(int across, boolean af, int down, boolean df, int through, String letters) {
      this.across = across;
      this.acrossFlipped = af;
      this.down = down;
      this.downFlipped = df;
      this.through = through;
      this.letters = letters;
    }
  }

  /**
   * @param labels on the volume's grid
   * @param height of the pictures in pixels; the widths follow from the distances
   * @throws IllegalArgumentException if the grids differ in size
   */
  public static ArgbImage render(Volume<?> volume, LabelMap labels, Window window, int height) {
    if (!java.util.Arrays.equals(volume.geometry().size(), labels.geometry().size())) {
      throw new IllegalArgumentException(
          "the label map " + labels.geometry() + " is not on the grid " + volume.geometry());
    }
    AxisOrder lps = AxisOrder.of("LPS");
    Volume<?> v = volume.reoriented(lps);
    LabelMap l = labels.reoriented(lps);
    double[] mm = new double[3];
    for (int axis = 0; axis < 3; axis++) {
      mm[axis] = v.geometry().size(axis) * v.geometry().spacing()[axis];
    }
    double mmPerPixel = Math.max(mm[1], mm[2]) / height;
    long[] centre = centroid(l);
    ArgbImage[] panels = new ArgbImage[Plane.values().length];
    int width = GAP;
    for (Plane plane : Plane.values()) {
      ArgbImage panel = panel(v, l, window, plane, centre, mmPerPixel);
      panels[plane.ordinal()] = panel;
      width += panel.width() + GAP;
    }
    ArgbImage montage = ArgbImage.filled(width, height + 2 * GAP, 0xFF202020);
    int left = GAP;
    for (ArgbImage panel : panels) {
      montage.put(panel, left, GAP + (height - panel.height()) / 2);
      left += panel.width() + GAP;
    }
    return montage;
  }

  private static ArgbImage panel(
      Volume<?> volume, LabelMap labels, Window window, Plane p, long[] at, double mmPerPixel) {
    int[] acrossVoxel = voxelOfPixel(volume, p.across, p.acrossFlipped, mmPerPixel);
    int[] downVoxel = voxelOfPixel(volume, p.down, p.downFlipped, mmPerPixel);
    int w = acrossVoxel.length;
    int h = downVoxel.length;
    ArgbImage image = ArgbImage.filled(w, h, 0xFF000000);
    int[] values = new int[w * h];
    Map<Integer, Integer> colours = new HashMap<>();
    labels.labels().forEach((Label label) -> colours.put(label.value(), label.argb()));
    RandomAccess<? extends RealType<?>> grey = volume.voxels().randomAccess();
    RandomAccess<UnsignedShortType> label = labels.voxels().randomAccess();
    grey.setPosition(at[p.through], p.through);
    label.setPosition(at[p.through], p.through);
    for (int y = 0; y < h; y++) {
      grey.setPosition(downVoxel[y], p.down);
      label.setPosition(downVoxel[y], p.down);
      for (int x = 0; x < w; x++) {
        grey.setPosition(acrossVoxel[x], p.across);
        label.setPosition(acrossVoxel[x], p.across);
        image.set(x, y, 0xFF000000 | window.grey(grey.get().getRealDouble()) * 0x010101);
        values[y * w + x] = label.get().get();
      }
    }
    overlay(image, values, colours);
    letters(image, p.letters);
    return image;
  }

  private static void overlay(ArgbImage image, int[] values, Map<Integer, Integer> colours) {
    int w = image.width();
    int h = image.height();
    for (int y = 0; y < h; y++) {
      for (int x = 0; x < w; x++) {
        int value = values[y * w + x];
        if (value == 0) {
          continue;
        }
        boolean edge =
            x == 0
                || y == 0
                || x == w - 1
                || y == h - 1
                || values[y * w + x - 1] != value
                || values[y * w + x + 1] != value
                || values[(y - 1) * w + x] != value
                || values[(y + 1) * w + x] != value;
        int colour = colours.getOrDefault(value, 0xFFFFFFFF);
        image.set(x, y, ArgbImage.blend(image.get(x, y), colour, edge ? 1 : FILL));
      }
    }
  }

  private static void letters(ArgbImage image, String letters) {
    int w = Letters.WIDTH * LETTER_SCALE;
    int h = Letters.HEIGHT * LETTER_SCALE;
    int middleX = (image.width() - w) / 2;
    int middleY = (image.height() - h) / 2;
    Letters.draw(image, letters.charAt(0), 3, middleY, LETTER_SCALE);
    Letters.draw(image, letters.charAt(1), image.width() - w - 3, middleY, LETTER_SCALE);
    Letters.draw(image, letters.charAt(2), middleX, 3, LETTER_SCALE);
    Letters.draw(image, letters.charAt(3), middleX, image.height() - h - 3, LETTER_SCALE);
  }

  /** For each pixel along one picture axis, the nearest voxel. */
  private static int[] voxelOfPixel(
      Volume<?> volume, int axis, boolean flipped, double mmPerPixel) {
    double spacing = volume.geometry().spacing()[axis];
    long size = volume.geometry().size(axis);
    int pixels = (int) Math.max(1, Math.round(size * spacing / mmPerPixel));
    int[] voxel = new int[pixels];
    for (int i = 0; i < pixels; i++) {
      int index = (int) Math.min(size - 1, (long) ((i + 0.5) * size / pixels));
      voxel[i] = flipped ? (int) (size - 1 - index) : index;
    }
    return voxel;
  }

  /** Mean voxel index of everything that is labelled; the grid's middle if nothing is. */
  private static long[] centroid(LabelMap labels) {
    double[] sum = new double[3];
    long count = 0;
    Cursor<UnsignedShortType> cursor = labels.voxels().localizingCursor();
    while (cursor.hasNext()) {
      if (cursor.next().get() != 0) {
        count++;
        sum[0] += cursor.getDoublePosition(0);
        sum[1] += cursor.getDoublePosition(1);
        sum[2] += cursor.getDoublePosition(2);
      }
    }
    long[] centre = new long[3];
    for (int axis = 0; axis < 3; axis++) {
      long size = labels.geometry().size(axis);
      centre[axis] = count == 0 ? size / 2 : Math.round(sum[axis] / count);
    }
    return centre;
  }
}
