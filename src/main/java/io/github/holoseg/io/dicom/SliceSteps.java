package io.github.holoseg.io.dicom;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Judges the distances of neighbouring slices along their normal. */
final class SliceSteps {
  /** A step may differ from the median by 1 %; files round positions, so 0.02 mm is free. */
  private static final double RELATIVE = 0.01;

  private static final double ROUNDING_MM = 0.02;

  /** No slice may lie farther from its place on the regular grid than this part of a step. */
  private static final double DRIFT = 0.1;

  /** The least common step that still counts as one that the scan was made with. */
  private static final double COMMON = 0.1;

  /** No grid is finer than the median step divided by this. */
  private static final int FINEST = 4;

  /** What is wider than this is not interpolated across: there is too much unseen in between. */
  private static final double WIDEST_MM = 10;

  /** See {@link #WIDEST_MM}; in median steps. */
  private static final double WIDEST_STEPS = 3;

  private static final int SHOWN = 4;

  private final double[] heights;
  private final double[] steps;
  private final double smallest;

  /**
   * @param heights positions along the normal in mm, increasing; at least two
   * @param pixelSpacing mm, the scale by which two slices are at the same place
   */
  SliceSteps(double[] heights, double pixelSpacing) {
    this.heights = heights;
    this.smallest = 1e-3 * pixelSpacing;
    this.steps = new double[heights.length - 1];
    for (int i = 0; i < steps.length; i++) {
      steps[i] = heights[i + 1] - heights[i];
    }
  }

  double spacing() {
    return (heights[heights.length - 1] - heights[0]) / steps.length;
  }

  double median() {
    double[] sorted = steps.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  /**
   * The finest step that the scan was made with, in mm: of uneven steps the smallest that is not
   * rarer than one in ten, averaged over those that equal it, but no less than a quarter of the
   * median.
   */
  double finest() {
    double[] sorted = steps.clone();
    Arrays.sort(sorted);
    double low = Math.max(sorted[(int) (COMMON * sorted.length)], median() / FINEST);
    double tolerance = tolerance(low);
    return Arrays.stream(steps).filter(s -> Math.abs(s - low) <= tolerance).average().orElse(low);
  }

  /** Says which steps are too wide to interpolate across; null if none are. */
  String tooWide() {
    double median = median();
    double limit = Math.min(WIDEST_MM, WIDEST_STEPS * median);
    List<String> wide = new ArrayList<>();
    for (int i = 0; i < steps.length; i++) {
      if (steps[i] > limit + tolerance(median)) {
        wide.add(describe(i, median, tolerance(median)));
      }
    }
    return wide.isEmpty()
        ? null
        : String.format(
            Locale.ROOT,
            "what is wider than %.0f mm or %.0f median steps is not interpolated across: %s",
            WIDEST_MM,
            WIDEST_STEPS,
            join(wide));
  }

  /** Says where slices seem to be missing; null if no step is a multiple of the others. */
  String missing() {
    double median = median();
    List<String> gaps = new ArrayList<>();
    int count = 0;
    for (int i = 0; i < steps.length; i++) {
      int here = missing(i, median, tolerance(median));
      count += here;
      if (here > 0) {
        gaps.add(mm(heights[i]) + " and " + mm(heights[i + 1]) + " mm");
      }
    }
    return count == 0
        ? null
        : count
            + " slice(s) seem to be missing, along the slice normal between "
            + join(gaps)
            + "; what lies there is interpolated from their neighbours";
  }

  private static double tolerance(double step) {
    return Math.max(RELATIVE * step, Math.min(ROUNDING_MM, DRIFT * step));
  }

  /** Says which slices lie at the same place; null if none do. */
  String coincide() {
    List<String> places = new ArrayList<>();
    int count = 0;
    for (int i = 0; i < steps.length; i++) {
      if (steps[i] < smallest) {
        count++;
        String place = mm(heights[i]);
        if (places.isEmpty() || !places.get(places.size() - 1).equals(place)) {
          places.add(place);
        }
      }
    }
    if (count == 0) {
      return null;
    }
    return count
        + " slice(s) lie at the place of another one (several time points or reconstructions in one"
        + " series?), at "
        + join(places)
        + " mm along the slice normal; keep one file for each position";
  }

  /** Says where the steps are uneven; null if they are not. */
  String uneven() {
    double median = median();
    double tolerance = tolerance(median);
    List<String> odd = new ArrayList<>();
    for (int i = 0; i < steps.length; i++) {
      if (Math.abs(steps[i] - median) > tolerance) {
        odd.add(describe(i, median, tolerance));
      }
    }
    if (!odd.isEmpty()) {
      return "the slice steps are uneven (" + histogram(tolerance) + "): " + join(odd);
    }
    double spacing = spacing();
    for (int i = 0; i < heights.length; i++) {
      double away = heights[i] - heights[0] - i * spacing;
      if (Math.abs(away) > DRIFT * spacing) {
        return String.format(
            Locale.ROOT,
            "the slice steps are uneven: the slice at %.3f mm lies %.3f mm from its place on an"
                + " even grid",
            heights[i],
            away);
      }
    }
    return null;
  }

  private String describe(int i, double median, double tolerance) {
    String between =
        String.format(
            Locale.ROOT, "%.3f mm from %.3f to %.3f", steps[i], heights[i], heights[i + 1]);
    int missing = missing(i, median, tolerance);
    return missing > 0 ? between + " (" + missing + " missing)" : between;
  }

  private int missing(int i, double median, double tolerance) {
    int times = (int) Math.round(steps[i] / median);
    boolean gap = times > 1 && Math.abs(steps[i] - times * median) <= times * tolerance;
    return gap ? times - 1 : 0;
  }

  /** For example {@code 4.002 mm 13 times, 6.999 mm 13 times, 1.081 mm once}. */
  private String histogram(double tolerance) {
    double[] sorted = steps.clone();
    Arrays.sort(sorted);
    List<String> parts = new ArrayList<>();
    int from = 0;
    for (int i = 1; i <= sorted.length; i++) {
      if (i == sorted.length || sorted[i] - sorted[i - 1] > tolerance) {
        int times = i - from;
        parts.add(mm(sorted[from]) + " mm " + (times == 1 ? "once" : times + " times"));
        from = i;
      }
    }
    return join(parts);
  }

  private static String join(List<String> parts) {
    String shown = String.join(", ", parts.subList(0, Math.min(SHOWN, parts.size())));
    return parts.size() > SHOWN ? shown + " and " + (parts.size() - SHOWN) + " more" : shown;
  }

  private static String mm(double value) {
    return String.format(Locale.ROOT, "%.3f", value);
  }
}
