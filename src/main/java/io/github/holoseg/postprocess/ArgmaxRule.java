package io.github.holoseg.postprocess;

import java.util.Arrays;

/** The class with the highest rounded score; of equals the lowest class. */
final class ArgmaxRule implements RowRule {
  private final ScoreRounding rounding;
  private final short[] classValues;
  private final double[] best;
  private final int[] winners;
  private double floor;

  ArgmaxRule(ScoreRounding rounding, short[] classValues, int width) {
    this.rounding = rounding;
    this.classValues = classValues;
    this.best = new double[width];
    this.winners = new int[width];
  }

  @Override
  public boolean takesAnyOrder() {
    return true;
  }

  /** A class that can tie with the lowest best score is still seen. */
  @Override
  public boolean canMatter(float bound) {
    return rounding.round(bound) >= floor;
  }

  @Override
  public void begin() {
    Arrays.fill(best, Double.NEGATIVE_INFINITY);
    Arrays.fill(winners, Integer.MAX_VALUE);
    floor = Double.NEGATIVE_INFINITY;
  }

  @Override
  public void offer(int channel, double[] scores, Exact exact) {
    double lowest = Double.POSITIVE_INFINITY;
    for (int x = 0; x < best.length; x++) {
      double score = scores[x];
      double top = best[x];
      if (score > top || channel < winners[x] && score >= top - slack(top)) {
        double rounded =
            rounding.round(rounding.isDoubtful(score) ? exact.value(channel, x) : score);
        if (rounded > top || rounded == top && channel < winners[x]) {
          best[x] = rounded;
          winners[x] = channel;
          top = rounded;
        }
      }
      lowest = Math.min(lowest, top);
    }
    floor = lowest;
  }

  /**
   * At least how far below a rounded value another one may lie that rounds to it; what lies above
   * it rounds to it or to more.
   */
  private static double slack(double rounded) {
    return Math.abs(rounded) * 0x1p-11 + 0x1p-25;
  }

  @Override
  public void finish(short[] target) {
    for (int x = 0; x < winners.length; x++) {
      target[x] = classValues[winners[x]];
    }
  }
}
