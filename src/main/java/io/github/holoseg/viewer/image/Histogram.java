package io.github.holoseg.viewer.image;

import io.github.holoseg.render.Window;
import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.viewer.Scene;

/**
 * How often which values occur in a scan. Immutable; what is no number does not count.
 *
 * @param min smallest value
 * @param max largest value
 * @param counts of equal ranges from min to max
 */
public record Histogram(double min, double max, long[] counts) {
  private static final int BINS = 1024;

  /**
   * Looks at every voxel; takes some tenths of a second for a large scan.
   *
   * @throws java.util.concurrent.CancellationException soon after the token is cancelled
   */
  public static Histogram of(Scene scene, CancellationToken cancel) {
    VoxelReader reader = VoxelReader.of(scene);
    float[] slice = new float[Slices.pixels(reader.size, 2)];
    float min = Float.POSITIVE_INFINITY;
    float max = Float.NEGATIVE_INFINITY;
    for (int z = 0; z < reader.size[2]; z++) {
      cancel.throwIfCancelled();
      reader.read(2, z, slice);
      for (float v : slice) {
        // both are false for what is no number
        min = v < min ? v : min;
        max = v > max ? v : max;
      }
    }
    if (!(max >= min)) {
      return new Histogram(0, 1, new long[BINS]);
    }
    long[] counts = new long[BINS];
    double scale = max > min ? (BINS - 1e-3) / ((double) max - min) : 0;
    for (int z = 0; z < reader.size[2]; z++) {
      cancel.throwIfCancelled();
      reader.read(2, z, slice);
      for (float v : slice) {
        if (v == v) {
          counts[(int) Math.min(BINS - 1, (v - min) * scale)]++;
        }
      }
    }
    return new Histogram(min, max, counts);
  }

  /** From the smallest to the largest value. */
  public Window full() {
    return Window.between(min, max > min ? max : min + 1);
  }

  /** The value below which a share of the voxels lies, to a bin. */
  public double percentile(double share) {
    long all = 0;
    for (long count : counts) {
      all += count;
    }
    long below = 0;
    int bin = 0;
    while (bin < counts.length - 1 && below + counts[bin] < share * all) {
      below += counts[bin++];
    }
    return min + (max - min) * (bin + 0.5) / counts.length;
  }
}
