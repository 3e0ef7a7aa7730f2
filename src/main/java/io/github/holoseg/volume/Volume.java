package io.github.holoseg.volume;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;

/**
 * A scan: voxels on a regular grid in the patient.
 *
 * @param <T> the stored type; readers keep the smallest one that holds the values exactly
 * @param voxels axes x, y, z, starting at (0,0,0); values in HU for CT, rescaling already applied
 * @param geometry of the same size
 * @param info where it comes from
 */
public record Volume<T extends RealType<T>>(
    RandomAccessibleInterval<T> voxels, VolumeGeometry geometry, VolumeInfo info) {

  public Volume {
    Grids.requireSameSize(voxels, geometry);
  }

  /** The same voxels in another axis order, at the same places in the patient; a view. */
  public Volume<T> reoriented(AxisOrder target) {
    AxisTurn turn = AxisOrder.closestTo(geometry).turnTo(target);
    return turn.isIdentity() ? this : new Volume<>(turn.apply(voxels), turn.apply(geometry), info);
  }
}
