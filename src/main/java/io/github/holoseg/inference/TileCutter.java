package io.github.holoseg.inference;

import io.github.holoseg.grid.FloatGrid;
import io.github.holoseg.model.WindowSpec.PadMode;
import io.github.holoseg.task.Workers;
import java.nio.FloatBuffer;
import java.util.Arrays;

/**
 * Fills a network's input with one tile of the grid, padded where the tile reaches beyond it and
 * mirrored as asked, slice by slice straight into the tensor.
 */
final class TileCutter {
  private final FloatGrid grid;
  private final int[] gridSize;
  private final int[] padLow;
  private final int[] tile;
  private final PadMode padMode;
  private final float padValue;

  TileCutter(FloatGrid grid, WindowPlan window, TilePlan plan) {
    this.grid = grid;
    this.gridSize = grid.size();
    this.padLow = plan.padLow();
    this.tile = plan.tileSize();
    this.padMode = window.padMode();
    this.padValue = (float) window.padValue();
  }

  /**
   * @param start first voxel of the tile in padded coordinates
   * @param flips bit {@code a} set: mirrored along grid axis {@code a}
   */
  void cut(int[] start, int flips, FloatBuffer input, Workers workers) {
    workers.each(
        grid.channels() * tile[2], job -> slice(job / tile[2], job % tile[2], start, flips, input));
  }

  private void slice(int channel, int z, int[] start, int flips, FloatBuffer input) {
    int[] first = {start[0] - padLow[0], start[1] - padLow[1], start[2] - padLow[2] + z};
    boolean constant = padMode == PadMode.CONSTANT;
    boolean inside = first[2] >= 0 && first[2] < gridSize[2];
    float[] box = null;
    // the part of the grid that the slice takes from: what it covers, and mirrored what it repeats
    int[] x = sources(first[0], tile[0], 0);
    int[] y = sources(first[1], tile[1], 1);
    int[] rangeX = range(x);
    int[] rangeY = range(y);
    int width = rangeX[1] - rangeX[0] + 1;
    if ((inside || !constant) && width > 0 && rangeY[1] >= rangeY[0]) {
      int height = rangeY[1] - rangeY[0] + 1;
      box = new float[width * height];
      int sourceZ = source(first[2], 2);
      grid.read(
          channel, new int[] {rangeX[0], rangeY[0], sourceZ}, new int[] {width, height, 1}, box, 0);
    }
    // where the tile lies within the grid along x, rows are copied as they are
    int from = Math.max(0, Math.min(tile[0], -first[0]));
    int to = Math.max(from, Math.min(tile[0], gridSize[0] - first[0]));
    float[] row = new float[tile[0]];
    int sliceAt = (channel * tile[2] + (bit(flips, 2) ? tile[2] - 1 - z : z)) * tile[1] * tile[0];
    for (int j = 0; j < tile[1]; j++) {
      if (box == null || y[j] < 0) {
        Arrays.fill(row, padValue);
      } else {
        int line = (y[j] - rangeY[0]) * width - rangeX[0];
        fill(row, 0, from, x, box, line);
        if (to > from) {
          System.arraycopy(box, line + first[0] + from, row, from, to - from);
        }
        fill(row, to, tile[0], x, box, line);
        if (bit(flips, 0)) {
          reverse(row);
        }
      }
      input.put(sliceAt + (bit(flips, 1) ? tile[1] - 1 - j : j) * tile[0], row);
    }
  }

  private void fill(float[] row, int from, int to, int[] sources, float[] box, int line) {
    for (int i = from; i < to; i++) {
      row[i] = sources[i] < 0 ? padValue : box[line + sources[i]];
    }
  }

  /** Which voxel of the grid each voxel of the tile shows; −1: none. */
  private int[] sources(int first, int count, int axis) {
    int[] sources = new int[count];
    for (int i = 0; i < count; i++) {
      sources[i] = source(first + i, axis);
    }
    return sources;
  }

  private int source(int index, int axis) {
    int n = gridSize[axis];
    if (index >= 0 && index < n) {
      return index;
    }
    return switch (padMode) {
      case CONSTANT -> -1;
      case EDGE -> Math.max(0, Math.min(n - 1, index));
      case REFLECT -> n == 1 ? 0 : mirrored(Math.floorMod(index, 2 * n - 2), 2 * n - 2, n);
      case SYMMETRIC -> mirrored(Math.floorMod(index, 2 * n), 2 * n - 1, n);
    };
  }

  private static int mirrored(int index, int last, int n) {
    return index < n ? index : last - index;
  }

  /** Smallest and largest of those that show a voxel; empty if none does. */
  private static int[] range(int[] sources) {
    int[] range = {Integer.MAX_VALUE, -1};
    for (int source : sources) {
      if (source >= 0) {
        range[0] = Math.min(range[0], source);
        range[1] = Math.max(range[1], source);
      }
    }
    return range;
  }

  static boolean bit(int flips, int axis) {
    return (flips >> axis & 1) != 0;
  }

  static void reverse(float[] row) {
    for (int i = 0, j = row.length - 1; i < j; i++, j--) {
      float swap = row[i];
      row[i] = row[j];
      row[j] = swap;
    }
  }
}
