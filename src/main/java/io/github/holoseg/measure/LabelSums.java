package io.github.holoseg.measure;

import io.github.holoseg.volume.Label;
import io.github.holoseg.volume.VolumeGeometry;
import java.util.Arrays;

/** Running sums for every label value. */
final class LabelSums {
  private static final int VALUES = 1 << 16;

  private final long[] count = new long[VALUES];
  private final double[] sum = new double[VALUES];
  private final double[] squares = new double[VALUES];
  private final double[] min = new double[VALUES];
  private final double[] max = new double[VALUES];
  private final long[][] position = new long[3][VALUES];
  private final boolean[] border = new boolean[VALUES];

  LabelSums() {
    Arrays.fill(min, Double.POSITIVE_INFINITY);
    Arrays.fill(max, Double.NEGATIVE_INFINITY);
  }

  /**
   * @param values of the scan, null if there is none
   */
  void add(float[] labels, float[] values, int z, int width, int depth) {
    int height = labels.length / width;
    for (int i = 0; i < labels.length; i++) {
      int v = (int) labels[i];
      if (v == 0) {
        continue;
      }
      int x = i % width;
      int y = i / width;
      count[v]++;
      position[0][v] += x;
      position[1][v] += y;
      position[2][v] += z;
      border[v] |=
          x == 0 || y == 0 || z == 0 || x == width - 1 || y == height - 1 || z == depth - 1;
      if (values != null) {
        double value = values[i];
        sum[v] += value;
        squares[v] += value * value;
        min[v] = Math.min(min[v], value);
        max[v] = Math.max(max[v], value);
      }
    }
  }

  synchronized void add(LabelSums other) {
    for (int v = 1; v < VALUES; v++) {
      if (other.count[v] == 0) {
        continue;
      }
      count[v] += other.count[v];
      sum[v] += other.sum[v];
      squares[v] += other.squares[v];
      min[v] = Math.min(min[v], other.min[v]);
      max[v] = Math.max(max[v], other.max[v]);
      border[v] |= other.border[v];
      for (int axis = 0; axis < 3; axis++) {
        position[axis][v] += other.position[axis][v];
      }
    }
  }

  synchronized LabelStatistics statistics(Label label, VolumeGeometry geometry, boolean scan) {
    int v = label.value();
    double n = count[v];
    boolean measured = scan && n > 0;
    double mean = measured ? sum[v] / n : Double.NaN;
    return new LabelStatistics(
        label,
        count[v],
        n * geometry.voxelVolume() / 1000,
        mean,
        measured ? Math.sqrt(Math.max(0, squares[v] / n - mean * mean)) : Double.NaN,
        measured ? min[v] : Double.NaN,
        measured ? max[v] : Double.NaN,
        n == 0
            ? null
            : geometry.toPhysical(position[0][v] / n, position[1][v] / n, position[2][v] / n),
        border[v]);
  }
}
