package io.github.holoseg.postprocess;

import io.github.holoseg.model.DecisionSpec;
import io.github.holoseg.model.DecisionSpec.Activation;
import io.github.holoseg.model.DecisionSpec.Rule;

/** Makes the row rule that a model's decision asks for. */
final class DecisionRules {
  private DecisionRules() {}

  /**
   * @param activated whether the activation has been applied to the scores before
   * @param rounding of scores before they are compared
   */
  static RowRule create(
      DecisionSpec decision, boolean activated, ScoreRounding rounding, int width) {
    int[] values = decision.classValues();
    short[] classValues = new short[values.length];
    for (int c = 0; c < values.length; c++) {
      classValues[c] = (short) values[c];
    }
    if (decision.rule() == Rule.ARGMAX) {
      return new ArgmaxRule(rounding, classValues, width); // no activation changes the order
    }
    float threshold = (float) decision.threshold();
    if (activated || decision.activation() == Activation.NONE) {
      return new PaintRule(rounding, classValues, Math.nextUp(threshold), width);
    }
    if (decision.activation() == Activation.SIGMOID) {
      return new PaintRule(rounding, classValues, Activations.sigmoidBound(threshold), width);
    }
    return new SoftmaxPaintRule(rounding, classValues, threshold, width);
  }
}
