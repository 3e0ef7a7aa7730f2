package io.github.holoseg.inference;

import io.github.holoseg.model.NetworkSpec.SizeRule;
import io.github.holoseg.model.WindowSpec.Placement;
import java.util.stream.IntStream;

/**
 * Tiles along one grid axis.
 *
 * @param grid voxels of the grid
 * @param padLow voxels added before the grid
 * @param padded voxels in all, padding counted; at least {@code tile}
 * @param tile voxels of a tile
 * @param starts first voxel of each tile, in padded coordinates, ascending
 * @param kept {@code kept[i]} to below {@code kept[i + 1]}: the padded coordinates that tile {@code
 *     i} alone decides; null where tiles are summed with weights
 */
record AxisTiles(int grid, int padLow, int padded, int tile, int[] starts, int[] kept) {

  private static AxisTiles padded(int grid, int padded, int tile, int[] starts, int[] kept) {
    return new AxisTiles(grid, (padded - grid) / 2, padded, tile, starts, kept);
  }

  /**
   * One tile for the whole axis.
   *
   * @param border voxels added at least on both sides of the grid
   */
  static AxisTiles whole(int grid, SizeRule rule, int border) {
    int tile = rule.atLeast(grid + 2 * border);
    return padded(grid, tile, tile, new int[] {0}, new int[] {0, tile});
  }

  /**
   * Overlapping tiles of the patch's size, after nnU-Net or MONAI. Tiles of one voxel cannot
   * overlap: they lie side by side, as nnU-Net's 2D configurations go through the slices.
   */
  static AxisTiles overlapping(int grid, int patch, double overlap, Placement placement) {
    int padded = Math.max(grid, patch);
    if (patch == 1) {
      return padded(grid, grid, 1, IntStream.range(0, grid).toArray(), null);
    }
    int[] starts =
        placement == Placement.EVEN
            ? even(padded, patch, 1 - overlap)
            : fixedStep(padded, patch, overlap);
    return padded(grid, padded, patch, starts, null);
  }

  /**
   * nnU-Net {@code compute_steps_for_sliding_window}. The products and quotients are formed in its
   * order, because {@code p * 0.8} is inexact and the ceiling would show it.
   */
  private static int[] even(int size, int patch, double step) {
    double target = patch * step;
    int count = (int) Math.ceil((size - patch) / target) + 1;
    double actual = count > 1 ? (double) (size - patch) / (count - 1) : 0;
    int[] starts = new int[count];
    for (int i = 0; i < count; i++) {
      starts[i] = (int) Math.rint(actual * i);
    }
    return starts;
  }

  /** MONAI {@code dense_patch_slices}: fixed steps, the last tile shifted back to the border. */
  private static int[] fixedStep(int size, int patch, double overlap) {
    int interval = patch == size ? patch : Math.max(1, (int) (patch * (1 - overlap)));
    int count = (size - patch + interval - 1) / interval + 1;
    int[] starts = new int[count];
    for (int i = 0; i < count; i++) {
      starts[i] = Math.min(i * interval, size - patch);
    }
    return starts;
  }

  /**
   * Tiles of which each keeps an interior at least {@code halo} voxels away from its inner borders.
   *
   * <p>The axis is padded only as a single pass over it would be ({@link #whole}), and starts are
   * multiples of the network's step: a network that pools sees the same raster in each tile as in
   * one pass.
   *
   * @throws IllegalArgumentException if the halo leaves nothing of the tile
   */
  static AxisTiles interiors(int grid, int patch, int halo, SizeRule rule, int border) {
    boolean fixed = rule.fixed() > 0;
    int wanted = grid + 2 * border;
    int padded = fixed ? Math.max(wanted, rule.fixed()) : rule.atLeast(wanted);
    int tile = Math.min(padded, rule.atLeast(Math.min(patch, wanted)));
    if (tile == padded) {
      return padded(grid, padded, tile, new int[] {0}, new int[] {0, padded});
    }
    int unit = fixed ? 1 : rule.step();
    int stride = (tile - 2 * halo) / unit;
    if (stride < 1) {
      throw new IllegalArgumentException(
          "a tile of "
              + tile
              + " voxels with a halo of "
              + halo
              + " on both sides keeps less than the network's step of "
              + unit
              + "; use a larger patch or a smaller halo");
    }
    int units = (padded - tile) / unit;
    int count = (units + stride - 1) / stride + 1;
    int[] starts = new int[count];
    int[] kept = new int[count + 1];
    for (int i = 0; i < count; i++) {
      starts[i] = (int) ((long) units * i / (count - 1)) * unit;
      if (i > 0) {
        // the middle of what both neighbours may keep
        kept[i] = (starts[i] + starts[i - 1] + tile) / 2;
      }
    }
    kept[count] = padded;
    return padded(grid, padded, tile, starts, kept);
  }

  int count() {
    return starts.length;
  }
}
