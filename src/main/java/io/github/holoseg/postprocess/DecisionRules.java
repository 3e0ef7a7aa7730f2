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
    boolean plain = activated || decision.activation() == Activation.NONE;
    boolean softmax = !plain && decision.activation() == Activation.SOFTMAX;
    float[] bounds = new float[values.length];
    for (int c = 0; c < bounds.length; c++) {
      float threshold = (float) decision.threshold(c);
      if (softmax) {
        bounds[c] = threshold;
      } else {
        bounds[c] = plain ? Math.nextUp(threshold) : Activations.sigmoidBound(threshold);
      }
    }
    return softmax
        ? new SoftmaxPaintRule(rounding, classValues, bounds, width)
        : new PaintRule(rounding, classValues, bounds, width);
  }
}
