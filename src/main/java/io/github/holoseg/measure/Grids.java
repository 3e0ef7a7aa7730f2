package io.github.holoseg.measure;

import io.github.holoseg.volume.AxisOrder;
import io.github.holoseg.volume.AxisTurn;
import io.github.holoseg.volume.VolumeGeometry;
import net.imglib2.RandomAccessibleInterval;

/** Brings voxels that lie on the same grid in another axis order into one order. */
final class Grids {
  /** Corners of equal grids lie closer than this: files round positions to float. */
  private static final double TOLERANCE_MM = 0.05;

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
    AxisTurn turn = turn(geometry, target);
    if (!isSame(geometry, target)) {
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

  /** Whether two grids are the same but for the order of their axes. */
  static boolean isSame(VolumeGeometry geometry, VolumeGeometry target) {
    AxisTurn turn = turn(geometry, target);
    VolumeGeometry turned = turn.isIdentity() ? geometry : turn.apply(geometry);
    return turned.isSameGrid(target, TOLERANCE_MM);
  }

  private static AxisTurn turn(VolumeGeometry geometry, VolumeGeometry target) {
    return AxisOrder.closestTo(geometry).turnTo(AxisOrder.closestTo(target));
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
