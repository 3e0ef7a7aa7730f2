package io.github.holoseg.preprocess;

import io.github.holoseg.grid.FloatGrid;
import io.github.holoseg.grid.GridMapping.Box;

/** A box of another grid. */
final class CroppedGrid implements FloatGrid {
  private final FloatGrid grid;
  private final Box box;

  private CroppedGrid(FloatGrid grid, Box box) {
    this.grid = grid;
    this.box = box;
  }

  static FloatGrid of(FloatGrid grid, Box box) {
    return box.isWhole(grid.size()) ? grid : new CroppedGrid(grid, box);
  }

  @Override
  public int channels() {
    return grid.channels();
  }

  @Override
  public int[] size() {
    return box.size().clone();
  }

  @Override
  public void read(int channel, int[] min, int[] size, float[] target, int offset) {
    int[] from = new int[3];
    for (int axis = 0; axis < 3; axis++) {
      from[axis] = min[axis] + box.min()[axis];
    }
    grid.read(channel, from, size, target, offset);
  }
}
