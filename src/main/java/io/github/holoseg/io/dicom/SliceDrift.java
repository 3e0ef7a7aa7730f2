package io.github.holoseg.io.dicom;

import java.util.List;
import java.util.Locale;

/**
 * Whether slices lie straight above each other: their first pixels on one line along the normal.
 *
 * @param problem why the slices are no rectangular grid, null if they are
 * @param warning what was neglected, null if nothing was
 * @param tilt angle in degrees between the normal and the line on which the slices lie; 0 if there
 *     is no problem, NaN if they lie on no line
 */
record SliceDrift(String problem, String warning, double tilt) {
  /** Part of a pixel by which a slice may lie beside its place: less than anyone can see. */
  private static final double FREE = 0.25;

  /** A shear this small comes from the few digits of an orientation; half a pixel at most. */
  private static final double ROUNDING_DEGREES = 0.1;

  private static final double ROUNDING = 0.5;

  static SliceDrift of(List<DicomFrame> frames, double[] heights, double[] normal) {
    int n = frames.size();
    DicomFrame first = frames.get(0);
    double[] o = first.orientation();
    double pixel = Math.min(first.spacingX(), first.spacingY());
    double free = FREE * pixel;
    double[][] side = new double[n][];
    double farthest = 0;
    int at = 0;
    for (int i = 0; i < n; i++) {
      double[] d = new double[3];
      for (int k = 0; k < 3; k++) {
        d[k] =
            frames.get(i).position()[k]
                - first.position()[k]
                - normal[k] * (heights[i] - heights[0]);
      }
      side[i] = new double[] {SliceStack.dot(o, 0, d), SliceStack.dot(o, 3, d)};
      double away = Math.hypot(side[i][0], side[i][1]);
      if (away > farthest) {
        farthest = away;
        at = i;
      }
    }
    double height = heights[n - 1] - heights[0];
    double angle = Math.toDegrees(Math.atan2(Math.hypot(side[n - 1][0], side[n - 1][1]), height));
    if (farthest <= free) {
      return new SliceDrift(null, null, 0);
    }
    if (!isSheared(side, heights, free)) {
      return new SliceDrift(
          String.format(
              Locale.ROOT,
              "the slices are shifted against each other, the one at %.3f mm along the normal by"
                  + " %.3f mm",
              heights[at],
              farthest),
          null,
          Double.NaN);
    }
    if (angle < ROUNDING_DEGREES && farthest <= ROUNDING * pixel) {
      return new SliceDrift(
          null,
          String.format(
              Locale.ROOT,
              "positions and orientation disagree by %.3f mm over the stack, which is neglected",
              farthest),
          0);
    }
    return new SliceDrift(
        String.format(
            Locale.ROOT,
            "the gantry is tilted by %.1f degrees: the slices are sheared by %.3f mm over the stack",
            angle,
            farthest),
        null,
        angle);
  }

  /** Whether the sideways shift is in proportion to the height. */
  private static boolean isSheared(double[][] side, double[] heights, double free) {
    int last = heights.length - 1;
    for (int i = 0; i < last; i++) {
      double t = (heights[i] - heights[0]) / (heights[last] - heights[0]);
      double x = side[i][0] - t * side[last][0];
      double y = side[i][1] - t * side[last][1];
      if (Math.hypot(x, y) > free) {
        return false;
      }
    }
    return true;
  }
}
