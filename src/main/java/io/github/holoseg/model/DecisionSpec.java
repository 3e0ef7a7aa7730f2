package io.github.holoseg.model;

/**
 * From scores to labels.
 *
 * @param activation applied to the scores first
 * @param rule the decision
 * @param threshold for {@link Rule#THRESHOLD} and {@link Rule#REGIONS}, compared with {@code >}
 * @param thresholds one for each score channel, in place of {@code threshold}; null: the same for
 *     all
 * @param classValues label value of each score channel. ARGMAX: the first maximum wins. THRESHOLD
 *     and REGIONS: painted in this order, later channels over earlier ones.
 * @param labelsFirst false: scores are resampled to the scan's grid, then decided (nnU-Net); true:
 *     decided on the network's grid, then labels are resampled (TotalSegmentator, some MONAI)
 * @param activationFirst apply the activation before resampling the scores (MONAI spleen), not
 *     after (nnU-Net regions); no difference when {@code labelsFirst}
 */
public record DecisionSpec(
    Activation activation,
    Rule rule,
    double threshold,
    double[] thresholds,
    int[] classValues,
    boolean labelsFirst,
    boolean activationFirst) {

  /** With the same threshold for every channel. */
  public DecisionSpec(
      Activation activation,
      Rule rule,
      double threshold,
      int[] classValues,
      boolean labelsFirst,
      boolean activationFirst) {
    this(activation, rule, threshold, null, classValues, labelsFirst, activationFirst);
  }

  /** The threshold of a score channel. */
  public double threshold(int channel) {
    return thresholds == null ? threshold : thresholds[channel];
  }

  /** Score activations. */
  public enum Activation {
    NONE,
    SOFTMAX,
    SIGMOID
  }

  /** Decision rules. */
  public enum Rule {
    ARGMAX,
    THRESHOLD,
    REGIONS
  }
}
