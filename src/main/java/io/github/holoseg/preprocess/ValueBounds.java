package io.github.holoseg.preprocess;

import java.util.Arrays;

/**
 * Minimum and maximum of the values to be resampled, of the whole grid or of each slice along one
 * axis. {@link #add} may be called for different slices at once.
 */
final class ValueBounds {
  private final int[] size;
  private final int axis;
  private final double[] min;
  private final double[] max;

  /**
   * @param axis the axis whose slices have bounds of their own; −1: one pair for everything
   */
  ValueBounds(int[] size, int axis) {
    this.size = size;
    this.axis = axis;
    int count = axis < 0 ? 1 : size[axis];
    min = new double[count];
    max = new double[count];
    Arrays.fill(min, Double.POSITIVE_INFINITY);
    Arrays.fill(max, Double.NEGATIVE_INFINITY);
  }

  /** Takes the values of slice z along axis 2. */
  void add(float[] plane, int z) {
    double[] low = new double[min.length];
    double[] high = new double[max.length];
    Arrays.fill(low, Double.POSITIVE_INFINITY);
    Arrays.fill(high, Double.NEGATIVE_INFINITY);
    for (int i = 0; i < plane.length; i++) {
      int slot =
          switch (axis) {
            case 0 -> i % size[0];
            case 1 -> i / size[0];
            case 2 -> z;
            default -> 0;
          };
      low[slot] = Math.min(low[slot], plane[i]);
      high[slot] = Math.max(high[slot], plane[i]);
    }
    synchronized (this) {
      for (int slot = 0; slot < min.length; slot++) {
        min[slot] = Math.min(min[slot], low[slot]);
        max[slot] = Math.max(max[slot], high[slot]);
      }
    }
  }

  double clip(double value, int slot) {
    return Math.max(min[slot], Math.min(max[slot], value));
  }
}
