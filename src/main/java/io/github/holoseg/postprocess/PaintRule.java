package io.github.holoseg.postprocess;

import java.util.Arrays;

/** Paints each channel's label where its rounded score reaches a bound, later ones over earlier. */
final class PaintRule implements RowRule {
  private final ScoreRounding rounding;
  private final short[] classValues;
  private final float bound;
  private final short[] labels;

  /**
   * @param bound the lowest score that is painted
   */
  PaintRule(ScoreRounding rounding, short[] classValues, float bound, int width) {
    this.rounding = rounding;
    this.classValues = classValues;
    this.bound = bound;
    this.labels = new short[width];
  }

  @Override
  public boolean takesAnyOrder() {
    return false;
  }

  @Override
  public boolean canMatter(float highest) {
    return rounding.round(highest) >= bound;
  }

  @Override
  public void begin() {
    Arrays.fill(labels, (short) 0);
  }

  @Override
  public void offer(int channel, double[] scores, Exact exact) {
    short label = classValues[channel];
    for (int x = 0; x < labels.length; x++) {
      double score = scores[x];
      if (rounding.round(rounding.isDoubtful(score) ? exact.value(channel, x) : score) >= bound) {
        labels[x] = label;
      }
    }
  }

  @Override
  public void finish(short[] target) {
    System.arraycopy(labels, 0, target, 0, labels.length);
  }
}
