package io.github.holoseg.postprocess;

/** As {@link PaintRule}, on probabilities that need every class of the voxel. */
final class SoftmaxPaintRule implements RowRule {
  private final short[] classValues;
  private final float[] thresholds;
  private final int width;
  private final ScoreRounding rounding;
  private final float[] scores;

  SoftmaxPaintRule(ScoreRounding rounding, short[] classValues, float[] thresholds, int width) {
    this.rounding = rounding;
    this.classValues = classValues;
    this.thresholds = thresholds;
    this.width = width;
    this.scores = new float[Math.multiplyExact(classValues.length, width)];
  }

  /** Floats that one instance keeps: a row of every class. */
  static int bufferFloats(int classes, int width) {
    return Math.multiplyExact(classes, width);
  }

  @Override
  public boolean takesAnyOrder() {
    return true;
  }

  @Override
  public boolean canMatter(float bound) {
    return true;
  }

  @Override
  public void begin() {
    // every class of the row is overwritten
  }

  @Override
  public void offer(int channel, double[] row, Exact exact) {
    for (int x = 0; x < width; x++) {
      double score = rounding.isDoubtful(row[x]) ? exact.value(channel, x) : row[x];
      scores[channel * width + x] = (float) rounding.round(score);
    }
  }

  @Override
  public void finish(short[] labels) {
    Activations.softmax(scores, classValues.length, width, 0, width);
    for (int x = 0; x < width; x++) {
      short label = 0;
      for (int c = 0; c < classValues.length; c++) {
        if (scores[c * width + x] > thresholds[c]) {
          label = classValues[c];
        }
      }
      labels[x] = label;
    }
  }
}
