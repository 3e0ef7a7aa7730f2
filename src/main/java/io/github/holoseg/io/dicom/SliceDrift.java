package io.github.holoseg.io.dicom;

import java.util.List;
import java.util.Locale;

/**
 * Whether slices lie straight above each other: their first pixels on one line along the normal.
 *
 * @param problem what is wrong, null if nothing is
 */
record SliceDrift(String problem) {
  /** Part of a pixel by which a slice may lie beside its place: less than anyone can see. */
  private static final double FREE = 0.25;

  /** Below this, a sideways shift in proportion to the height is rounding of the orientation. */
  private static final double FREE_DEGREES = 0.01;

  static SliceDrift of(List<DicomFrame> frames, double[] heights, double[] normal) {
    int n = frames.size();
    DicomFrame first = frames.get(0);
    double[] o = first.orientation();
    double free = FREE * Math.min(first.spacingX(), first.spacingY());
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
    if (farthest <= free || angle < FREE_DEGREES && farthest == distance(side[n - 1])) {
      return new SliceDrift(null);
    }
    boolean sheared = true;
    for (int i = 0; i < n; i++) {
      double t = (heights[i] - heights[0]) / height;
      double x = side[i][0] - t * side[n - 1][0];
      double y = side[i][1] - t * side[n - 1][1];
      sheared &= Math.hypot(x, y) <= free;
    }
    return new SliceDrift(
        sheared
            ? String.format(
                Locale.ROOT,
                "the gantry is tilted by %.1f degrees: the slices are sheared by %.3f mm over the"
                    + " stack; resample the series to a rectangular grid",
                angle,
                farthest)
            : String.format(
                Locale.ROOT,
                "the slices are shifted against each other, the one at %.3f mm along the normal by"
                    + " %.3f mm",
                heights[at],
                farthest));
  }

  private static double distance(double[] side) {
    return Math.hypot(side[0], side[1]);
  }
}
