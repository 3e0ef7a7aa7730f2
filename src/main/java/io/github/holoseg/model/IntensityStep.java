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

  /** Clip to percentiles (0 to 100, linear interpolation) of the channel's own values. */
  record ClipPercentiles(int channel, double min, double max) implements IntensityStep {}

  /** (x − mean) / max(std, 1e-8): with {@link Clip} before it nnU-Net's CTNormalization. */
  record ZScoreFixed(int channel, double mean, double std) implements IntensityStep {}

  /**
   * (x − mean) / max(std, eps) with the values' own mean and population standard deviation.
   *
   * @param mask which values count, and are changed
   * @param eps lower bound of the divisor; nnU-Net 1e-8
   */
  record ZScore(int channel, Mask mask, double eps) implements IntensityStep {
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
   */
  record MinMax(int channel, double outMin, double outMax) implements IntensityStep {}

  /**
   * From the values' own percentiles (0 to 100) to [0, 1]: (x − p_min) / (p_max − p_min + eps);
   * bioimage.io {@code scale_range}.
   */
  record ScalePercentiles(int channel, double min, double max, double eps)
      implements IntensityStep {}
}
