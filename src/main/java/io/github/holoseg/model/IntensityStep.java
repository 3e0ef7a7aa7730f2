package io.github.holoseg.model;

/**
 * An operation on the values of a channel. All computed in float32, scalars rounded to float32
 * first, as the original systems do.
 */
public sealed interface IntensityStep {
  /** The channel it applies to; −1: every channel. */
  int channel();

  /** min(max(x, min), max). */
  record Clip(int channel, double min, double max) implements IntensityStep {}

  /**
   * Clip to percentiles (0 to 100) of the values themselves.
   *
   * @param together the percentiles are those of all channels taken together, not of each channel
   * @param quantile how a percentile between two values is chosen
   */
  record ClipPercentiles(int channel, double min, double max, boolean together, Quantile quantile)
      implements IntensityStep {
    /** Each channel by its own values, with linear interpolation. */
    public ClipPercentiles(int channel, double min, double max) {
      this(channel, min, max, false, Quantile.LINEAR);
    }
  }

  /** What stands for a percentile that lies between two of n sorted values. */
  enum Quantile {
    /** Linear interpolation: numpy's default. */
    LINEAR,
    /** The smallest value that at least q · n values do not exceed: bioimage.io's {@code clip}. */
    INVERTED_CDF
  }

  /** (x − mean) / max(std, 1e-8): with {@link Clip} before it nnU-Net's CTNormalization. */
  record ZScoreFixed(int channel, double mean, double std) implements IntensityStep {}

  /**
   * (x − mean) / max(std, eps) with the values' own mean and population standard deviation.
   *
   * @param mask which values count, and are changed
   * @param eps lower bound of the divisor; nnU-Net 1e-8
   * @param addEps the divisor is std + eps instead: bioimage.io
   * @param together mean and deviation are those of all channels taken together
   */
  record ZScore(int channel, Mask mask, double eps, boolean addEps, boolean together)
      implements IntensityStep {
    /** Each channel by its own values, divided by max(std, eps). */
    public ZScore(int channel, Mask mask, double eps) {
      this(channel, mask, eps, false, false);
    }

    /** Which values count. */
    public enum Mask {
      ALL,
      /** Inside the hole-filled non-zero mask of the crop (nnU-Net {@code use_mask_for_norm}). */
      CROP_MASK,
      /** x ≠ 0 (MONAI {@code NormalizeIntensity(nonzero=True)}); a std of 0 counts as 1. */
      NONZERO
    }
  }

  /** x · gain + offset. */
  record Linear(int channel, double gain, double offset) implements IntensityStep {}

  /** From [inMin, inMax] to [outMin, outMax], then optionally clipped (ScaleIntensityRanged). */
  record ScaleRange(
      int channel, double inMin, double inMax, double outMin, double outMax, boolean clip)
      implements IntensityStep {}

  /**
   * From the values' own minimum and maximum to [outMin, outMax]; constant values become outMin.
   *
   * @param together minimum and maximum are those of all channels taken together
   */
  record MinMax(int channel, double outMin, double outMax, boolean together)
      implements IntensityStep {
    /** Each channel by its own values. */
    public MinMax(int channel, double outMin, double outMax) {
      this(channel, outMin, outMax, false);
    }
  }

  /**
   * From the values' own percentiles (0 to 100) to [0, 1]: (x − p_min) / (p_max − p_min + eps);
   * bioimage.io {@code scale_range}.
   *
   * @param together the percentiles are those of all channels taken together
   */
  record ScalePercentiles(int channel, double min, double max, double eps, boolean together)
      implements IntensityStep {
    /** Each channel by its own values. */
    public ScalePercentiles(int channel, double min, double max, double eps) {
      this(channel, min, max, eps, false);
    }
  }

  /**
   * A step that uses statistics, with statistics of other values than those that it changes.
   *
   * @param step {@link ClipPercentiles}, {@link ZScore}, {@link MinMax} or {@link ScalePercentiles}
   * @param raw statistics of the values before all steps, as bioimageio.core takes them
   * @param perSlice each slice along the slowest axis of the grid by its own values, as a network
   *     of slices sees them one by one
   */
  record Measured(IntensityStep step, boolean raw, boolean perSlice) implements IntensityStep {
    public Measured {
      if (!usesStatistics(step) || !raw && !perSlice) {
        throw new IllegalArgumentException(step + " takes no other statistics");
      }
    }

    /** The step itself if nothing is special about its statistics. */
    public static IntensityStep of(IntensityStep step, boolean raw, boolean perSlice) {
      return raw || perSlice ? new Measured(step, raw, perSlice) : step;
    }

    @Override
    public int channel() {
      return step.channel();
    }
  }

  /** Whether a step depends on the values as a whole. */
  static boolean usesStatistics(IntensityStep step) {
    return step instanceof ClipPercentiles
        || step instanceof ZScore
        || step instanceof MinMax
        || step instanceof ScalePercentiles
        || step instanceof Measured;
  }

  /** The whole part of x towards zero, limited to [min, max]: a cast to a whole-number type. */
  record Whole(int channel, double min, double max) implements IntensityStep {}

  /** 1 where x > threshold, else 0. */
  record Binarize(int channel, double threshold) implements IntensityStep {}

  /** 1 / (1 + e^−x). */
  record Sigmoid(int channel) implements IntensityStep {}
}
