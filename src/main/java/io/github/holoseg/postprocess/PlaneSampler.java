package io.github.holoseg.postprocess;

/**
 * Scores of one output slice, row by row, from one or two grid slices.
 *
 * <p>Interpolation is separable and done in double. {@link #exact} repeats the additions of {@code
 * scipy.ndimage.zoom} in their order (products of sample and weights along axes 2, 1, 0, summed
 * with axis 0 fastest); {@link #row} regroups them and may differ in the last bits of a double.
 * Rows may be computed by several threads between two calls of {@link #slice}.
 */
final class PlaneSampler {
  private final AxisTaps x;
  private final AxisTaps y;
  private final int separate;
  private final boolean mayFade;
  private final int width;
  private final int plane;
  private final ScoreSlice[] slices = new ScoreSlice[2];
  private final double[] weights = new double[2];

  /**
   * @param x taps along grid axis 0
   * @param y taps along grid axis 1
   * @param separate the grid axis that is treated on its own, −1 for none
   * @param mayFade whether some outputs have samples outside the kept grid, on any axis
   * @param width samples along grid axis 0
   * @param height samples along grid axis 1
   */
  PlaneSampler(AxisTaps x, AxisTaps y, int separate, boolean mayFade, int width, int height) {
    this.mayFade = mayFade;
    this.x = x;
    this.y = y;
    this.separate = separate;
    this.width = width;
    this.plane = width * height;
  }

  /** Sets the grid slices that the next rows come from; a weight of 0 leaves one out. */
  void slice(ScoreSlice low, double lowWeight, ScoreSlice high, double highWeight) {
    slices[0] = low;
    slices[1] = high;
    weights[0] = lowWeight;
    weights[1] = highWeight;
  }

  /**
   * One output row of one class.
   *
   * @param row output row, must be inside along axis 1
   * @param scratch at least as long as a grid row
   * @param out receives one value per output along axis 0; 0 where that is outside
   */
  void row(int channel, int row, double[] scratch, double[] out) {
    int first = channel * plane + y.low(row) * width;
    int second = channel * plane + y.high(row) * width;
    double[] line = x.isIdentity() ? out : scratch;
    boolean empty = true;
    for (int s = 0; s < 2; s++) {
      double a = weights[s] * y.lowWeight(row);
      double b = weights[s] * y.highWeight(row);
      if (a != 0 || b != 0) {
        blend(slices[s].scores(), first, a, second, b, line, empty);
        empty = false;
      }
    }
    if (line != out) {
      x.sample(line, out);
    }
  }

  /**
   * No score of an output row, rounded, exceeds this: weights are not negative and sum to 1, or to
   * less where samples lie outside the kept grid.
   */
  float bound(int channel, int row) {
    float bound = mayFade ? 0 : Float.NEGATIVE_INFINITY;
    for (int s = 0; s < 2; s++) {
      if (slices[s] != null) {
        bound = Math.max(bound, slices[s].rowMax(channel, y.low(row)));
        bound = Math.max(bound, slices[s].rowMax(channel, y.high(row)));
      }
    }
    return bound;
  }

  private void blend(
      float[] slice, int first, double a, int second, double b, double[] line, boolean set) {
    if (set && b == 0) {
      for (int i = 0; i < width; i++) {
        line[i] = slice[first + i] * a;
      }
    } else if (set) {
      for (int i = 0; i < width; i++) {
        line[i] = slice[first + i] * a + slice[second + i] * b;
      }
    } else if (b == 0) {
      for (int i = 0; i < width; i++) {
        line[i] += slice[first + i] * a;
      }
    } else {
      for (int i = 0; i < width; i++) {
        line[i] += slice[first + i] * a + slice[second + i] * b;
      }
    }
  }

  /** One value, with the additions in the order of the original. */
  double exact(int channel, int column, int row) {
    double sum = 0;
    int outer = separate >= 0 ? 2 : 1;
    for (int s = 0; s < outer; s++) {
      double part = 0;
      for (int corner = 0; corner < 8; corner++) {
        int k = corner >> 2;
        int j = corner >> 1 & 1;
        int i = corner & 1;
        int onSeparate = separate == 2 ? k : separate == 1 ? j : i;
        if (slices[k] == null || outer == 2 && onSeparate != s) {
          continue;
        }
        double value = sample(channel, k, j == 0 ? y.low(row) : y.high(row), i, column);
        value *= separate == 2 ? 1 : weights[k];
        value *= separate == 1 ? 1 : j == 0 ? y.lowWeight(row) : y.highWeight(row);
        value *= separate == 0 ? 1 : i == 0 ? x.lowWeight(column) : x.highWeight(column);
        part += value;
      }
      sum += outer == 1 ? part : part * separateWeight(s, column, row);
    }
    return sum;
  }

  private double sample(int channel, int k, int gridRow, int i, int column) {
    int gridColumn = i == 0 ? x.low(column) : x.high(column);
    return slices[k].scores()[channel * plane + gridRow * width + gridColumn];
  }

  private double separateWeight(int s, int column, int row) {
    return switch (separate) {
      case 2 -> weights[s];
      case 1 -> s == 0 ? y.lowWeight(row) : y.highWeight(row);
      default -> s == 0 ? x.lowWeight(column) : x.highWeight(column);
    };
  }
}
