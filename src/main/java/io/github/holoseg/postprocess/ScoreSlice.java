package io.github.holoseg.postprocess;

import io.github.holoseg.task.Workers;

/**
 * One grid slice of scores with the highest score of each row and class, by which whole rows can be
 * left out of a decision: interpolation never exceeds its samples.
 */
final class ScoreSlice {
  private final int classes;
  private final int width;
  private final int height;
  private final float[] rowMax;
  private final float[] own;
  private float[] scores;

  private ScoreSlice(int classes, int width, int height, float[] own) {
    this.classes = classes;
    this.width = width;
    this.height = height;
    this.rowMax = new float[Math.multiplyExact(classes, height)];
    this.own = own;
  }

  /** A slice that looks at scores which belong to someone else. */
  static ScoreSlice view(int classes, int width, int height) {
    return new ScoreSlice(classes, width, height, null);
  }

  /** A slice with scores of its own. */
  static ScoreSlice owner(int classes, int width, int height) {
    int length = Math.multiplyExact(classes, Math.multiplyExact(width, height));
    return new ScoreSlice(classes, width, height, new float[length]);
  }

  /** Looks at these scores (class-major) from now on. */
  void look(float[] foreign, Workers workers) {
    scores = foreign;
    findMaxima(workers);
  }

  /** Looks at its own scores, which have been written. */
  void lookAtOwn(Workers workers) {
    look(own, workers);
  }

  /** Takes over the scores and maxima of another slice of the same size. */
  void copy(ScoreSlice other) {
    System.arraycopy(other.scores, 0, own, 0, own.length);
    System.arraycopy(other.rowMax, 0, rowMax, 0, rowMax.length);
    scores = own;
  }

  /** The slice's own array, null for a view. */
  float[] own() {
    return own;
  }

  float[] scores() {
    return scores;
  }

  float rowMax(int channel, int row) {
    return rowMax[channel * height + row];
  }

  long allocatedFloats() {
    return rowMax.length + (own == null ? 0 : own.length);
  }

  private void findMaxima(Workers workers) {
    workers.forRanges(
        classes,
        1,
        (from, to) -> {
          for (int row = from * height; row < to * height; row++) {
            rowMax[row] = max(scores, row * width, (row + 1) * width);
          }
        });
  }

  /** The bits of floats, negative ones mirrored, order like the floats; integers go in vectors. */
  private static float max(float[] values, int from, int to) {
    int max = Integer.MIN_VALUE;
    for (int i = from; i < to; i++) {
      int bits = Float.floatToRawIntBits(values[i]);
      max = Math.max(max, bits ^ (bits >> 31 & 0x7fffffff));
    }
    return Float.intBitsToFloat(max ^ (max >> 31 & 0x7fffffff));
  }
}
