package io.github.holoseg.postprocess;

import io.github.holoseg.model.DecisionSpec.Activation;

/** Score activations as PyTorch computes them for single precision. */
public final class Activations {
  private Activations() {}

  /**
   * Applies an activation to a slice, in place.
   *
   * @param scores class-major, {@code plane} values for each class
   */
  public static void apply(Activation activation, float[] scores, int classes, int plane) {
    switch (activation) {
      case NONE -> {}
      case SIGMOID -> sigmoid(scores, 0, classes * plane);
      case SOFTMAX -> softmax(scores, classes, plane, 0, plane);
    }
  }

  /** 1 / (1 + e^−x), rounded to float after each operation. */
  static float sigmoid(float x) {
    return 1f / (1f + (float) Math.exp(-x));
  }

  /**
   * The lowest float whose {@link #sigmoid} exceeds the threshold, so that voxels can be decided by
   * a comparison. For 0.5 this is not 0: tiny positive scores round to a probability of exactly
   * 0.5.
   *
   * @return positive infinity if no score exceeds it
   */
  static float sigmoidBound(float threshold) {
    if (sigmoid(Float.MAX_VALUE) <= threshold) {
      return Float.POSITIVE_INFINITY;
    }
    if (sigmoid(-Float.MAX_VALUE) > threshold) {
      return Float.NEGATIVE_INFINITY;
    }
    // floats in their order, as integers
    int below = order(-Float.MAX_VALUE);
    int above = order(Float.MAX_VALUE);
    while ((long) above - below > 1) {
      int middle = (int) (((long) above + below) >> 1);
      if (sigmoid(ordered(middle)) > threshold) {
        above = middle;
      } else {
        below = middle;
      }
    }
    return ordered(above);
  }

  /** Sigmoid of {@code from} to {@code to} - 1, in place. */
  static void sigmoid(float[] scores, int from, int to) {
    for (int i = from; i < to; i++) {
      scores[i] = sigmoid(scores[i]);
    }
  }

  /**
   * Softmax over the classes for positions {@code from} to {@code to} - 1 of each, in place: e^(x −
   * max), divided by the sum.
   *
   * @param scores class-major
   * @param stride positions per class
   */
  static void softmax(float[] scores, int classes, int stride, int from, int to) {
    for (int i = from; i < to; i++) {
      float max = Float.NEGATIVE_INFINITY;
      for (int c = 0; c < classes; c++) {
        max = Math.max(max, scores[c * stride + i]);
      }
      float sum = 0;
      for (int c = 0; c < classes; c++) {
        float e = (float) Math.exp(scores[c * stride + i] - max);
        scores[c * stride + i] = e;
        sum += e;
      }
      for (int c = 0; c < classes; c++) {
        scores[c * stride + i] /= sum;
      }
    }
  }

  private static int order(float value) {
    int bits = Float.floatToRawIntBits(value);
    return bits >= 0 ? bits : Integer.MIN_VALUE - bits;
  }

  private static float ordered(int order) {
    return Float.intBitsToFloat(order >= 0 ? order : Integer.MIN_VALUE - order);
  }
}
