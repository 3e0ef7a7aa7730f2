package io.github.holoseg.preprocess;

import io.github.holoseg.grid.FloatGrid;

/** Another grid with one of its axes and axis 2 exchanged. */
final class SwappedGrid implements FloatGrid {
  private final FloatGrid grid;
  private final int axis;

  /**
   * @param axis 0 or 1
   */
  SwappedGrid(FloatGrid grid, int axis) {
    this.grid = grid;
    this.axis = axis;
  }

  /** A triple with the two entries exchanged. */
  static int[] swap(int[] triple, int axis) {
    int[] swapped = triple.clone();
    swapped[axis] = triple[2];
    swapped[2] = triple[axis];
    return swapped;
  }

  static double[] swap(double[] triple, int axis) {
    double[] swapped = triple.clone();
    swapped[axis] = triple[2];
    swapped[2] = triple[axis];
    return swapped;
  }

  @Override
  public int channels() {
    return grid.channels();
  }

  @Override
  public int[] size() {
    return swap(grid.size(), axis);
  }

  @Override
  public void read(int channel, int[] min, int[] size, float[] target, int offset) {
    int[] box = swap(size, axis);
    float[] values = new float[box[0] * box[1] * box[2]];
    grid.read(channel, swap(min, axis), box, values, 0);
    int[] at = new int[3];
    int to = offset;
    for (at[2] = 0; at[2] < size[2]; at[2]++) {
      for (at[1] = 0; at[1] < size[1]; at[1]++) {
        for (at[0] = 0; at[0] < size[0]; at[0]++) {
          int x = axis == 0 ? at[2] : at[0];
          int y = axis == 1 ? at[2] : at[1];
          int z = at[axis];
          target[to++] = values[(z * box[1] + y) * box[0] + x];
        }
      }
    }
  }
}
