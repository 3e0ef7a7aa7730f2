package io.github.holoseg.pipeline;

import io.github.holoseg.measure.LabelContact;
import io.github.holoseg.measure.LabelStatistics;
import io.github.holoseg.model.PlausibilityRule;
import io.github.holoseg.pipeline.PlausibilityFinding.Outcome;
import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.volume.LabelMap;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Holds a finished label map against what the model says is true of every patient. The map is not
 * changed: what is implausible is said, with the numbers.
 */
final class PlausibilityGuard {
  private final LabelMap map;
  private final Map<String, LabelStatistics> found = new HashMap<>();
  private final int threads;
  private final CancellationToken cancel;

  private PlausibilityGuard(LabelMap map, int threads, CancellationToken cancel) {
    this.map = map;
    this.threads = threads;
    this.cancel = cancel;
    LabelStatistics.of(map, null, threads, cancel).forEach(s -> found.put(s.label().name(), s));
  }

  /**
   * @param map all that the networks found; labels that it does not list were not looked for
   * @return one finding for each rule, in their order
   */
  static List<PlausibilityFinding> evaluate(
      LabelMap map, List<PlausibilityRule> rules, int threads, CancellationToken cancel) {
    List<PlausibilityFinding> findings = new ArrayList<>();
    if (!rules.isEmpty()) {
      PlausibilityGuard guard = new PlausibilityGuard(map, threads, cancel);
      rules.forEach(rule -> findings.add(guard.evaluate(rule)));
    }
    return findings;
  }

  /** The sentences of rules that are broken. */
  static List<String> warnings(List<PlausibilityFinding> findings) {
    return findings.stream()
        .filter(f -> f.outcome() == Outcome.FAILED)
        .map(f -> "implausible result: " + f.finding())
        .toList();
  }

  private PlausibilityFinding evaluate(PlausibilityRule rule) {
    if (rule instanceof PlausibilityRule.Present r) {
      return present(r);
    }
    if (rule instanceof PlausibilityRule.InsideFieldOfView r) {
      return inside(r);
    }
    for (String label : rule.labels()) {
      LabelStatistics s = found.get(label);
      if (s == null || s.voxels() == 0) {
        String why = s == null ? " was not looked for" : " has no voxel";
        return new PlausibilityFinding(
            rule.rule(), rule.labels(), Outcome.NOT_EVALUATED, label + why);
      }
    }
    if (rule instanceof PlausibilityRule.LeftOf r) {
      return order(r, 0, r.margin(), "left", "right");
    }
    if (rule instanceof PlausibilityRule.Above r) {
      return order(r, 2, r.margin(), "above", "below");
    }
    if (rule instanceof PlausibilityRule.JointAtUpperEnd r) {
      return joint(r);
    }
    return volume((PlausibilityRule.VolumeRange) rule);
  }

  /** Centroids along an LPS axis, which grows to the left and to the head. */
  private PlausibilityFinding order(
      PlausibilityRule rule, int axis, double margin, String more, String less) {
    String a = rule.labels().get(0);
    String b = rule.labels().get(1);
    double there = found.get(a).centroid()[axis];
    double other = found.get(b).centroid()[axis];
    double by = there - other;
    String side = by >= 0 ? more : less;
    String finding =
        String.format(
            Locale.ROOT,
            "the centroid of %s lies %.1f mm %s that of %s (%s %.1f and %.1f mm)",
            a,
            Math.abs(by),
            axis == 0 ? "to the patient's " + side + " of" : side,
            b,
            axis == 0 ? "L" : "S",
            there,
            other);
    boolean holds = by > margin;
    String wanted =
        String.format(
            Locale.ROOT,
            "; expected is %s%s%s",
            margin > 0 ? "more than " + text(margin) + " mm " : "",
            axis == 0 ? "to the " + more : more,
            axis == 0 ? ", so sides may be swapped" : "");
    return new PlausibilityFinding(
        rule.rule(),
        rule.labels(),
        holds ? Outcome.PASSED : Outcome.FAILED,
        holds ? finding : finding + wanted);
  }

  private PlausibilityFinding joint(PlausibilityRule.JointAtUpperEnd r) {
    LabelStatistics label = found.get(r.label());
    double[] joint =
        LabelContact.centroid(map, label, found.get(r.reference()), r.distance(), threads, cancel);
    if (joint == null) {
      return new PlausibilityFinding(
          r.rule(),
          r.labels(),
          Outcome.NOT_EVALUATED,
          "%s and %s come nowhere within %s mm"
              .formatted(r.label(), r.reference(), text(r.distance())));
    }
    double above = joint[2] - label.centroid()[2];
    boolean holds = above >= -r.distance();
    return new PlausibilityFinding(
        r.rule(),
        r.labels(),
        holds ? Outcome.PASSED : Outcome.FAILED,
        String.format(
            Locale.ROOT,
            "%s meets %s %.1f mm %s its centroid%s",
            r.label(),
            r.reference(),
            Math.abs(above),
            above >= 0 ? "above" : "below",
            holds ? "" : "; expected is at its upper end"));
  }

  private PlausibilityFinding volume(PlausibilityRule.VolumeRange r) {
    LabelStatistics s = found.get(r.label());
    double ml = s.volumeMl();
    String range =
        Double.isInfinite(r.max())
            ? "at least " + text(r.min())
            : (r.min() > 0 ? text(r.min()) + " to " : "at most ") + text(r.max());
    boolean large = ml > r.max();
    boolean small = ml < r.min();
    String state =
        String.format(
            Locale.ROOT,
            "%s has %.1f ml%s",
            r.label(),
            ml,
            s.touchesBorder() ? " and reaches the border of the scan" : "");
    boolean holds = !large && (!small || s.touchesBorder());
    return new PlausibilityFinding(
        r.rule(),
        r.labels(),
        holds ? Outcome.PASSED : Outcome.FAILED,
        holds ? state : state + "; expected are " + range + " ml");
  }

  private PlausibilityFinding present(PlausibilityRule.Present r) {
    List<String> looked = r.labels().stream().filter(found::containsKey).toList();
    List<String> missing = looked.stream().filter(l -> found.get(l).voxels() == 0).toList();
    Outcome outcome =
        looked.isEmpty()
            ? Outcome.NOT_EVALUATED
            : missing.isEmpty() ? Outcome.PASSED : Outcome.FAILED;
    String finding =
        switch (outcome) {
          case NOT_EVALUATED -> String.join(", ", r.labels()) + " not looked for";
          case PASSED -> "every structure has a voxel";
          case FAILED -> "no voxel of " + String.join(", ", missing) + " was found (0.0 ml)";
        };
    return new PlausibilityFinding(r.rule(), r.labels(), outcome, finding);
  }

  private PlausibilityFinding inside(PlausibilityRule.InsideFieldOfView r) {
    List<String> cut =
        r.labels().stream()
            .filter(l -> found.containsKey(l) && found.get(l).touchesBorder())
            .map(l -> l + " (" + found.get(l).borders(map.geometry()) + ")")
            .toList();
    boolean any =
        r.labels().stream().anyMatch(l -> found.containsKey(l) && found.get(l).voxels() > 0);
    Outcome outcome =
        !cut.isEmpty() ? Outcome.FAILED : any ? Outcome.PASSED : Outcome.NOT_EVALUATED;
    String finding =
        switch (outcome) {
          case FAILED -> "truncated by the border of the scan: " + String.join(", ", cut);
          case PASSED -> "no structure reaches the border of the scan";
          case NOT_EVALUATED -> "no voxel of " + String.join(", ", r.labels());
        };
    return new PlausibilityFinding(r.rule(), r.labels(), outcome, finding);
  }

  private static String text(double value) {
    String text = Double.toString(value);
    return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
  }
}
