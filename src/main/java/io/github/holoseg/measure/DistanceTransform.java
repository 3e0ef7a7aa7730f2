package io.github.holoseg.measure;

import io.github.holoseg.task.Workers;
import java.util.Arrays;

/**
 * Distance of each voxel of a box to the nearest marked voxel, between centres, exact on
 * anisotropic grids; as the axes of a grid are orthogonal, oblique ones need no care.
 *
 * <p>One axis after the other by lower envelopes of parabolas (Felzenszwalb and Huttenlocher,
 * Distance transforms of sampled functions, 2012): linear in the number of voxels. Threads work on
 * different lines.
 */
public final class DistanceTransform {
  private DistanceTransform() {}

  /**
   * Squared distances in mm², infinite where nothing is marked.
   *
   * @param squared on entry 0 at marked voxels and infinite elsewhere; x fastest; overwritten
   * @param size voxels along x, y, z
   * @param spacing mm
   */
  public static void squared(float[] squared, int[] size, double[] spacing, Workers workers) {
    int nx = size[0];
    int ny = size[1];
    int nz = size[2];
    workers.forRanges(
        nz,
        1,
        (from, to) -> {
          Line line = new Line(Math.max(nx, ny));
          for (int z = from; z < to; z++) {
            for (int y = 0; y < ny; y++) {
              line.transform(squared, (z * ny + y) * nx, 1, nx, spacing[0]);
            }
            for (int x = 0; x < nx; x++) {
              line.transform(squared, z * ny * nx + x, nx, ny, spacing[1]);
            }
          }
        });
    workers.forRanges(
        ny,
        1,
        (from, to) -> {
          Line line = new Line(nz);
          for (int y = from; y < to; y++) {
            for (int x = 0; x < nx; x++) {
              line.transform(squared, y * nx + x, nx * ny, nz, spacing[2]);
            }
          }
        });
  }

  /** Buffers for one line of voxels; for one thread. */
  private static final class Line {
    private final float[] values;
    private final int[] apex;
    private final double[] start;

    Line(int longest) {
      values = new float[longest];
      apex = new int[longest];
      start = new double[longest + 1];
    }

    void transform(float[] squared, int offset, int step, int n, double spacing) {
      int parabolas = 0;
      double s2 = spacing * spacing;
      for (int i = 0, at = offset; i < n; i++, at += step) {
        float value = squared[at];
        values[i] = value;
        if (value == Float.POSITIVE_INFINITY) {
          continue;
        }
        double begin = Double.NEGATIVE_INFINITY;
        while (parabolas > 0) {
          int j = apex[parabolas - 1];
          begin = ((value - values[j]) / s2 + (double) (i + j) * (i - j)) / (2.0 * (i - j));
          if (begin > start[parabolas - 1]) {
            break;
          }
          parabolas--;
        }
        start[parabolas] = parabolas == 0 ? Double.NEGATIVE_INFINITY : begin;
        apex[parabolas++] = i;
      }
      if (parabolas == 0) {
        return;
      }
      start[parabolas] = Double.POSITIVE_INFINITY;
      for (int i = 0, at = offset, k = 0; i < n; i++, at += step) {
        while (start[k + 1] < i) {
          k++;
        }
        double d = i - apex[k];
        squared[at] = (float) (d * d * s2 + values[apex[k]]);
      }
    }
  }

  /** A box of infinite values, to be marked with 0. */
  public static float[] unmarked(int[] size) {
    float[] squared = new float[Math.multiplyExact(Math.multiplyExact(size[0], size[1]), size[2])];
    Arrays.fill(squared, Float.POSITIVE_INFINITY);
    return squared;
  }
}
