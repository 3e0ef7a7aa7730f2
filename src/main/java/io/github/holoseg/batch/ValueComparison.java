package io.github.holoseg.batch;

import io.github.holoseg.io.npy.NpyFile;
import java.io.IOException;
import java.util.Arrays;

/**
 * Compares values that come slice by slice with those of a {@code .npy} file, reading no more than
 * a slice of it at a time. Not thread-safe.
 */
final class ValueComparison {
  /** How far two values may lie apart. */
  interface Tolerance {
    double of(float expected);
  }

  private final NpyFile file;
  private final String what;
  private final int channels;
  private final int plane;
  private final int slices;
  private final Tolerance tolerance;
  private final float[] expected;
  private long count;
  private long within;
  private double largest;

  /**
   * @param what for messages
   * @param channels that there are
   * @param size of the grid, fastest axis first
   * @throws IOException if the file has another shape
   */
  ValueComparison(NpyFile file, String what, int channels, int[] size, Tolerance tolerance)
      throws IOException {
    this.file = file;
    this.what = what;
    this.channels = channels;
    this.plane = size[0] * size[1];
    this.slices = size[2];
    this.tolerance = tolerance;
    this.expected = new float[plane];
    long[] wanted = {channels, size[2], size[1], size[0]};
    if (!Arrays.equals(withoutOnes(wanted), withoutOnes(file.shape()))) {
      throw new IOException(
          file.path()
              + ": has the shape "
              + Arrays.toString(file.shape())
              + ", the "
              + what
              + " of this run have "
              + Arrays.toString(wanted)
              + "; the golden values are of another model, or made in another way");
    }
  }

  /** A batch of 1, and the third axis of networks of slices, may be left out. */
  private static long[] withoutOnes(long[] shape) {
    return Arrays.stream(shape).filter(size -> size != 1).toArray();
  }

  /**
   * @param values the channel's slice begins at {@code offset}
   */
  void slice(int channel, int index, float[] values, int offset) throws IOException {
    file.read(((long) channel * slices + index) * plane, plane, expected);
    for (int i = 0; i < plane; i++) {
      float want = expected[i];
      float have = values[offset + i];
      double difference = Math.abs((double) have - want);
      if (have == want || Float.isNaN(have) && Float.isNaN(want)) {
        difference = 0;
      }
      // NaN on one side is never within
      within += difference <= tolerance.of(want) ? 1 : 0;
      largest = difference > largest || Double.isNaN(difference) ? worse(difference) : largest;
    }
    count += plane;
  }

  private static double worse(double difference) {
    return Double.isNaN(difference) ? Double.MAX_VALUE : difference;
  }

  /** Whether every value was compared. */
  boolean isComplete() {
    return count == (long) channels * plane * slices;
  }

  /**
   * @param share that has to be within the tolerance
   * @param limit in words
   * @throws IOException if values are missing
   */
  Certificate.Values result(double share, String limit) throws IOException {
    if (!isComplete()) {
      throw new IOException(
          file.path() + ": only " + count + " of the " + what + " came; nothing is verified");
    }
    double part = (double) within / count;
    return new Certificate.Values(count, largest, part, limit, part >= share);
  }
}
