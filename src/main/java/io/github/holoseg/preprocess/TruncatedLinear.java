package io.github.holoseg.preprocess;

import io.github.holoseg.grid.AxisSampling;
import io.github.holoseg.grid.AxisSampling.Convention;
import io.github.holoseg.grid.FloatGrid;
import io.github.holoseg.grid.SliceGrid;
import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.task.Workers;

/**
 * Trilinear resampling cut to whole numbers, with scipy's order of operations (ni_interpolation.c:
 * each of the eight voxels times its three weights, first array axis first, summed with the last
 * array axis innermost).
 *
 * <p>Cutting shows the last bit: in even regions, air above all, an interpolated −1024 comes out as
 * −1024 or −1023.999…, and TotalSegmentator's input then has −1024 or −1023. The faster separable
 * form rounds differently and would differ there. TotalSegmentator's arrays are indexed x, y, z, so
 * the order of the grid's axes in memory is not the order of the sums.
 */
final class TruncatedLinear {
  private final int[] inputSize;
  private final int[] outputSize;
  private final int[][] lower = new int[3][];
  private final double[][] fraction = new double[3][];
  private final int[] arrayAxes;

  /**
   * @param arrayAxes the grid axes in the order of the original's array axes
   */
  TruncatedLinear(
      int[] inputSize, int[] outputSize, Convention convention, double[] ratio, int[] arrayAxes) {
    this.arrayAxes = arrayAxes.clone();
    this.inputSize = inputSize;
    this.outputSize = outputSize;
    for (int axis = 0; axis < 3; axis++) {
      AxisSampling sampling =
          AxisSampling.of(inputSize[axis], outputSize[axis], convention, ratio[axis]);
      lower[axis] = new int[outputSize[axis]];
      fraction[axis] = new double[outputSize[axis]];
      for (int o = 0; o < outputSize[axis]; o++) {
        double u = Math.max(0, Math.min(inputSize[axis] - 1, sampling.position(o)));
        lower[axis][o] = (int) u;
        fraction[axis][o] = u - (int) u;
      }
    }
  }

  void apply(
      FloatGrid grid, int channel, SliceGrid result, Workers workers, CancellationToken cancel) {
    int plane = inputSize[0] * inputSize[1];
    workers.each(
        outputSize[2],
        z -> {
          cancel.throwIfCancelled();
          int z0 = lower[2][z];
          float[] low = new float[plane];
          float[] high = new float[plane];
          int[] size = {inputSize[0], inputSize[1], 1};
          grid.read(channel, new int[] {0, 0, z0}, size, low, 0);
          grid.read(channel, new int[] {0, 0, Math.min(z0 + 1, inputSize[2] - 1)}, size, high, 0);
          slice(low, high, fraction[2][z], result.slice(channel, z));
        });
  }

  private void slice(float[] low, float[] high, double tz, float[] target) {
    float[][] slices = new float[8][];
    int[] rows = new int[8];
    int[] column = new int[8];
    int[][] weightOf = new int[8][3];
    int[] bit = new int[3];
    for (int corner = 0; corner < 8; corner++) {
      for (int axis = 0; axis < 3; axis++) {
        bit[arrayAxes[axis]] = corner >> (2 - axis) & 1;
        weightOf[corner][axis] = 2 * arrayAxes[axis] + bit[arrayAxes[axis]];
      }
      slices[corner] = bit[2] == 0 ? low : high;
      rows[corner] = bit[1];
      column[corner] = bit[0];
    }
    // weights of the lower and the upper neighbour along grid axis 0, 1, 2
    double[] weights = new double[6];
    weights[4] = 1.0 - tz;
    weights[5] = tz;
    int[] rowStart = new int[8];
    for (int y = 0; y < outputSize[1]; y++) {
      weights[2] = 1.0 - fraction[1][y];
      weights[3] = fraction[1][y];
      int y0 = lower[1][y] * inputSize[0];
      int y1 = Math.min(lower[1][y] + 1, inputSize[1] - 1) * inputSize[0];
      for (int corner = 0; corner < 8; corner++) {
        rowStart[corner] = rows[corner] == 0 ? y0 : y1;
      }
      for (int x = 0; x < outputSize[0]; x++) {
        int x0 = lower[0][x];
        int x1 = Math.min(x0 + 1, inputSize[0] - 1);
        weights[0] = 1.0 - fraction[0][x];
        weights[1] = fraction[0][x];
        double sum = 0;
        for (int corner = 0; corner < 8; corner++) {
          int[] w = weightOf[corner];
          float value = slices[corner][rowStart[corner] + (column[corner] == 0 ? x0 : x1)];
          sum += value * weights[w[0]] * weights[w[1]] * weights[w[2]];
        }
        target[y * outputSize[0] + x] = (long) sum;
      }
    }
  }
}
