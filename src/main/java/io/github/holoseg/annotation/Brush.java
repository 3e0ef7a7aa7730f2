package io.github.holoseg.annotation;

import io.github.holoseg.volume.VolumeGeometry;

/**
 * A round brush of a radius in millimetres: a ball, or a disc in the plane that the user paints on.
 *
 * <p>A voxel is touched if its centre is not farther than the radius from the line along which the
 * brush moved; for a disc the distance is measured in the plane, and only voxels that the plane
 * cuts count. The voxels in which the line itself lies are touched in any case, so that a brush
 * smaller than a voxel paints too. True on anisotropic and oblique grids.
 */
public final class Brush {
  /** Distances that are equal to the radius but for rounding are not farther. */
  private static final double ROUNDING_MM = 1e-6;

  private final double radius;
  private final double[] normal;

  private Brush(double radiusMm, double[] normal) {
    if (!(radiusMm > 0 && radiusMm < 1e6)) {
      throw new IllegalArgumentException("brush radius is " + radiusMm + " mm, must be positive");
    }
    this.radius = radiusMm;
    this.normal = normal;
  }

  /** A ball. */
  public static Brush ball(double radiusMm) {
    return new Brush(radiusMm, null);
  }

  /**
   * A disc.
   *
   * @param normal of the plane, in LPS, of any length
   */
  public static Brush disc(double radiusMm, double[] normal) {
    return new Brush(radiusMm, normal.clone());
  }

  /** A disc in the slices across a voxel axis (0 x, 1 y, 2 z). */
  public static Brush disc(double radiusMm, VolumeGeometry grid, int axis) {
    double[][] direction = grid.direction();
    return new Brush(
        radiusMm, new double[] {direction[0][axis], direction[1][axis], direction[2][axis]});
  }

  public double radiusMm() {
    return radius;
  }

  /** The voxels under the brush where it stands. */
  public BoxMask at(VolumeGeometry grid, double[] place) {
    return along(grid, place, place);
  }

  /**
   * The voxels that the brush sweeps over.
   *
   * @param from LPS mm; may lie outside the grid
   * @param to LPS mm; a disc is moved in the plane through {@code from}
   */
  public BoxMask along(VolumeGeometry grid, double[] from, double[] to) {
    GridFrame frame = new GridFrame(grid);
    double[] a = frame.ofPlace(from);
    double[] b = frame.ofPlace(to);
    double[] n = normal == null ? null : frame.ofDirection(normal);
    Sweep sweep = new Sweep(a, b, radius + ROUNDING_MM, n, frame);
    int[] min = new int[3];
    int[] end = new int[3];
    for (int axis = 0; axis < 3; axis++) {
      double reach = sweep.reach(axis);
      double low = Math.min(a[axis], sweep.end(axis)) - reach;
      double high = Math.max(a[axis], sweep.end(axis)) + reach;
      min[axis] = (int) Math.ceil(Math.max(-1e9, low / frame.spacing(axis))) - 1;
      end[axis] = (int) Math.floor(Math.min(1e9, high / frame.spacing(axis))) + 2;
    }
    BoxMask mask = new BoxMask(VoxelBox.of(min, end).intersect(VoxelBox.of(grid)));
    VoxelBox box = mask.box();
    for (int z = box.minZ(); z < box.endZ(); z++) {
      for (int y = box.minY(); y < box.endY(); y++) {
        sweep.row(mask, y, z);
      }
    }
    sweep.line(mask);
    return mask;
  }
}
