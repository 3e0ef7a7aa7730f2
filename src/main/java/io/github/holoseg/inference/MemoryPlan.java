package io.github.holoseg.inference;

import io.github.holoseg.model.WindowSpec.Accumulate;

/**
 * Estimate of the memory of a run, in bytes, from the tile plan alone.
 *
 * @param tensorBytes input and output tile of every session, or one slice of the output where
 *     scores are made slice by slice (native memory)
 * @param accumulatorBytes running sums, their weights, and the sums over mirrored passes (heap)
 * @param sliceBytes the finished slice handed to the sink, and the importance map (heap)
 * @param networkBytes what the runtime is assumed to hold for the network's inner layers
 */
public record MemoryPlan(
    long tensorBytes, long accumulatorBytes, long sliceBytes, long networkBytes) {
  /**
   * Assumed size of the network's inner layers per voxel of a tile. No runtime says it beforehand.
   * Measured with ONNX Runtime on a CPU: MeshNet (5 channels) 42, a U-Net with 32 channels 1300. So
   * small all-convolution networks pass and U-Nets, which had better be tiled, need far more.
   */
  static final long NETWORK_BYTES_PER_VOXEL = 256;

  /**
   * @param folds number of networks
   * @param slicing how many of them make their scores slice by slice ({@link
   *     InferenceEngine.Session#makesSlices}); 0 if that is not known yet
   */
  public static MemoryPlan of(
      WindowPlan window, TilePlan plan, int channels, int classes, int folds, int slicing) {
    long voxels = plan.tileVoxelsLong();
    int[] grid = {plan.axis(0).grid(), plan.axis(1).grid(), plan.axis(2).grid()};
    long plane = (long) plan.axis(0).padded() * plan.axis(1).padded();
    long slices = (folds - slicing) * (long) plan.axis(2).tile() + slicing;
    long output = classes * slices * plan.axis(0).tile() * plan.axis(1).tile();
    long tensors = (folds * channels * voxels + output) * Float.BYTES;
    boolean half = halfSums(window, plan);
    boolean summed = window.passes() > 1 || folds > 1 && !half;
    long sums = summed ? classes * voxels * Float.BYTES : 0;
    long map = 0;
    if (!plan.isWhole()) {
      long ring = plane * ringDepth(plan);
      long values = half ? (long) folds * classes + 1 : classes + (window.weighted() ? 1 : 0);
      sums += ring * values * (half ? Short.BYTES : Float.BYTES);
      map = window.weighted() ? voxels * Float.BYTES : 0;
    }
    long slice = (long) classes * grid[0] * grid[1] * Float.BYTES;
    return new MemoryPlan(tensors, sums, slice + map, folds * voxels * NETWORK_BYTES_PER_VOXEL);
  }

  static boolean halfSums(WindowPlan window, TilePlan plan) {
    return window.accumulate() == Accumulate.FLOAT16 && window.weighted() && !plan.isWhole();
  }

  /** Slices that can be unfinished at one time. */
  static int ringDepth(TilePlan plan) {
    AxisTiles axis = plan.axis(2);
    if (axis.kept() == null) {
      return axis.tile();
    }
    int depth = 0;
    for (int i = 0; i < axis.count(); i++) {
      depth = Math.max(depth, axis.kept()[i + 1] - axis.kept()[i]);
    }
    return depth;
  }

  /** Buffers that the sliding window itself allocates or fills; what a run reports. */
  public long bufferBytes() {
    return tensorBytes + accumulatorBytes + sliceBytes;
  }

  /** All of it. */
  public long totalBytes() {
    return bufferBytes() + networkBytes;
  }
}
