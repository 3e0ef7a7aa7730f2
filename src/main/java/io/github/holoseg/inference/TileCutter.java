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
    boolean edge = padMode == PadMode.EDGE;
    boolean inside = first[2] >= 0 && first[2] < gridSize[2];
    int x0 = clamp(first[0], 0);
    int y0 = clamp(first[1], 1);
    int width = clamp(first[0] + tile[0] - 1, 0) - x0 + 1;
    int height = clamp(first[1] + tile[1] - 1, 1) - y0 + 1;
    float[] box = null;
    if (inside || edge) {
      box = new float[width * height];
      grid.read(
          channel, new int[] {x0, y0, clamp(first[2], 2)}, new int[] {width, height, 1}, box, 0);
    }
    float[] row = new float[tile[0]];
    int left = x0 - first[0];
    int sliceAt = (channel * tile[2] + (bit(flips, 2) ? tile[2] - 1 - z : z)) * tile[1] * tile[0];
    for (int y = 0; y < tile[1]; y++) {
      int gridY = first[1] + y;
      if (box == null || !edge && (gridY < 0 || gridY >= gridSize[1])) {
        Arrays.fill(row, padValue);
      } else {
        int from = (clamp(gridY, 1) - y0) * width;
        Arrays.fill(row, 0, left, edge ? box[from] : padValue);
        System.arraycopy(box, from, row, left, width);
        Arrays.fill(row, left + width, tile[0], edge ? box[from + width - 1] : padValue);
        if (bit(flips, 0)) {
          reverse(row);
        }
      }
      input.put(sliceAt + (bit(flips, 1) ? tile[1] - 1 - y : y) * tile[0], row);
    }
  }

  private int clamp(int index, int axis) {
    return Math.max(0, Math.min(gridSize[axis] - 1, index));
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
