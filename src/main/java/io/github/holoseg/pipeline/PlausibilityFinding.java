package io.github.holoseg.pipeline;

import java.util.List;

/**
 * What one plausibility rule of the model gave.
 *
 * @param rule as the model spells it, for example {@code leftOf}
 * @param labels the structures that it is about
 * @param outcome whether the result keeps the rule
 * @param finding one sentence with the numbers
 */
public record PlausibilityFinding(
    String rule, List<String> labels, Outcome outcome, String finding) {
  /** Whether a rule is kept. */
  public enum Outcome {
    PASSED,
    FAILED,
    /** A structure that the rule needs is not there. */
    NOT_EVALUATED
  }

  public PlausibilityFinding {
    labels = List.copyOf(labels);
  }
}
