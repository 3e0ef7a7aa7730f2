package io.github.holoseg.measure;

import io.github.holoseg.volume.AxisOrder;
import io.github.holoseg.volume.AxisTurn;
import io.github.holoseg.volume.VolumeGeometry;
import net.imglib2.RandomAccessibleInterval;

/** Brings voxels that lie on the same grid in another axis order into one order. */
final class Grids {
  /** Corners of equal grids lie closer than this: files round positions to float. */
  static final double TOLERANCE_MM = 0.05;

  private Grids() {}

  /**
   * A view of {@code voxels} in the axis order of {@code target}.
   *
   * @param what names the voxels in the message
   * @throws IllegalArgumentException if the two are different grids
   */
  static <T> RandomAccessibleInterval<T> onGrid(
      RandomAccessibleInterval<T> voxels,
      VolumeGeometry geometry,
      VolumeGeometry target,
      String what) {
    AxisTurn turn = AxisOrder.closestTo(geometry).turnTo(AxisOrder.closestTo(target));
    VolumeGeometry turned = turn.isIdentity() ? geometry : turn.apply(geometry);
    if (!turned.isSameGrid(target, TOLERANCE_MM)) {
      throw new IllegalArgumentException(
          what
              + " lies on another grid than the label map: "
              + described(geometry)
              + " against "
              + described(target)
              + "; resample one of them first");
    }
    return turn.isIdentity() ? voxels : turn.apply(voxels);
  }

  private static String described(VolumeGeometry geometry) {
    double[] origin = geometry.origin();
    return String.format(
        java.util.Locale.ROOT,
        "%s from (%.2f, %.2f, %.2f)",
        geometry,
        origin[0],
        origin[1],
        origin[2]);
  }
}
