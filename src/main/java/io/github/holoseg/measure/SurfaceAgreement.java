package io.github.holoseg.measure;

import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.task.Workers;
import io.github.holoseg.volume.LabelMap;
import java.util.Arrays;
import java.util.Set;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.blocks.PrimitiveBlocks;
import net.imglib2.blocks.PrimitiveBlocks.OnFallback;
import net.imglib2.type.numeric.integer.UnsignedShortType;

/**
 * How far the surfaces of two structures lie apart. A structure's surface are its voxels with a
 * face on another value or on the border of the grid; distances are between voxel centres.
 *
 * @param mean mm; average symmetric surface distance: over the surface voxels of both
 * @param hausdorff95 mm; the larger one of the two directed 95th percentiles
 */
public record SurfaceAgreement(double mean, double hausdorff95) {
  /**
   * @param first a label map
   * @param reference on the same grid, in any axis order
   * @param values voxel values of the first that are the structure
   * @param referenceValues voxel values of the reference that are it
   * @return NaN in both if one of them has no voxel
   * @throws IllegalArgumentException if the grids differ otherwise than in axis order
   * @throws java.util.concurrent.CancellationException soon after the token is cancelled
   */
  public static SurfaceAgreement between(
      LabelMap first,
      LabelMap reference,
      Set<Integer> values,
      Set<Integer> referenceValues,
      int threads,
      CancellationToken cancel) {
    RandomAccessibleInterval<UnsignedShortType> a = first.voxels();
    RandomAccessibleInterval<UnsignedShortType> b =
        Grids.onGrid(reference.voxels(), reference.geometry(), first.geometry(), "the reference");
    int[] min = {Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE};
    int[] max = {-1, -1, -1};
    boolean there = extend(a, values, min, max, cancel);
    there &= extend(b, referenceValues, min, max, cancel);
    if (!there) {
      return new SurfaceAgreement(Double.NaN, Double.NaN);
    }
    int[] size = {max[0] - min[0] + 1, max[1] - min[1] + 1, max[2] - min[2] + 1};
    boolean[] one = surface(a, values, min, size, cancel);
    boolean[] other = surface(b, referenceValues, min, size, cancel);
    double[] spacing = first.geometry().spacing();
    try (Workers workers = new Workers(threads)) {
      float[] there1 = distances(one, other, size, spacing, workers);
      float[] back = distances(other, one, size, spacing, workers);
      double sum = 0;
      for (float d : there1) {
        sum += d;
      }
      for (float d : back) {
        sum += d;
      }
      return new SurfaceAgreement(
          sum / (there1.length + back.length), Math.max(percentile95(there1), percentile95(back)));
    }
  }

  /** Makes the box hold the structure; false if it has no voxel. */
  private static boolean extend(
      RandomAccessibleInterval<UnsignedShortType> voxels,
      Set<Integer> values,
      int[] min,
      int[] max,
      CancellationToken cancel) {
    boolean[] wanted = wanted(values);
    int nx = (int) voxels.dimension(0);
    int ny = (int) voxels.dimension(1);
    PrimitiveBlocks<UnsignedShortType> blocks = PrimitiveBlocks.of(voxels, OnFallback.ACCEPT);
    short[] slice = new short[Math.multiplyExact(nx, ny)];
    boolean any = false;
    for (int z = 0; z < voxels.dimension(2); z++) {
      cancel.throwIfCancelled();
      blocks.copy(new long[] {0, 0, z}, slice, new int[] {nx, ny, 1});
      for (int i = 0; i < slice.length; i++) {
        if (wanted[slice[i] & 0xFFFF]) {
          any = true;
          min[0] = Math.min(min[0], i % nx);
          max[0] = Math.max(max[0], i % nx);
          min[1] = Math.min(min[1], i / nx);
          max[1] = Math.max(max[1], i / nx);
          min[2] = Math.min(min[2], z);
          max[2] = Math.max(max[2], z);
        }
      }
    }
    return any;
  }

  private static boolean[] wanted(Set<Integer> values) {
    boolean[] wanted = new boolean[1 << 16];
    values.forEach(value -> wanted[value] = true);
    return wanted;
  }

  /** The surface voxels in a box that holds the whole structure. */
  private static boolean[] surface(
      RandomAccessibleInterval<UnsignedShortType> voxels,
      Set<Integer> values,
      int[] min,
      int[] size,
      CancellationToken cancel) {
    boolean[] wanted = wanted(values);
    int plane = Math.multiplyExact(size[0], size[1]);
    boolean[] in = new boolean[Math.multiplyExact(plane, size[2])];
    PrimitiveBlocks<UnsignedShortType> blocks = PrimitiveBlocks.of(voxels, OnFallback.ACCEPT);
    short[] slice = new short[plane];
    for (int z = 0; z < size[2]; z++) {
      cancel.throwIfCancelled();
      blocks.copy(new long[] {min[0], min[1], min[2] + z}, slice, new int[] {size[0], size[1], 1});
      for (int i = 0; i < plane; i++) {
        in[z * plane + i] = wanted[slice[i] & 0xFFFF];
      }
    }
    boolean[] surface = new boolean[in.length];
    for (int z = 0, i = 0; z < size[2]; z++) {
      for (int y = 0; y < size[1]; y++) {
        for (int x = 0; x < size[0]; x++, i++) {
          surface[i] =
              in[i]
                  && (x == 0
                      || !in[i - 1]
                      || x == size[0] - 1
                      || !in[i + 1]
                      || y == 0
                      || !in[i - size[0]]
                      || y == size[1] - 1
                      || !in[i + size[0]]
                      || z == 0
                      || !in[i - plane]
                      || z == size[2] - 1
                      || !in[i + plane]);
        }
      }
    }
    return surface;
  }

  /** mm from each marked voxel of {@code from} to the nearest one of {@code to}, ascending. */
  private static float[] distances(
      boolean[] from, boolean[] to, int[] size, double[] spacing, Workers workers) {
    float[] squared = DistanceTransform.unmarked(size);
    int count = 0;
    for (int i = 0; i < to.length; i++) {
      squared[i] = to[i] ? 0 : squared[i];
      count += from[i] ? 1 : 0;
    }
    DistanceTransform.squared(squared, size, spacing, workers);
    float[] distances = new float[count];
    for (int i = 0, k = 0; i < from.length; i++) {
      if (from[i]) {
        distances[k++] = (float) Math.sqrt(squared[i]);
      }
    }
    Arrays.sort(distances);
    return distances;
  }

  /** Between two values it interpolates. */
  private static double percentile95(float[] ascending) {
    double at = 0.95 * (ascending.length - 1);
    int below = (int) at;
    int above = Math.min(ascending.length - 1, below + 1);
    return ascending[below] + (at - below) * (ascending[above] - ascending[below]);
  }
}
