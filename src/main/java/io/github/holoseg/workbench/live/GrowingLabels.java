package io.github.holoseg.workbench.live;

import io.github.holoseg.volume.Label;
import io.github.holoseg.volume.LabelMap;
import io.github.holoseg.volume.LabelSlab;
import io.github.holoseg.volume.VolumeGeometry;
import java.util.BitSet;
import java.util.List;
import net.imglib2.img.basictypeaccess.array.ShortArray;
import net.imglib2.img.planar.PlanarImg;
import net.imglib2.img.planar.PlanarImgFactory;
import net.imglib2.type.numeric.integer.UnsignedShortType;

/**
 * A label map that grows with a run: later labels paint over earlier ones where they are not 0. Two
 * bytes a voxel, one array for each slice along z.
 *
 * <p>Thread-safe in this sense: one thread paints, others may read {@link #map()} meanwhile and see
 * each voxel as it was or as it is now.
 */
public final class GrowingLabels {
  private final LabelMap map;
  private final short[][] planes;
  private final int width;
  private LabelSlab preview;
  private BitSet provisional;

  /** Nothing yet. */
  public GrowingLabels(VolumeGeometry geometry, List<Label> labels) {
    PlanarImg<UnsignedShortType, ?> image =
        new PlanarImgFactory<>(new UnsignedShortType()).create(geometry.size());
    width = Math.toIntExact(geometry.size(0));
    planes = new short[image.numSlices()][];
    for (int z = 0; z < planes.length; z++) {
      planes[z] = ((ShortArray) image.getPlane(z)).getCurrentStorageArray();
    }
    map = new LabelMap(image, geometry, labels);
  }

  /** The labels so far; the same object all the time. */
  public LabelMap map() {
    return map;
  }

  /**
   * Paints decided labels.
   *
   * @throws IndexOutOfBoundsException if the slab does not lie on the grid
   */
  public void paint(LabelSlab slab) {
    if (preview != null) {
      decide(slab);
    }
    short[] labels = slab.labels();
    int[] size = slab.size();
    int at = 0;
    for (int z = 0; z < size[2]; z++) {
      short[] plane = planes[(int) slab.min()[2] + z];
      for (int y = 0; y < size[1]; y++) {
        int to = ((int) slab.min()[1] + y) * width + (int) slab.min()[0];
        for (int x = 0; x < size[0]; x++, at++, to++) {
          if (labels[at] != 0) {
            plane[to] = labels[at];
          }
        }
      }
    }
  }

  /** Shows a first look: what is decided later takes its place, background too. */
  public void preview(LabelSlab slab) {
    paint(slab);
    preview = slab;
    provisional = new BitSet(slab.labels().length);
    provisional.set(0, slab.labels().length);
  }

  /** Takes away the first look where the slab says what really is. */
  private void decide(LabelSlab slab) {
    int[] from = new int[3];
    int[] to = new int[3];
    for (int axis = 0; axis < 3; axis++) {
      long first = Math.max(slab.min()[axis], preview.min()[axis]);
      long end = slab.min()[axis] + slab.size()[axis];
      from[axis] = (int) first;
      to[axis] = (int) Math.min(end, preview.min()[axis] + preview.size()[axis]);
    }
    for (int z = from[2]; z < to[2]; z++) {
      for (int y = from[1]; y < to[1]; y++) {
        for (int x = from[0]; x < to[0]; x++) {
          int bit = bit(x, y, z);
          if (provisional.get(bit)) {
            provisional.clear(bit);
            planes[z][y * width + x] = 0;
          }
        }
      }
    }
  }

  private int bit(int x, int y, int z) {
    int inX = x - (int) preview.min()[0];
    int inY = y - (int) preview.min()[1];
    int inZ = z - (int) preview.min()[2];
    return (inZ * preview.size()[1] + inY) * preview.size()[0] + inX;
  }
}
