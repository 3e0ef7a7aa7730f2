package io.github.holoseg.annotation;

import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.task.Workers;
import io.github.holoseg.volume.VolumeGeometry;
import java.util.Arrays;

/**
 * Smooths the surface of a structure: the mask is filtered along x, y and z, and a voxel belongs to
 * the result if more than half of the weight does. Outside the volume the outermost voxels go on,
 * so that a structure which is cut off keeps its cut.
 */
public final class Smooth {
  private Smooth() {}

  /**
   * By a Gaussian.
   *
   * @param sigmaMm standard deviation
   */
  public static BoxMask gaussian(
      BoxMask mask,
      double sigmaMm,
      VolumeGeometry grid,
      Workers workers,
      CancellationToken cancel) {
    float[][] kernels = new float[3][];
    for (int axis = 0; axis < 3; axis++) {
      kernels[axis] = gaussian(require(sigmaMm) / grid.spacing()[axis]);
    }
    return filter(mask, kernels, grid, workers, cancel);
  }

  /**
   * By the median of a box.
   *
   * @param radiusMm half the box's width; rounded to whole voxels along each axis
   */
  public static BoxMask median(
      BoxMask mask,
      double radiusMm,
      VolumeGeometry grid,
      Workers workers,
      CancellationToken cancel) {
    float[][] kernels = new float[3][];
    for (int axis = 0; axis < 3; axis++) {
      int half = (int) Math.round(require(radiusMm) / grid.spacing()[axis]);
      kernels[axis] = new float[2 * half + 1];
      Arrays.fill(kernels[axis], 1f / (2 * half + 1));
    }
    return filter(mask, kernels, grid, workers, cancel);
  }

  private static double require(double mm) {
    if (!(mm > 0 && mm <= 100)) {
      throw new IllegalArgumentException(
          "smoothing by " + mm + " mm, must be above 0, at most 100");
    }
    return mm;
  }

  private static float[] gaussian(double sigma) {
    int half = (int) Math.ceil(3 * sigma);
    float[] kernel = new float[2 * half + 1];
    double sum = 0;
    for (int i = -half; i <= half; i++) {
      sum += Math.exp(-0.5 * i * i / (sigma * sigma));
    }
    for (int i = -half; i <= half; i++) {
      kernel[i + half] = (float) (Math.exp(-0.5 * i * i / (sigma * sigma)) / sum);
    }
    return kernel;
  }

  /** No voxel outside the mask's box can have more than half: the kernels are symmetric. */
  private static BoxMask filter(
      BoxMask mask,
      float[][] kernels,
      VolumeGeometry grid,
      Workers workers,
      CancellationToken cancel) {
    VoxelBox target = mask.bounds();
    BoxMask smooth = new BoxMask(target);
    SlabLoop.over(
        target,
        workers,
        cancel,
        slab -> new Slab(mask, kernels, VoxelBox.of(grid), slab).filter(smooth, cancel));
    return smooth;
  }

  /** One slab: planes filtered along x and y, then along z. For one thread. */
  private static final class Slab {
    private final BoxMask mask;
    private final float[][] kernels;
    private final VoxelBox grid;
    private final VoxelBox slab;
    private final int nx;
    private final int ny;

    Slab(BoxMask mask, float[][] kernels, VoxelBox grid, VoxelBox slab) {
      this.mask = mask;
      this.kernels = kernels;
      this.grid = grid;
      this.slab = slab;
      this.nx = slab.size(0);
      this.ny = slab.size(1);
    }

    void filter(BoxMask result, CancellationToken cancel) {
      int half = kernels[2].length / 2;
      int first = Math.max(grid.minZ(), slab.minZ() - half);
      int end = Math.min(grid.endZ(), slab.endZ() + half);
      float[][] planes = new float[end - first][];
      for (int z = first; z < end; z++) {
        cancel.throwIfCancelled();
        planes[z - first] = plane(z);
      }
      float[] sum = new float[nx * ny];
      for (int z = slab.minZ(); z < slab.endZ(); z++) {
        cancel.throwIfCancelled();
        Arrays.fill(sum, 0);
        for (int k = -half; k <= half; k++) {
          int at = Math.max(first, Math.min(end - 1, z + k));
          add(planes[at - first], kernels[2][k + half], sum);
        }
        for (int i = 0; i < sum.length; i++) {
          if (sum[i] > 0.5f) {
            result.set(slab.minX() + i % nx, slab.minY() + i / nx, z);
          }
        }
      }
    }

    private static void add(float[] values, float weight, float[] sum) {
      for (int i = 0; i < sum.length; i++) {
        sum[i] += weight * values[i];
      }
    }

    private float[] plane(int z) {
      int half = kernels[1].length / 2;
      int first = Math.max(grid.minY(), slab.minY() - half);
      int end = Math.min(grid.endY(), slab.endY() + half);
      float[][] rows = new float[end - first][];
      for (int y = first; y < end; y++) {
        rows[y - first] = row(y, z);
      }
      float[] plane = new float[nx * ny];
      float[] sum = new float[nx];
      for (int y = 0; y < ny; y++) {
        Arrays.fill(sum, 0);
        for (int k = -half; k <= half; k++) {
          int at = Math.max(first, Math.min(end - 1, slab.minY() + y + k));
          add(rows[at - first], kernels[1][k + half], sum);
        }
        System.arraycopy(sum, 0, plane, y * nx, nx);
      }
      return plane;
    }

    private float[] row(int y, int z) {
      float[] kernel = kernels[0];
      int half = kernel.length / 2;
      float[] in = new float[nx + 2 * half];
      boolean any = false;
      for (int i = 0; i < in.length; i++) {
        int x = Math.max(grid.minX(), Math.min(grid.endX() - 1, slab.minX() + i - half));
        if (mask.get(x, y, z)) {
          in[i] = 1;
          any = true;
        }
      }
      float[] out = new float[nx];
      for (int k = 0; any && k < kernel.length; k++) {
        float weight = kernel[k];
        for (int i = 0; i < nx; i++) {
          out[i] += weight * in[i + k];
        }
      }
      return out;
    }
  }
}
