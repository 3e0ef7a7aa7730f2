package io.github.holoseg.model.holoseg;

import io.github.holoseg.model.DecisionSpec;
import io.github.holoseg.model.DecisionSpec.Activation;
import io.github.holoseg.model.DecisionSpec.Rule;
import io.github.holoseg.model.ModelSpec;
import io.github.holoseg.volume.Label;
import java.io.IOException;
import java.util.List;

/** Reads {@code /decision}, which ties score channels to labels. */
final class DecisionReader {
  private DecisionReader() {}

  /**
   * @param labels those of the whole model
   * @param parts models inside it, whose labels need no channel here
   */
  static DecisionSpec read(StrictNode node, int channels, List<Label> labels, List<ModelSpec> parts)
      throws IOException {
    node.only(
        "activation",
        "rule",
        "threshold",
        "thresholds",
        "classValues",
        "labelsFirst",
        "activationFirst");
    Activation activation = node.oneOf("activation", Activation.class);
    Rule rule = node.oneOf("rule", Rule.class);
    if (channels < 2 && (rule == Rule.ARGMAX || activation == Activation.SOFTMAX)) {
      String field = rule == Rule.ARGMAX ? "rule" : "activation";
      throw node.bad(
          field, "must be another for a network of one output channel: use sigmoid and threshold");
    }
    double[] thresholds = thresholds(node, activation, rule, channels);
    return new DecisionSpec(
        activation,
        rule,
        thresholds == null ? threshold(node, activation, rule) : 0,
        thresholds,
        classValues(node, channels, labels, parts),
        node.flag("labelsFirst", false),
        node.flag("activationFirst", false));
  }

  /** Null if there is one for all channels, or none. */
  private static double[] thresholds(
      StrictNode node, Activation activation, Rule rule, int channels) throws IOException {
    if (!node.has("thresholds")) {
      return null;
    }
    if (rule == Rule.ARGMAX) {
      throw node.error("thresholds", "has no meaning with rule argmax; leave it out");
    }
    if (node.has("threshold")) {
      throw node.error("thresholds", "stands beside threshold; leave one of them out");
    }
    double[] thresholds = node.numbers("thresholds", -1);
    if (thresholds.length != channels) {
      throw node.error(
          "thresholds",
          "has "
              + thresholds.length
              + " values, must have one for each of the "
              + channels
              + " output channels");
    }
    for (int i = 0; i < thresholds.length; i++) {
      requireProbability(node, "thresholds/" + i, activation, thresholds[i]);
    }
    return thresholds;
  }

  private static void requireProbability(
      StrictNode node, String field, Activation activation, double threshold) throws IOException {
    if (activation != Activation.NONE && (threshold < 0 || threshold >= 1)) {
      throw node.bad(
          field, "must be at least 0 and below 1 with activation " + EnumNames.of(activation));
    }
  }

  private static double threshold(StrictNode node, Activation activation, Rule rule)
      throws IOException {
    if (rule == Rule.ARGMAX) {
      if (node.has("threshold")) {
        throw node.error("threshold", "has no meaning with rule argmax; leave it out");
      }
      return 0;
    }
    double threshold = node.number("threshold");
    requireProbability(node, "threshold", activation, threshold);
    return threshold;
  }

  private static int[] classValues(
      StrictNode node, int channels, List<Label> labels, List<ModelSpec> parts) throws IOException {
    int[] values = node.wholes("classValues", -1, 0);
    if (values.length != channels) {
      throw node.error(
          "classValues",
          "has "
              + values.length
              + " values, must have one for each of the "
              + channels
              + " output channels");
    }
    for (int i = 0; i < values.length; i++) {
      int value = values[i];
      if (value != 0 && labels.stream().noneMatch(l -> l.value() == value)) {
        throw node.bad("classValues/" + i, "must be 0 (background) or the value of one of /labels");
      }
    }
    for (Label label : labels) {
      boolean given = parts.stream().anyMatch(part -> part.labels().contains(label));
      for (int value : values) {
        given |= value == label.value();
      }
      if (!given) {
        throw node.error(
            "classValues",
            "lacks "
                + label.value()
                + ", the value of the label '"
                + label.name()
                + "'; every label needs an output channel");
      }
    }
    return values;
  }
}
