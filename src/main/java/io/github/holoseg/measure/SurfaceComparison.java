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
 * Compares the surfaces of any number of structures of two label maps. Where each value lies is
 * found once; after that a structure costs what its own box costs. Immutable.
 */
public final class SurfaceComparison {
  private final RandomAccessibleInterval<UnsignedShortType> first;
  private final RandomAccessibleInterval<UnsignedShortType> reference;
  private final ValueBoxes boxes;
  private final ValueBoxes referenceBoxes;
  private final double[] spacing;
  private final int threads;
  private final CancellationToken cancel;

  private SurfaceComparison(
      RandomAccessibleInterval<UnsignedShortType> first,
      RandomAccessibleInterval<UnsignedShortType> reference,
      double[] spacing,
      int threads,
      CancellationToken cancel) {
    this.first = first;
    this.reference = reference;
    this.spacing = spacing;
    this.threads = threads;
    this.cancel = cancel;
    this.boxes = ValueBoxes.of(first, threads, cancel);
    this.referenceBoxes = ValueBoxes.of(reference, threads, cancel);
  }

  /**
   * @param first a label map
   * @param reference on the same grid, in any axis order
   * @param threads at least 1
   * @throws IllegalArgumentException if the grids differ otherwise than in axis order
   * @throws java.util.concurrent.CancellationException soon after the token is cancelled, as of
   *     {@link #between}
   */
  public static SurfaceComparison of(
      LabelMap first, LabelMap reference, int threads, CancellationToken cancel) {
    return new SurfaceComparison(
        first.voxels(),
        Grids.onGrid(reference.voxels(), reference.geometry(), first.geometry(), "the reference"),
        first.geometry().spacing(),
        threads,
        cancel);
  }

  /**
   * One structure, or a group of structures taken as one.
   *
   * @param values voxel values of the first that are the structure
   * @param referenceValues voxel values of the reference that are it
   * @return NaN in both if one of them has no voxel
   */
  public SurfaceAgreement between(Set<Integer> values, Set<Integer> referenceValues) {
    int[] box = boxes.around(values);
    int[] referenceBox = referenceBoxes.around(referenceValues);
    if (box == null || referenceBox == null) {
      return SurfaceAgreement.UNDEFINED;
    }
    int[] min = new int[3];
    int[] size = new int[3];
    for (int axis = 0; axis < 3; axis++) {
      min[axis] = Math.min(box[axis], referenceBox[axis]);
      size[axis] = Math.max(box[3 + axis], referenceBox[3 + axis]) - min[axis] + 1;
    }
    boolean[] one = surface(first, values, min, size, cancel);
    boolean[] other = surface(reference, referenceValues, min, size, cancel);
    try (Workers workers = new Workers(threads)) {
      float[] there = distances(one, other, size, spacing, workers);
      float[] back = distances(other, one, size, spacing, workers);
      double sum = 0;
      for (float d : there) {
        sum += d;
      }
      for (float d : back) {
        sum += d;
      }
      return new SurfaceAgreement(
          sum / (there.length + back.length), Math.max(percentile95(there), percentile95(back)));
    }
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
