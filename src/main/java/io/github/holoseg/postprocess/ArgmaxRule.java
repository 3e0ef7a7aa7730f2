package io.github.holoseg.postprocess;

import java.util.Arrays;

/** The class with the highest rounded score; of equals the first one. */
final class ArgmaxRule implements RowRule {
  private final ScoreRounding rounding;
  private final short[] classValues;
  private final double[] best;
  private final short[] labels;

  ArgmaxRule(ScoreRounding rounding, short[] classValues, int width) {
    this.rounding = rounding;
    this.classValues = classValues;
    this.best = new double[width];
    this.labels = new short[width];
  }

  @Override
  public void begin() {
    Arrays.fill(best, Double.NEGATIVE_INFINITY);
  }

  @Override
  public void offer(int channel, double[] scores, Exact exact) {
    short label = classValues[channel];
    for (int x = 0; x < best.length; x++) {
      // rounding keeps order and best is rounded: a score below it cannot round to more
      if (scores[x] > best[x]) {
        double score = scores[x];
        double rounded =
            rounding.round(rounding.isDoubtful(score) ? exact.value(channel, x) : score);
        if (rounded > best[x]) {
          best[x] = rounded;
          labels[x] = label;
        }
      }
    }
  }

  @Override
  public void finish(short[] target) {
    System.arraycopy(labels, 0, target, 0, labels.length);
  }
}
