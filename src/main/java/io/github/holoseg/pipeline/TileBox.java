package io.github.holoseg.pipeline;

import io.github.holoseg.model.ModelSpec;
import io.github.holoseg.volume.AxisOrder;
import io.github.holoseg.volume.AxisTurn;
import io.github.holoseg.volume.Volume;
import io.github.holoseg.volume.VolumeGeometry;
import net.imglib2.type.numeric.RealType;
import net.imglib2.view.Views;

/**
 * The part of a scan that one tile of a model covers, on the scan's own grid.
 *
 * @param min first voxel along x, y, z
 * @param size voxels along x, y, z
 */
public record TileBox(long[] min, long[] size) {
  /**
   * The tile with a voxel in its middle, or as near to it as the scan's border allows. It is as
   * large as a tile of the model's first network, and the whole scan where that is smaller.
   *
   * @param voxel along x, y, z; a place outside counts as the nearest voxel
   */
  public static TileBox around(ModelSpec spec, VolumeGeometry scan, long[] voxel) {
    String wanted = spec.geometry().orientation();
    AxisTurn turn =
        wanted == null ? AxisTurn.IDENTITY : AxisOrder.closestTo(scan).turnTo(AxisOrder.of(wanted));
    double[] target = spec.geometry().spacing();
    long[] min = new long[3];
    long[] size = new long[3];
    for (int oriented = 0; oriented < 3; oriented++) {
      int axis = turn.sourceAxis(oriented);
      double own = scan.spacing()[axis];
      boolean kept = target == null || Double.isNaN(target[oriented]);
      double voxels = spec.window().patch()[oriented] * (kept ? 1 : target[oriented] / own);
      size[axis] = Math.max(1, Math.min(scan.size(axis), (long) voxels));
      long first = voxel[axis] - size[axis] / 2;
      min[axis] = Math.max(0, Math.min(scan.size(axis) - size[axis], first));
    }
    return new TileBox(min, size);
  }

  /** The voxels of the box, where they are in the patient; a view. */
  public <T extends RealType<T>> Volume<T> of(Volume<T> scan) {
    long[] max = {min[0] + size[0] - 1, min[1] + size[1] - 1, min[2] + size[2] - 1};
    return new Volume<>(
        Views.zeroMin(Views.interval(scan.voxels(), min, max)),
        scan.geometry().crop(min, size),
        scan.info());
  }
}
