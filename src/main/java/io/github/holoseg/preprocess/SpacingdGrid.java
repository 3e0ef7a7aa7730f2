package io.github.holoseg.preprocess;

import io.github.holoseg.grid.GridPlacement;
import io.github.holoseg.model.ResampleSpec.Coordinates;
import io.github.holoseg.volume.VolumeGeometry;
import java.util.stream.IntStream;

/**
 * The grid that MONAI's {@code Spacingd} makes of a scan.
 *
 * <p>It keeps the first axis, turns the others into right angles to it and to each other, and lays
 * voxel 0 on voxel 0 if no other voxel lies before it on the new axes, to 1e-8 of a voxel.
 * Otherwise it lays the middles of both arrays (n/2, half a voxel behind the middle of their
 * centres) on each other. A NIfTI sform is stored in float32: the axes of an oblique one are off
 * the right angle by 1e-8 to 1e-7 rad, to either side.
 *
 * <p>Source: MONAI 1.6.1 {@code data/utils.py}, {@code zoom_affine} and {@code
 * compute_shape_offset}.
 *
 * @param size voxels per grid axis
 * @param placement on the input
 * @param skew largest distance in input voxels between where MONAI takes a value and where a
 *     resampling axis by axis takes it
 */
record SpacingdGrid(int[] size, GridPlacement placement, double skew) {
  /** numpy.allclose, its absolute part. */
  private static final double BEFORE = 1e-8;

  /** Cosine of an angle that is a right one but for the rounding of a double. */
  private static final double RIGHT_ANGLE = 1e-14;

  /**
   * @param turned the scan in grid axes, of which the directions are used
   * @param axes the grid axes of x, y, z, which is the order that MONAI's arrays have
   * @param size of the input per grid axis
   * @param spacing of the input per grid axis, mm
   * @param target spacing of the output per grid axis, mm
   */
  static SpacingdGrid of(
      VolumeGeometry turned, int[] axes, int[] size, double[] spacing, double[] target) {
    double[][] lean = lean(turned.direction(), axes);
    int[] n = IntStream.of(axes).map(axis -> size[axis]).toArray();
    double[] s = pick(spacing, axes);
    double[] t = pick(target, axes);
    boolean before = false;
    int[] m = new int[3];
    for (int i = 0; i < 3; i++) {
      double across = 0;
      double lowest = 0;
      for (int j = i + 1; j < 3; j++) {
        double step = lean[i][j] * s[j] * (n[j] - 1) / t[i];
        across += Math.abs(step);
        lowest += Math.min(0, step);
      }
      before |= lowest < -BEFORE;
      m[i] = TargetSize.of(n[i], s[i] * lean[i][i], t[i], across, Coordinates.FIRST_VOXEL);
    }
    return of(axes, n, m, steps(lean, s, t), before);
  }

  /**
   * @param steps upper triangle: input voxels along axis i of a step along output axis j
   */
  private static SpacingdGrid of(int[] axes, int[] n, int[] m, double[][] steps, boolean centred) {
    int[] size = new int[3];
    double[] first = new double[3];
    double[][] skew = new double[3][3];
    double worst = 0;
    for (int i = 0; i < 3; i++) {
      int a = axes[i];
      size[a] = m[i];
      first[a] = centred ? n[i] / 2.0 - steps[i][i] * (m[i] / 2.0) : 0;
      double off = 0;
      for (int j = i + 1; j < 3; j++) {
        skew[a][axes[j]] = steps[i][j];
        first[a] -= centred ? steps[i][j] * (m[j] / 2.0) : 0;
        off += Math.abs(steps[i][j]) * m[j] / 2;
      }
      worst = Math.max(worst, off);
    }
    return new SpacingdGrid(size, new GridPlacement(first, skew), worst);
  }

  /** Inverse of the triangle of lean and spacing, times the new spacing. */
  private static double[][] steps(double[][] lean, double[] s, double[] t) {
    double[][] steps = new double[3][3];
    for (int j = 2; j >= 0; j--) {
      steps[j][j] = t[j] / (s[j] * lean[j][j]);
      for (int i = j - 1; i >= 0; i--) {
        double sum = 0;
        for (int k = i + 1; k <= j; k++) {
          sum += lean[i][k] * s[k] * steps[k][j];
        }
        steps[i][j] = sum == 0 ? 0 : -sum / (s[i] * lean[i][i]);
      }
    }
    return steps;
  }

  /** MONAI's Cholesky factor of A'A for unit spacing: an upper triangle. */
  private static double[][] lean(double[][] direction, int[] axes) {
    double xy = cosine(direction, axes[0], axes[1]);
    double xz = cosine(direction, axes[0], axes[2]);
    double yy = Math.sqrt(1 - xy * xy);
    double yz = (cosine(direction, axes[1], axes[2]) - xy * xz) / yy;
    double zz = Math.sqrt(1 - xz * xz - yz * yz);
    return new double[][] {{1, xy, xz}, {0, yy, yz}, {0, 0, zz}};
  }

  private static double cosine(double[][] direction, int a, int b) {
    double dot = 0;
    double aa = 0;
    double bb = 0;
    for (double[] row : direction) {
      dot += row[a] * row[b];
      aa += row[a] * row[a];
      bb += row[b] * row[b];
    }
    double cosine = dot / Math.sqrt(aa * bb);
    return Math.abs(cosine) < RIGHT_ANGLE ? 0 : cosine;
  }

  private static double[] pick(double[] values, int[] axes) {
    return new double[] {values[axes[0]], values[axes[1]], values[axes[2]]};
  }

  /** Whether no voxel moves by more than this: MONAI then returns the scan as it is. */
  boolean isSame(int[] inputSize, double[] spacing, double[] target, double tolerance) {
    boolean same = true;
    for (int axis = 0; axis < 3; axis++) {
      same &= inputSize[axis] == size[axis];
      same &= Math.abs(spacing[axis] / target[axis] - 1) <= tolerance;
      same &= Math.abs(placement.first()[axis]) <= tolerance;
    }
    return same;
  }
}
