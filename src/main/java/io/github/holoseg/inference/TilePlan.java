package io.github.holoseg.inference;

import io.github.holoseg.model.NetworkSpec.SizeRule;
import io.github.holoseg.model.WindowSpec;

/**
 * Where the tiles of one grid lie. Computed, pure, immutable; all triples are in grid axes.
 *
 * <p>The grid is first padded (low side {@code floor(d / 2)}, high side the rest) where it is
 * smaller than the patch. Tiles are counted with grid axis 0 innermost and axis 2 outermost, which
 * is nnU-Net's order; it matters because sums in half precision depend on it.
 *
 * <p>{@code EVEN} follows nnU-Net 2.8.1 {@code sliding_window_prediction.py}, {@code FIXED_STEP}
 * MONAI 1.6.1 {@code dense_patch_slices}; both are tested against them.
 */
public final class TilePlan {
  private final AxisTiles[] axes;
  private final boolean whole;

  private TilePlan(AxisTiles[] axes, boolean whole) {
    this.axes = axes;
    this.whole = whole;
  }

  /**
   * Tiles as the window says; one tile for the whole grid if {@link WindowSpec.Whole#ALWAYS}.
   *
   * @throws IllegalArgumentException if the network does not take the sizes; the message says why
   */
  public static TilePlan of(WindowPlan window, int[] gridSize) {
    return window.whole() == WindowSpec.Whole.ALWAYS
        ? whole(window, gridSize)
        : tiled(window, gridSize);
  }

  /**
   * Like {@link #of(WindowPlan, int[])}, and decides {@link WindowSpec.Whole#AUTO}: one pass if the
   * network takes the size, each tensor stays below 2 GiB and {@link MemoryPlan} says that it fits.
   *
   * @param channels input channels
   * @param classes score channels
   * @param folds number of networks
   * @param freeBytes memory that the run may use
   */
  public static TilePlan choose(
      WindowPlan window, int[] gridSize, int channels, int classes, int folds, long freeBytes) {
    // With weights, one pass and tiles give different scores: memory must not decide between them.
    boolean same = !window.weighted();
    if (window.whole() == WindowSpec.Whole.AUTO && same && takesWhole(window, gridSize)) {
      TilePlan whole = whole(window, gridSize);
      boolean addressable =
          Math.max(channels, classes) <= Integer.MAX_VALUE / Float.BYTES / whole.tileVoxelsLong();
      if (addressable
          && MemoryPlan.of(window, whole, channels, classes, folds, 0).totalBytes() < freeBytes) {
        return whole;
      }
    }
    return of(window, gridSize);
  }

  private static boolean takesWhole(WindowPlan window, int[] gridSize) {
    for (int axis = 0; axis < 3; axis++) {
      SizeRule rule = window.size().get(axis);
      if (rule.fixed() > 0 && rule.fixed() < gridSize[axis] + 2 * window.border(axis)) {
        return false;
      }
    }
    return true;
  }

  private static TilePlan whole(WindowPlan window, int[] gridSize) {
    check(gridSize);
    AxisTiles[] axes = new AxisTiles[3];
    for (int axis = 0; axis < 3; axis++) {
      SizeRule rule = window.size().get(axis);
      if (rule.fixed() > 0 && rule.fixed() < gridSize[axis] + 2 * window.border(axis)) {
        throw new IllegalArgumentException(
            "the network takes exactly "
                + rule.fixed()
                + " voxels along grid axis "
                + axis
                + ", the scan has "
                + gridSize[axis]
                + " there and the model allows no tiles; use a coarser spacing or a crop");
      }
      axes[axis] = AxisTiles.whole(gridSize[axis], rule, window.border(axis));
    }
    return new TilePlan(axes, true);
  }

  private static TilePlan tiled(WindowPlan window, int[] gridSize) {
    check(gridSize);
    AxisTiles[] axes = new AxisTiles[3];
    for (int axis = 0; axis < 3; axis++) {
      int patch = window.patch()[axis];
      SizeRule rule = window.size().get(axis);
      if (!window.weighted()) {
        axes[axis] =
            AxisTiles.interiors(
                gridSize[axis], patch, window.halo()[axis], rule, window.border(axis));
      } else if (rule.allows(patch)) {
        axes[axis] =
            AxisTiles.overlapping(gridSize[axis], patch, window.overlap(), window.placement());
      } else {
        throw new IllegalArgumentException(
            "the network does not take a patch of "
                + patch
                + " voxels along grid axis "
                + axis
                + "; the next size it takes is "
                + rule.atLeast(patch));
      }
    }
    return new TilePlan(axes, false);
  }

  private static void check(int[] gridSize) {
    if (gridSize.length != 3 || gridSize[0] < 1 || gridSize[1] < 1 || gridSize[2] < 1) {
      throw new IllegalArgumentException(
          "a grid needs three sizes of at least 1, not " + java.util.Arrays.toString(gridSize));
    }
  }

  /** Whether the grid goes through as one tile, without weights. */
  public boolean isWhole() {
    return whole;
  }

  /** Voxels of a tile. */
  public int[] tileSize() {
    return new int[] {axes[0].tile(), axes[1].tile(), axes[2].tile()};
  }

  /** Voxels of the padded grid. */
  public int[] paddedSize() {
    return new int[] {axes[0].padded(), axes[1].padded(), axes[2].padded()};
  }

  /** Voxels added before the grid. */
  public int[] padLow() {
    return new int[] {axes[0].padLow(), axes[1].padLow(), axes[2].padLow()};
  }

  /** First voxels of the tiles along one axis, in padded coordinates. */
  public int[] starts(int axis) {
    return axes[axis].starts().clone();
  }

  /** Number of tiles. */
  public int tileCount() {
    return Math.multiplyExact(
        Math.multiplyExact(axes[0].count(), axes[1].count()), axes[2].count());
  }

  /** First voxel of a tile in padded coordinates. */
  public int[] start(int tile) {
    int[] position = position(tile);
    int[] start = new int[3];
    for (int axis = 0; axis < 3; axis++) {
      start[axis] = axes[axis].starts()[position[axis]];
    }
    return start;
  }

  /** First voxel, in padded coordinates, that this tile decides alone; null if weighted. */
  public int[] keptStart(int tile) {
    return kept(tile, 0);
  }

  /** End (exclusive) of the voxels that this tile decides alone; null if weighted. */
  public int[] keptEnd(int tile) {
    return kept(tile, 1);
  }

  private int[] kept(int tile, int side) {
    int[] position = position(tile);
    int[] result = new int[3];
    for (int axis = 0; axis < 3; axis++) {
      if (axes[axis].kept() == null) {
        return null;
      }
      result[axis] = axes[axis].kept()[position[axis] + side];
    }
    return result;
  }

  private int[] position(int tile) {
    int n0 = axes[0].count();
    int n1 = axes[1].count();
    return new int[] {tile % n0, tile / n0 % n1, tile / n0 / n1};
  }

  AxisTiles axis(int axis) {
    return axes[axis];
  }

  long tileVoxelsLong() {
    return (long) axes[0].tile() * axes[1].tile() * axes[2].tile();
  }
}
