package io.github.holoseg.volume;

import java.util.Arrays;
import java.util.Locale;

/**
 * Where the voxels of a regular grid lie in the patient. Immutable.
 *
 * <p>{@code physical = origin + direction * (spacing ∘ index)}, in LPS millimetres, as in ITK. The
 * direction is any orthonormal 3×3 matrix, left-handed ones (files whose axes are mirrored)
 * included; its columns are the unit vectors of the voxel axes x, y, z. Sheared grids are not
 * representable: readers resample or refuse them.
 */
public final class VolumeGeometry {
  /** Largest deviation of direction^T * direction from the identity that is taken as rounding. */
  public static final double ORTHONORMAL_TOLERANCE = 1e-3;

  /** A nanometre: what is smaller is a damaged number, and its square vanishes. */
  private static final double SMALLEST_SPACING = 1e-6;

  private static final double LARGEST_SPACING = 1e6;
  private static final double FARTHEST_ORIGIN = 1e9;

  private final long[] size;
  private final double[] spacing;
  private final double[] origin;
  private final double[][] direction;

  /**
   * @param size voxels along x, y, z; each at least 1
   * @param spacing distance of voxel centres along x, y, z in mm; from a nanometre to a kilometre
   * @param origin LPS position of the centre of voxel (0,0,0) in mm; within 1000 km
   * @param direction 3×3, {@code direction[row][column]}, columns = voxel axes in LPS; orthonormal
   *     within {@value #ORTHONORMAL_TOLERANCE}
   * @throws IllegalArgumentException naming the value that is out of range
   */
  public VolumeGeometry(long[] size, double[] spacing, double[] origin, double[][] direction) {
    if (size.length != 3 || spacing.length != 3 || origin.length != 3 || direction.length != 3) {
      throw new IllegalArgumentException("a volume geometry has three axes");
    }
    for (int axis = 0; axis < 3; axis++) {
      if (size[axis] < 1) {
        throw new IllegalArgumentException(
            "size along axis " + axis + " is " + size[axis] + ", must be at least 1");
      }
      if (!(spacing[axis] >= SMALLEST_SPACING && spacing[axis] <= LARGEST_SPACING)) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "spacing along axis %d is %s mm, must be positive, from %s to %s mm",
                axis,
                spacing[axis],
                SMALLEST_SPACING,
                LARGEST_SPACING));
      }
      if (!(Math.abs(origin[axis]) <= FARTHEST_ORIGIN)) {
        throw new IllegalArgumentException(
            "origin is not a place in millimetres: " + Arrays.toString(origin));
      }
    }
    requireOrthonormal(direction);
    this.size = size.clone();
    this.spacing = spacing.clone();
    this.origin = origin.clone();
    this.direction = copy(direction);
  }

  /** A grid whose axes are L, P, S with the first voxel at the physical origin. */
  public static VolumeGeometry axisAligned(long[] size, double... spacing) {
    return new VolumeGeometry(
        size, spacing, new double[3], new double[][] {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}});
  }

  /**
   * The geometry of a grid with a RAS affine, as NIfTI and nibabel use it.
   *
   * @param affine at least 3×4: {@code ras = affine * (i, j, k, 1)}, in mm
   * @throws IllegalArgumentException if the affine is sheared or not invertible
   */
  public static VolumeGeometry fromRasAffine(long[] size, double[][] affine) {
    double[] spacing = new double[3];
    double[][] direction = new double[3][3];
    for (int axis = 0; axis < 3; axis++) {
      spacing[axis] =
          Math.sqrt(
              affine[0][axis] * affine[0][axis]
                  + affine[1][axis] * affine[1][axis]
                  + affine[2][axis] * affine[2][axis]);
      for (int row = 0; row < 3; row++) {
        direction[row][axis] = rasSign(row) * affine[row][axis] / spacing[axis];
      }
    }
    double[] origin = {-affine[0][3], -affine[1][3], affine[2][3]};
    return new VolumeGeometry(size, spacing, origin, direction);
  }

  /** Voxels along x, y, z. */
  public long[] size() {
    return size.clone();
  }

  /** Voxels along one axis. */
  public long size(int axis) {
    return size[axis];
  }

  /** Distance of voxel centres along x, y, z in mm. */
  public double[] spacing() {
    return spacing.clone();
  }

  /** LPS position of the centre of voxel (0,0,0) in mm. */
  public double[] origin() {
    return origin.clone();
  }

  /** 3×3, {@code [row][column]}; column a is the LPS unit vector of voxel axis a. */
  public double[][] direction() {
    return copy(direction);
  }

  public long voxelCount() {
    return Math.multiplyExact(Math.multiplyExact(size[0], size[1]), size[2]);
  }

  /** Volume of one voxel in mm³. */
  public double voxelVolume() {
    return spacing[0] * spacing[1] * spacing[2];
  }

  /** LPS position in mm of a (fractional) voxel index. */
  public double[] toPhysical(double i, double j, double k) {
    double a = i * spacing[0];
    double b = j * spacing[1];
    double c = k * spacing[2];
    double[] p = new double[3];
    for (int row = 0; row < 3; row++) {
      p[row] = origin[row] + direction[row][0] * a + direction[row][1] * b + direction[row][2] * c;
    }
    return p;
  }

  /** Fractional voxel index (i, j, k) of an LPS position in mm. */
  public double[] toIndex(double x, double y, double z) {
    double[][] inverse = inverse(direction);
    double dx = x - origin[0];
    double dy = y - origin[1];
    double dz = z - origin[2];
    double[] index = new double[3];
    for (int axis = 0; axis < 3; axis++) {
      index[axis] =
          (inverse[axis][0] * dx + inverse[axis][1] * dy + inverse[axis][2] * dz) / spacing[axis];
    }
    return index;
  }

  /** The 4×4 RAS affine of NIfTI: {@code ras = affine * (i, j, k, 1)}, in mm. */
  public double[][] rasAffine() {
    double[][] affine = new double[4][4];
    for (int row = 0; row < 3; row++) {
      for (int axis = 0; axis < 3; axis++) {
        affine[row][axis] = rasSign(row) * direction[row][axis] * spacing[axis];
      }
      affine[row][3] = rasSign(row) * origin[row];
    }
    affine[3][3] = 1;
    return affine;
  }

  /**
   * The patient directions towards which the voxel axes x, y, z grow, for example {@code LPS}. For
   * an oblique grid: the nearest ones, each of the three patient axes used once.
   */
  public String axisCodes() {
    return AxisOrder.closestTo(this).axisCodes();
  }

  /** Whether no axis deviates from a patient axis by more than about 0.06 degrees. */
  public boolean isAxisAligned() {
    for (double[] row : direction) {
      for (double value : row) {
        double distance = Math.min(Math.abs(value), Math.abs(Math.abs(value) - 1));
        if (distance > 1e-3) {
          return false;
        }
      }
    }
    return true;
  }

  /** The part that starts at voxel {@code min} and has {@code size} voxels, at the same places. */
  public VolumeGeometry crop(long[] min, long[] size) {
    return new VolumeGeometry(size, spacing, toPhysical(min[0], min[1], min[2]), direction);
  }

  /**
   * Whether the other grid has the same size and its corners lie at the same places within {@code
   * toleranceMm}.
   */
  public boolean isSameGrid(VolumeGeometry other, double toleranceMm) {
    if (!Arrays.equals(size, other.size)) {
      return false;
    }
    for (int corner = 0; corner < 8; corner++) {
      double i = (corner & 1) == 0 ? 0 : size[0] - 1;
      double j = (corner & 2) == 0 ? 0 : size[1] - 1;
      double k = (corner & 4) == 0 ? 0 : size[2] - 1;
      double[] p = toPhysical(i, j, k);
      double[] q = other.toPhysical(i, j, k);
      if (Math.hypot(Math.hypot(p[0] - q[0], p[1] - q[1]), p[2] - q[2]) > toleranceMm) {
        return false;
      }
    }
    return true;
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof VolumeGeometry g
        && Arrays.equals(size, g.size)
        && Arrays.equals(spacing, g.spacing)
        && Arrays.equals(origin, g.origin)
        && Arrays.deepEquals(direction, g.direction);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(size) * 31 + Arrays.hashCode(spacing) * 7 + Arrays.hashCode(origin);
  }

  /** For example {@code 122x101x112 @ 3.000x3.000x3.000 mm LPS}. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%dx%dx%d @ %.3fx%.3fx%.3f mm %s",
        size[0],
        size[1],
        size[2],
        spacing[0],
        spacing[1],
        spacing[2],
        axisCodes());
  }

  private static double rasSign(int row) {
    return row == 2 ? 1 : -1;
  }

  private static void requireOrthonormal(double[][] direction) {
    for (int a = 0; a < 3; a++) {
      for (int b = a; b < 3; b++) {
        double dot = 0;
        for (int row = 0; row < 3; row++) {
          dot += direction[row][a] * direction[row][b];
        }
        double expected = a == b ? 1 : 0;
        if (!(Math.abs(dot - expected) <= ORTHONORMAL_TOLERANCE)) {
          throw new IllegalArgumentException(
              "direction is not orthonormal (axes "
                  + a
                  + " and "
                  + b
                  + "): "
                  + Arrays.deepToString(direction));
        }
      }
    }
  }

  /** Exact inverse rather than the transpose: file directions are orthonormal to 1e-3 only. */
  private static double[][] inverse(double[][] m) {
    double[][] c = new double[3][3];
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 3; j++) {
        int r1 = (j + 1) % 3;
        int r2 = (j + 2) % 3;
        int c1 = (i + 1) % 3;
        int c2 = (i + 2) % 3;
        c[i][j] = m[r1][c1] * m[r2][c2] - m[r1][c2] * m[r2][c1];
      }
    }
    double det = m[0][0] * c[0][0] + m[1][0] * c[0][1] + m[2][0] * c[0][2];
    for (double[] row : c) {
      for (int j = 0; j < 3; j++) {
        row[j] /= det;
      }
    }
    return c;
  }

  private static double[][] copy(double[][] m) {
    return new double[][] {m[0].clone(), m[1].clone(), m[2].clone()};
  }
}
