package io.github.holoseg.inference;

import io.github.holoseg.grid.FloatGrid;
import io.github.holoseg.model.WindowSpec.PadMode;
import java.nio.FloatBuffer;
import java.util.Arrays;

/** Cuts padded, mirrored tiles out of a grid into a session's input buffer. Not thread-safe. */
final class TileReader {
  private final FloatGrid grid;
  private final int[] gridSize;
  private final int[] tile;
  private final PadMode padMode;
  private final float padValue;
  private final float[] inside;
  private final float[] row;

  TileReader(FloatGrid grid, int[] tileSize, PadMode padMode, double padValue) {
    this.grid = grid;
    this.gridSize = grid.size();
    this.tile = tileSize;
    this.padMode = padMode;
    this.padValue = (float) padValue;
    this.inside =
        new float
            [Math.min(tile[0], gridSize[0])
                * Math.min(tile[1], gridSize[1])
                * Math.min(tile[2], gridSize[2])];
    this.row = new float[tile[0]];
  }

  /** Fills {@code input} (channel-major, axis 0 fastest) with the tile that starts at start. */
  void read(int[] start, boolean[] flip, FloatBuffer input) {
    int[] min = new int[3];
    int[] size = new int[3];
    for (int a = 0; a < 3; a++) {
      min[a] = Math.max(0, start[a]);
      size[a] = Math.min(gridSize[a], start[a] + tile[a]) - min[a];
    }
    int at = 0;
    for (int channel = 0; channel < grid.channels(); channel++) {
      grid.read(channel, min, size, inside, 0);
      for (int z = 0; z < tile[2]; z++) {
        int sz = source(z, 2, start, min, size, flip);
        for (int y = 0; y < tile[1]; y++) {
          int sy = source(y, 1, start, min, size, flip);
          if (sy < 0 || sz < 0) {
            Arrays.fill(row, padValue);
          } else {
            fillRow((sz * size[1] + sy) * size[0], size[0], min[0] - start[0], flip[0]);
          }
          input.put(at, row);
          at += row.length;
        }
      }
    }
  }

  /** Where tile position t of axis a comes from within the box read; −1 if it is padding. */
  private int source(int t, int a, int[] start, int[] min, int[] size, boolean[] flip) {
    int position = (flip[a] ? tile[a] - 1 - t : t) - (min[a] - start[a]);
    if (position >= 0 && position < size[a]) {
      return position;
    }
    return padMode == PadMode.EDGE ? Math.max(0, Math.min(size[a] - 1, position)) : -1;
  }

  private void fillRow(int from, int length, int low, boolean flip) {
    boolean edge = padMode == PadMode.EDGE;
    Arrays.fill(row, 0, low, edge ? inside[from] : padValue);
    System.arraycopy(inside, from, row, low, length);
    Arrays.fill(row, low + length, row.length, edge ? inside[from + length - 1] : padValue);
    if (flip) {
      for (int i = 0, j = row.length - 1; i < j; i++, j--) {
        float swap = row[i];
        row[i] = row[j];
        row[j] = swap;
      }
    }
  }

  /** Floats held. */
  long allocatedFloats() {
    return inside.length + row.length;
  }
}
