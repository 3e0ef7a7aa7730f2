package io.github.holoseg.postprocess;

import java.util.Arrays;

/** Paints each channel's label where its rounded score reaches a bound, later ones over earlier. */
final class PaintRule implements RowRule {
  private final ScoreRounding rounding;
  private final short[] classValues;
  private final float[] bounds;
  private final float lowest;
  private final short[] labels;

  /**
   * @param bounds the lowest score of each channel that is painted
   */
  PaintRule(ScoreRounding rounding, short[] classValues, float[] bounds, int width) {
    this.rounding = rounding;
    this.classValues = classValues;
    this.bounds = bounds;
    float least = Float.POSITIVE_INFINITY;
    for (float bound : bounds) {
      least = Math.min(least, bound);
    }
    this.lowest = least;
    this.labels = new short[width];
  }

  @Override
  public boolean takesAnyOrder() {
    return false;
  }

  @Override
  public boolean canMatter(float highest) {
    return rounding.round(highest) >= lowest;
  }

  @Override
  public void begin() {
    Arrays.fill(labels, (short) 0);
  }

  @Override
  public void offer(int channel, double[] scores, Exact exact) {
    short label = classValues[channel];
    float bound = bounds[channel];
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
