package io.github.holoseg.commands.image;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Whether the slices of a stack, each with the position of its first voxel, form a regular grid;
 * with the tolerances of the DICOM reader.
 *
 * @param order indices of the slices in the order of their positions
 * @param step distance of neighbouring slices in mm
 * @param problem why they form none, without a full stop; null if they do
 */
record EvenSlices(int[] order, double step, String problem) {
  /** A step may differ from the median by 1 %; files round positions, so 0.02 mm is free. */
  private static final double RELATIVE = 0.01;

  private static final double ROUNDING_MM = 0.02;

  /** No slice may lie farther from its place than this part of a step. */
  private static final double DRIFT = 0.1;

  /** Part of a pixel by which a slice may lie beside its place. */
  private static final double FREE = 0.25;

  /** A shear this small comes from the few digits of an orientation; half a pixel at most. */
  private static final double ROUNDING_DEGREES = 0.1;

  private static final double ROUNDING = 0.5;

  /**
   * @param positions LPS mm, at least two
   * @param normal unit vector along which the slices are stacked
   * @param pixel mm
   */
  static EvenSlices of(double[][] positions, double[] normal, double pixel) {
    int n = positions.length;
    int[] order =
        IntStream.range(0, n)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> dot(normal, positions[i])))
            .mapToInt(Integer::intValue)
            .toArray();
    double[] heights = Arrays.stream(order).mapToDouble(i -> dot(normal, positions[i])).toArray();
    double step = (heights[n - 1] - heights[0]) / (n - 1);
    double[] steps = new double[n - 1];
    for (int i = 0; i < n - 1; i++) {
      steps[i] = heights[i + 1] - heights[i];
    }
    double[] sorted = steps.clone();
    Arrays.sort(sorted);
    double median = sorted[sorted.length / 2];
    String problem = uneven(heights, steps, median, step, pixel);
    if (problem == null) {
      problem = sheared(positions, order, normal, pixel);
    }
    return new EvenSlices(order, step, problem);
  }

  private static String uneven(
      double[] heights, double[] steps, double median, double step, double pixel) {
    double tolerance = Math.max(RELATIVE * median, Math.min(ROUNDING_MM, DRIFT * median));
    for (int i = 0; i < steps.length; i++) {
      if (steps[i] < 1e-3 * pixel) {
        return String.format(
            Locale.ROOT,
            "two slices lie at the same place, %.3f mm along their normal",
            heights[i]);
      }
      boolean away = Math.abs(heights[i] - heights[0] - i * step) > DRIFT * step;
      if (Math.abs(steps[i] - median) > tolerance || away) {
        return String.format(
            Locale.ROOT,
            "the slice steps are uneven, %.3f mm from %.3f to %.3f and mostly %.3f mm",
            steps[i],
            heights[i],
            heights[i + 1],
            median);
      }
    }
    return null;
  }

  private static String sheared(double[][] positions, int[] order, double[] normal, double pixel) {
    double[] first = positions[order[0]];
    for (int i = 1; i < order.length; i++) {
      double[] d = new double[3];
      for (int axis = 0; axis < 3; axis++) {
        d[axis] = positions[order[i]][axis] - first[axis];
      }
      double up = dot(normal, d);
      double aside = Math.sqrt(Math.max(0, dot(d, d) - up * up));
      boolean isRounding =
          aside <= ROUNDING * pixel && Math.toDegrees(Math.atan2(aside, up)) < ROUNDING_DEGREES;
      if (aside > FREE * pixel && !isRounding) {
        return String.format(
            Locale.ROOT,
            "the slices are sheared, as by a tilted gantry: one lies %.3f mm beside its place",
            aside);
      }
    }
    return null;
  }

  private static double dot(double[] a, double[] b) {
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
  }
}
