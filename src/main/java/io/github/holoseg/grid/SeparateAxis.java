package io.github.holoseg.grid;

/** nnU-Net's rule for a coarse axis that is resampled on its own (threshold 3). */
public final class SeparateAxis {
  private static final double THRESHOLD = 3;

  private SeparateAxis() {}

  /** The axis for {@code AUTO}: by the current spacing, else by the new one; −1 for none. */
  public static int automatic(double[] current, double[] next) {
    if (anisotropy(current) > THRESHOLD) {
      return coarsest(current);
    }
    return anisotropy(next) > THRESHOLD ? coarsest(next) : -1;
  }

  /** The one axis with the largest spacing; −1 if several share it. */
  public static int coarsest(double[] spacing) {
    double max = Math.max(spacing[0], Math.max(spacing[1], spacing[2]));
    int found = -1;
    for (int axis = 0; axis < 3; axis++) {
      if (max / spacing[axis] == 1) {
        if (found >= 0) {
          return -1;
        }
        found = axis;
      }
    }
    return found;
  }

  private static double anisotropy(double[] spacing) {
    double max = Math.max(spacing[0], Math.max(spacing[1], spacing[2]));
    double min = Math.min(spacing[0], Math.min(spacing[1], spacing[2]));
    return max / min;
  }
}
