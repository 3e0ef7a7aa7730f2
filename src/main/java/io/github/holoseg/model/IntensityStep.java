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

  /** 1 where x > threshold, else 0. */
  record Binarize(int channel, double threshold) implements IntensityStep {}

  /** 1 / (1 + e^−x). */
  record Sigmoid(int channel) implements IntensityStep {}
}
