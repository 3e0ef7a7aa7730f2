package io.github.holoseg.postprocess;

import java.util.Arrays;

/**
 * Gaussian smoothing of a box of floats, one axis after the other, with widths in mm so that it is
 * the same on anisotropic grids. Beyond its faces the box goes on with its outermost values.
 */
final class GaussianSmoothing {
  /** Standard deviations at which the kernel ends. */
  private static final double REACH = 3;

  private final int[] size;
  private final float[][] kernels = new float[3][];
  private final float[] plane;
  private final float[] sum;

  /**
   * @param size voxels along x, y, z
   * @param spacing mm
   * @param sigma mm
   */
  GaussianSmoothing(int[] size, double[] spacing, double sigma) {
    this.size = size.clone();
    for (int axis = 0; axis < 3; axis++) {
      kernels[axis] = kernel(sigma / spacing[axis]);
    }
    int rows = Math.max(size[1] + kernels[1].length, size[2] + kernels[2].length);
    plane = new float[Math.max(rows * size[0], size[0] + kernels[0].length)];
    sum = new float[size[0]];
  }

  /**
   * Each tap is the Gaussian's integral over its voxel: exact sums also when it is narrower than a
   * voxel, as along the slices of a thick-sliced scan.
   */
  private static float[] kernel(double sigma) {
    int radius = (int) Math.ceil(REACH * sigma);
    float[] kernel = new float[2 * radius + 1];
    double total = 0;
    double[] taps = new double[kernel.length];
    for (int i = -radius; i <= radius; i++) {
      double tap = 0;
      for (int part = -4; part <= 4; part++) {
        double x = (i + part / 9.0) / sigma;
        tap += Math.exp(-x * x / 2);
      }
      taps[i + radius] = tap;
      total += tap;
    }
    for (int i = 0; i < taps.length; i++) {
      kernel[i] = (float) (taps[i] / total);
    }
    return kernel;
  }

  /** Smooths in place; x fastest. */
  void apply(float[] values) {
    int nx = size[0];
    int ny = size[1];
    int nz = size[2];
    for (int row = 0; row < ny * nz; row++) {
      alongRow(values, row * nx, nx, kernels[0]);
    }
    for (int z = 0; z < nz; z++) {
      acrossRows(values, z * ny * nx, nx, ny, kernels[1]);
    }
    for (int y = 0; y < ny; y++) {
      acrossRows(values, y * nx, nx * ny, nz, kernels[2]);
    }
  }

  private void alongRow(float[] values, int offset, int n, float[] kernel) {
    int radius = kernel.length / 2;
    if (radius == 0 || isConstant(values, offset, n)) {
      return; // most rows of a mask
    }
    System.arraycopy(values, offset, plane, radius, n);
    Arrays.fill(plane, 0, radius, values[offset]);
    Arrays.fill(plane, radius + n, 2 * radius + n, values[offset + n - 1]);
    Arrays.fill(values, offset, offset + n, 0);
    for (int k = 0; k < kernel.length; k++) {
      float weight = kernel[k];
      for (int i = 0; i < n; i++) {
        values[offset + i] += weight * plane[i + k];
      }
    }
  }

  private static boolean isConstant(float[] values, int offset, int n) {
    float first = values[offset];
    for (int i = 1; i < n; i++) {
      if (values[offset + i] != first) {
        return false;
      }
    }
    return true;
  }

  /**
   * Across whole rows along x, which memory and processor like best.
   *
   * @param step from one row to the next
   */
  private void acrossRows(float[] values, int offset, int step, int rows, float[] kernel) {
    int radius = kernel.length / 2;
    if (radius == 0) {
      return;
    }
    int nx = size[0];
    int length = rows + 2 * radius;
    boolean[] empty = new boolean[length];
    boolean none = true;
    for (int row = 0; row < length; row++) {
      int from = Math.max(0, Math.min(rows - 1, row - radius));
      System.arraycopy(values, offset + from * step, plane, row * nx, nx);
      empty[row] = plane[row * nx] == 0 && isConstant(plane, row * nx, nx);
      none &= empty[row];
    }
    if (none) {
      return;
    }
    for (int row = 0; row < rows; row++) {
      Arrays.fill(sum, 0);
      for (int k = 0; k < kernel.length; k++) {
        if (!empty[row + k]) {
          float weight = kernel[k];
          int from = (row + k) * nx;
          for (int i = 0; i < nx; i++) {
            sum[i] += weight * plane[from + i];
          }
        }
      }
      System.arraycopy(sum, 0, values, offset + row * step, nx);
    }
  }
}
