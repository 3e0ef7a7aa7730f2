package io.github.holoseg.preprocess;

import io.github.holoseg.grid.FloatGrid;
import io.github.holoseg.model.IntensityStep.Quantile;
import io.github.holoseg.model.IntensityStep.ZScore.Mask;
import io.github.holoseg.task.CancellationToken;
import java.util.Arrays;
import java.util.stream.IntStream;

/** Statistics of one channel of a grid, or of all, read slice by slice and summed in double. */
final class ChannelStatistics {
  /** Takes one slice's values. */
  @FunctionalInterface
  private interface SliceConsumer {
    void accept(int z, float[] values);
  }

  private final FloatGrid grid;
  private final int[] channels;
  private final Foreground mask;
  private final CancellationToken cancel;

  private ChannelStatistics(
      FloatGrid grid, int[] channels, Foreground mask, CancellationToken cancel) {
    this.grid = grid;
    this.channels = channels;
    this.mask = mask;
    this.cancel = cancel;
  }

  /**
   * @param mask the crop's hole-filled mask on the same grid; null if no step needs it
   */
  static ChannelStatistics of(
      FloatGrid grid, int channel, Foreground mask, CancellationToken cancel) {
    return new ChannelStatistics(grid, new int[] {channel}, mask, cancel);
  }

  /** Of all channels taken together. */
  static ChannelStatistics ofAll(FloatGrid grid, Foreground mask, CancellationToken cancel) {
    int[] all = IntStream.range(0, grid.channels()).toArray();
    return new ChannelStatistics(grid, all, mask, cancel);
  }

  /** Minimum and maximum. */
  double[] range() {
    double[] range = {Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY};
    forEachSlice(
        (z, values) -> {
          for (float v : values) {
            range[0] = Math.min(range[0], v);
            range[1] = Math.max(range[1], v);
          }
        });
    return range;
  }

  /** Mean and population standard deviation of the values that the mask selects; 0, 0 of none. */
  double[] meanAndStd(Mask which) {
    double[] sum = new double[2];
    forEachSlice(
        (z, values) -> {
          for (int i = 0; i < values.length; i++) {
            if (selected(which, z, i, values[i])) {
              sum[0] += values[i];
              sum[1]++;
            }
          }
        });
    if (sum[1] == 0) {
      return new double[2];
    }
    double mean = sum[0] / sum[1];
    double[] squares = new double[1];
    forEachSlice(
        (z, values) -> {
          for (int i = 0; i < values.length; i++) {
            if (selected(which, z, i, values[i])) {
              squares[0] += (values[i] - mean) * (values[i] - mean);
            }
          }
        });
    return new double[] {mean, Math.sqrt(squares[0] / sum[1])};
  }

  private boolean selected(Mask which, int z, int i, float value) {
    return switch (which) {
      case ALL -> true;
      case NONZERO -> value != 0;
      case CROP_MASK -> mask == null || mask.contains(i % grid.size()[0], i / grid.size()[0], z);
    };
  }

  /** Two percentiles, 0 to 100. */
  double[] percentiles(double low, double high, Quantile quantile) {
    int[] size = grid.size();
    int plane = size[0] * size[1];
    float[] all =
        new float[Math.multiplyExact(Math.multiplyExact(plane, size[2]), channels.length)];
    int[] at = new int[1];
    forEachSlice(
        (z, values) -> {
          System.arraycopy(values, 0, all, at[0], plane);
          at[0] += plane;
        });
    Arrays.parallelSort(all);
    return new double[] {percentile(all, low, quantile), percentile(all, high, quantile)};
  }

  /** numpy's methods of the same names. */
  private static double percentile(float[] sorted, double percent, Quantile quantile) {
    if (quantile == Quantile.INVERTED_CDF) {
      int index = (int) Math.ceil(percent / 100 * sorted.length) - 1;
      return sorted[Math.max(0, Math.min(sorted.length - 1, index))];
    }
    double at = percent / 100 * (sorted.length - 1);
    int lower = (int) at;
    int upper = Math.min(lower + 1, sorted.length - 1);
    return sorted[lower] + (at - lower) * ((double) sorted[upper] - sorted[lower]);
  }

  private void forEachSlice(SliceConsumer consumer) {
    int[] size = grid.size();
    float[] values = new float[size[0] * size[1]];
    for (int channel : channels) {
      for (int z = 0; z < size[2]; z++) {
        cancel.throwIfCancelled();
        grid.read(channel, new int[] {0, 0, z}, new int[] {size[0], size[1], 1}, values, 0);
        consumer.accept(z, values);
      }
    }
  }
}
