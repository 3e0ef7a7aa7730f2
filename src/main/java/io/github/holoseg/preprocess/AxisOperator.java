package io.github.holoseg.preprocess;

import io.github.holoseg.grid.AxisSampling;
import io.github.holoseg.grid.AxisSampling.Convention;
import io.github.holoseg.model.ResampleSpec.Interpolation;

/**
 * Resampling along one axis, for many lines at once, in double. Immutable and thread-safe.
 *
 * <p>Lines lie side by side: element i of line w is {@code values[i * width + w]}, so that every
 * inner loop runs over neighbouring memory.
 *
 * <p>The cubic kernel is the interpolating B-spline. Its prefilter treats the line as if its end
 * values went on for ever; padding with 12 edge values, as scikit-image and scipy do, is the same
 * to 1e-14.
 */
final class AxisOperator {
  private static final double POLE = Math.sqrt(3) - 2;

  /** (1 − z)(1 − 1/z): makes the prefilter keep a constant. */
  private static final double GAIN = 6;

  /** Samples that a half-pixel position and the cubic kernel reach beyond the line. */
  private static final int REACH = 3;

  private final int inputSize;
  private final int outputSize;
  private final boolean cubic;
  private final int taps;
  private final int[] first;
  private final double[] weights;

  private AxisOperator(int inputSize, int outputSize, boolean cubic, int taps) {
    this.inputSize = inputSize;
    this.outputSize = outputSize;
    this.cubic = cubic;
    this.taps = taps;
    this.first = new int[outputSize];
    this.weights = new double[outputSize * taps];
  }

  /**
   * @param ratio output spacing over input spacing, for {@link Convention#FIRST_VOXEL}
   * @param first position of output voxel 0, for {@link Convention#FIRST_VOXEL}
   * @return null if nothing changes along this axis
   */
  static AxisOperator of(
      int inputSize,
      int outputSize,
      Interpolation kernel,
      Convention convention,
      double ratio,
      double first) {
    boolean aligned = convention == Convention.FIRST_VOXEL;
    if (inputSize == outputSize && (!aligned || ratio == 1 && first == 0)) {
      return null;
    }
    AxisSampling sampling = AxisSampling.of(inputSize, outputSize, convention, ratio, first);
    return switch (kernel) {
      case NEAREST -> nearest(inputSize, outputSize, sampling);
      case LINEAR -> linear(inputSize, outputSize, sampling);
      case CUBIC -> cubic(inputSize, outputSize, sampling);
    };
  }

  private static AxisOperator nearest(int inputSize, int outputSize, AxisSampling sampling) {
    AxisOperator op = new AxisOperator(inputSize, outputSize, false, 1);
    for (int o = 0; o < op.outputSize; o++) {
      op.first[o] = sampling.nearest(o);
      op.weights[o] = 1;
    }
    return op;
  }

  private static AxisOperator linear(int inputSize, int outputSize, AxisSampling sampling) {
    int taps = Math.min(2, inputSize);
    AxisOperator op = new AxisOperator(inputSize, outputSize, false, taps);
    for (int o = 0; o < op.outputSize; o++) {
      double u = Math.max(0, Math.min(inputSize - 1, sampling.position(o)));
      int lower = Math.min((int) u, inputSize - taps);
      double fraction = u - lower;
      op.first[o] = lower;
      op.weights[o * taps] = taps == 2 ? 1 - fraction : 1;
      if (taps == 2) {
        op.weights[o * taps + 1] = fraction;
      }
    }
    return op;
  }

  private static AxisOperator cubic(int inputSize, int outputSize, AxisSampling sampling) {
    AxisOperator op = new AxisOperator(inputSize, outputSize, true, 4);
    for (int o = 0; o < op.outputSize; o++) {
      // Half-pixel positions before the first voxel centre are not clamped: the spline goes on.
      double u = sampling.position(o);
      int lower = (int) Math.floor(u);
      double t = u - lower;
      op.first[o] = lower - 1 + REACH;
      op.weights[o * 4] = (1 - t) * (1 - t) * (1 - t) / 6;
      op.weights[o * 4 + 1] = 2.0 / 3 - t * t + t * t * t / 2;
      op.weights[o * 4 + 2] = 2.0 / 3 - (1 - t) * (1 - t) + (1 - t) * (1 - t) * (1 - t) / 2;
      op.weights[o * 4 + 3] = t * t * t / 6;
    }
    return op;
  }

  /** The input sample that output {@code o} starts from; for a nearest kernel the one it is. */
  int source(int o) {
    return first[o];
  }

  /** Doubles of scratch that {@link #apply} needs for lines of this width; may be 0. */
  int scratchSize(int width) {
    return cubic ? (inputSize + 2 * REACH) * width : 0;
  }

  /**
   * @param in {@code inputSize * width} values
   * @param out {@code outputSize * width} values
   * @param scratch at least {@link #scratchSize} values
   */
  void apply(double[] in, double[] out, int width, double[] scratch) {
    double[] from = in;
    if (cubic) {
      prefilter(in, width, scratch);
      from = scratch;
    }
    for (int o = 0; o < outputSize; o++) {
      int to = o * width;
      int a = first[o] * width;
      double w0 = weights[o * taps];
      if (taps == 1) {
        for (int w = 0; w < width; w++) {
          out[to + w] = w0 * from[a + w];
        }
      } else if (taps == 2) {
        double w1 = weights[o * 2 + 1];
        for (int w = 0; w < width; w++) {
          out[to + w] = w0 * from[a + w] + w1 * from[a + width + w];
        }
      } else {
        double w1 = weights[o * 4 + 1];
        double w2 = weights[o * 4 + 2];
        double w3 = weights[o * 4 + 3];
        for (int w = 0; w < width; w++) {
          out[to + w] =
              w0 * from[a + w]
                  + w1 * from[a + width + w]
                  + w2 * from[a + 2 * width + w]
                  + w3 * from[a + 3 * width + w];
        }
      }
    }
  }

  /** Spline coefficients of each line, with {@link #REACH} more on either side. */
  private void prefilter(double[] in, int width, double[] c) {
    int n = inputSize + 2 * REACH;
    for (int i = 0; i < n; i++) {
      int source = Math.max(0, Math.min(inputSize - 1, i - REACH)) * width;
      int to = i * width;
      if (i == 0) {
        for (int w = 0; w < width; w++) {
          c[w] = GAIN * in[source + w] / (1 - POLE);
        }
      } else {
        for (int w = 0; w < width; w++) {
          c[to + w] = GAIN * in[source + w] + POLE * c[to - width + w];
        }
      }
    }
    int last = (n - 1) * width;
    int lastIn = (inputSize - 1) * width;
    for (int w = 0; w < width; w++) {
      double steady = GAIN * in[lastIn + w] / (1 - POLE);
      double rest = c[last + w] - steady;
      c[last + w] = -POLE * (steady / (1 - POLE) + rest / (1 - POLE * POLE));
    }
    for (int to = last - width; to >= 0; to -= width) {
      for (int w = 0; w < width; w++) {
        c[to + w] = POLE * (c[to + width + w] - c[to + w]);
      }
    }
  }
}
