package io.github.holoseg.preprocess;

import io.github.holoseg.grid.AxisSampling;
import io.github.holoseg.grid.AxisSampling.Convention;
import io.github.holoseg.grid.FloatGrid;
import io.github.holoseg.grid.SliceGrid;
import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.task.Workers;

/**
 * Trilinear resampling cut to whole numbers, with scipy's order of operations (ni_interpolation.c:
 * each of the eight voxels times its three weights, slowest axis first, summed with the fastest
 * axis innermost).
 *
 * <p>Cutting shows the last bit: in even regions, air above all, an interpolated −1024 comes out as
 * −1024 or −1023.999…, and TotalSegmentator's input then has −1024 or −1023. The faster separable
 * form rounds differently and would differ there.
 */
final class TruncatedLinear {
  private final int[] inputSize;
  private final int[] outputSize;
  private final int[][] lower = new int[3][];
  private final double[][] fraction = new double[3][];

  TruncatedLinear(int[] inputSize, int[] outputSize, Convention convention, double[] ratio) {
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
    double wz = 1.0 - tz;
    for (int y = 0; y < outputSize[1]; y++) {
      double ty = fraction[1][y];
      double wy = 1.0 - ty;
      int y0 = lower[1][y] * inputSize[0];
      int y1 = Math.min(lower[1][y] + 1, inputSize[1] - 1) * inputSize[0];
      for (int x = 0; x < outputSize[0]; x++) {
        int x0 = lower[0][x];
        int x1 = Math.min(x0 + 1, inputSize[0] - 1);
        double tx = fraction[0][x];
        double wx = 1.0 - tx;
        double sum = low[y0 + x0] * wz * wy * wx;
        sum += low[y0 + x1] * wz * wy * tx;
        sum += low[y1 + x0] * wz * ty * wx;
        sum += low[y1 + x1] * wz * ty * tx;
        sum += high[y0 + x0] * tz * wy * wx;
        sum += high[y0 + x1] * tz * wy * tx;
        sum += high[y1 + x0] * tz * ty * wx;
        sum += high[y1 + x1] * tz * ty * tx;
        target[y * outputSize[0] + x] = (long) sum;
      }
    }
  }
}
