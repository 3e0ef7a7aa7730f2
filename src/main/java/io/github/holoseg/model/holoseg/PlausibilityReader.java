package io.github.holoseg.model.holoseg;

import io.github.holoseg.model.PlausibilityRule;
import io.github.holoseg.volume.Label;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Reads {@code /checks}: what is true of every patient. */
final class PlausibilityReader {
  private PlausibilityReader() {}

  /**
   * @param labels those of the model, which the rules refer to
   */
  static List<PlausibilityRule> read(StrictNode root, List<Label> labels) throws IOException {
    List<PlausibilityRule> rules = new ArrayList<>();
    if (root.has("checks")) {
      for (StrictNode node : root.objects("checks")) {
        rules.add(rule(node, labels));
      }
    }
    return rules;
  }

  private static PlausibilityRule rule(StrictNode node, List<Label> labels) throws IOException {
    String rule = node.text("rule");
    switch (rule) {
      case "leftOf":
        node.only("rule", "label", "reference", "margin");
        return new PlausibilityRule.LeftOf(
            label(node, "label", labels), reference(node, labels), atLeastZero(node, "margin", 0));
      case "above":
        node.only("rule", "label", "reference", "margin");
        return new PlausibilityRule.Above(
            label(node, "label", labels), reference(node, labels), atLeastZero(node, "margin", 0));
      case "jointAtUpperEnd":
        node.only("rule", "label", "reference", "distance");
        double distance = node.number("distance", 10);
        if (distance <= 0) {
          throw node.bad("distance", "must be above 0 (mm)");
        }
        return new PlausibilityRule.JointAtUpperEnd(
            label(node, "label", labels), reference(node, labels), distance);
      case "volumeRange":
        return volumeRange(node.only("rule", "label", "min", "max"), labels);
      case "present":
        node.only("rule", "labels");
        return new PlausibilityRule.Present(list(node, labels));
      case "insideFieldOfView":
        node.only("rule", "labels");
        return new PlausibilityRule.InsideFieldOfView(list(node, labels));
      default:
        throw node.bad(
            "rule",
            "must be one of leftOf, above, jointAtUpperEnd, volumeRange, present,"
                + " insideFieldOfView");
    }
  }

  private static PlausibilityRule volumeRange(StrictNode node, List<Label> labels)
      throws IOException {
    if (!node.has("min") && !node.has("max")) {
      throw node.error("", "has neither min nor max (ml); give one of them or both");
    }
    double min = atLeastZero(node, "min", 0);
    double max = node.number("max", Double.POSITIVE_INFINITY);
    if (max <= min) {
      throw node.bad("max", "must be above min (ml)");
    }
    return new PlausibilityRule.VolumeRange(label(node, "label", labels), min, max);
  }

  private static double atLeastZero(StrictNode node, String field, double absent)
      throws IOException {
    double value = node.number(field, absent);
    if (value < 0) {
      throw node.bad(field, "must be 0 or more");
    }
    return value;
  }

  private static String reference(StrictNode node, List<Label> labels) throws IOException {
    String reference = label(node, "reference", labels);
    if (reference.equals(node.text("label"))) {
      throw node.bad("reference", "must be another one than label");
    }
    return reference;
  }

  private static String label(StrictNode node, String field, List<Label> labels)
      throws IOException {
    String name = node.text(field);
    if (labels.stream().noneMatch(label -> label.name().equals(name))) {
      throw node.bad(field, "must be the name of one of /labels");
    }
    return name;
  }

  /** Absent or empty: all labels. */
  private static List<String> list(StrictNode node, List<Label> labels) throws IOException {
    List<String> names = LabelReader.names(node, labels);
    return names.isEmpty() ? labels.stream().map(Label::name).toList() : names;
  }
}
