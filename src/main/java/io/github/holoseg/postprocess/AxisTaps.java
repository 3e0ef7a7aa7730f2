package io.github.holoseg.postprocess;

import io.github.holoseg.grid.AxisSampling;
import java.util.function.IntUnaryOperator;

/**
 * Which grid samples one output position of an axis is made of: two neighbours and their weights.
 *
 * <p>Indices count within the kept box of the resampled grid ({@code gridCrop}). A sample outside
 * it has weight 0, as if the box lay in zeros; an output position all of whose samples are outside
 * is itself outside. Immutable.
 */
final class AxisTaps {
  private final int[] low;
  private final int[] high;
  private final double[] lowWeight;
  private final double[] highWeight;
  private final boolean single;
  private final boolean identity;
  private final boolean allInside;
  private final boolean cropped;

  private AxisTaps(int inputs, int outputs, int kept, int cropMin, Source source) {
    low = new int[outputs];
    high = new int[outputs];
    lowWeight = new double[outputs];
    highWeight = new double[outputs];
    boolean one = true;
    boolean same = outputs == kept;
    boolean inside = true;
    for (int o = 0; o < outputs; o++) {
      double fraction = source.fraction(o);
      int lower = clamp(source.lower(o), inputs) - cropMin;
      int upper = clamp(source.lower(o) + 1, inputs) - cropMin;
      boolean lowInside = lower >= 0 && lower < kept;
      boolean highInside = upper >= 0 && upper < kept && fraction > 0;
      lowWeight[o] = lowInside ? 1 - fraction : 0;
      highWeight[o] = highInside ? fraction : 0;
      low[o] = lowInside ? lower : clamp(upper, kept);
      high[o] = highInside ? upper : low[o];
      one &= highWeight[o] == 0 && (lowWeight[o] == 0 || lowWeight[o] == 1);
      same &= lowWeight[o] == 1 && low[o] == o;
      inside &= lowInside || highInside;
    }
    single = one;
    identity = same;
    allInside = inside;
    cropped = kept < inputs;
  }

  private static int clamp(int index, int size) {
    return Math.max(0, Math.min(size - 1, index));
  }

  /** Position of an output on the input axis, as the sample below it and the way to the next. */
  private interface Source {
    int lower(int output);

    double fraction(int output);
  }

  /** Every output is the sample of the same number. */
  static AxisTaps unchanged(int outputs, int kept, int cropMin) {
    return new AxisTaps(outputs, outputs, kept, cropMin, whole(o -> o));
  }

  /** The nearest sample of each output, of {@code inputs} before the crop. */
  static AxisTaps nearest(AxisSampling sampling, int inputs, int outputs, int kept, int cropMin) {
    return new AxisTaps(inputs, outputs, kept, cropMin, whole(sampling::nearest));
  }

  /**
   * Linear interpolation between two samples. At the ends both are the last one, with the weights
   * they would have inside: scipy and scikit-image do it like that, and it decides last bits.
   */
  static AxisTaps linear(AxisSampling sampling, int inputs, int outputs, int kept, int cropMin) {
    Source source =
        new Source() {
          @Override
          public int lower(int output) {
            return sampling.lower(output);
          }

          @Override
          public double fraction(int output) {
            return sampling.fraction(output);
          }
        };
    return new AxisTaps(inputs, outputs, kept, cropMin, source);
  }

  private static Source whole(IntUnaryOperator sample) {
    return new Source() {
      @Override
      public int lower(int output) {
        return sample.applyAsInt(output);
      }

      @Override
      public double fraction(int output) {
        return 0;
      }
    };
  }

  /** Whether some outputs lose samples to the crop. */
  boolean isCropped() {
    return cropped;
  }

  int outputs() {
    return low.length;
  }

  /** Whether outputs and samples are the same, one to one. */
  boolean isIdentity() {
    return identity;
  }

  /** Whether every output is one sample, or outside. */
  boolean isSingle() {
    return single;
  }

  /** The lower sample; if that lies outside, the upper one. Always a valid index. */
  int low(int output) {
    return low[output];
  }

  /** The upper sample, or {@link #low} where it has no weight. Always a valid index. */
  int high(int output) {
    return high[output];
  }

  /** All outputs of a line of samples. */
  void sample(double[] line, double[] out) {
    int[] lows = low;
    int[] highs = high;
    double[] lowWeights = lowWeight;
    double[] highWeights = highWeight;
    for (int o = 0; o < lows.length; o++) {
      out[o] = line[lows[o]] * lowWeights[o] + line[highs[o]] * highWeights[o];
    }
  }

  double lowWeight(int output) {
    return lowWeight[output];
  }

  double highWeight(int output) {
    return highWeight[output];
  }

  /** Whether no output is outside. */
  boolean isAllInside() {
    return allInside;
  }

  boolean isInside(int output) {
    return lowWeight[output] != 0 || highWeight[output] != 0;
  }

  /** The highest sample that an output needs; −1 if it is outside. */
  int last(int output) {
    if (highWeight[output] != 0) {
      return high[output];
    }
    return lowWeight[output] != 0 ? low[output] : -1;
  }
}
