package io.github.holoseg.postprocess;

import io.github.holoseg.grid.AxisSampling;

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

  private AxisTaps(int outputs, int kept, int cropMin, Source source) {
    low = new int[outputs];
    high = new int[outputs];
    lowWeight = new double[outputs];
    highWeight = new double[outputs];
    boolean one = true;
    boolean same = outputs == kept;
    boolean inside = true;
    for (int o = 0; o < outputs; o++) {
      double fraction = source.fraction(o);
      int lower = source.lower(o) - cropMin;
      boolean lowInside = lower >= 0 && lower < kept;
      boolean highInside = lower + 1 >= 0 && lower + 1 < kept && fraction > 0;
      low[o] = lowInside ? lower : Math.max(0, Math.min(kept - 1, lower + 1));
      high[o] = highInside ? lower + 1 : low[o];
      lowWeight[o] = lowInside ? 1 - fraction : 0;
      highWeight[o] = highInside ? fraction : 0;
      one &= highWeight[o] == 0 && (lowWeight[o] == 0 || lowWeight[o] == 1);
      same &= lowWeight[o] == 1 && low[o] == o;
      inside &= lowInside || highInside;
    }
    single = one;
    identity = same;
    allInside = inside;
  }

  /** Position of an output on the input axis, as the sample below it and the way to the next. */
  private interface Source {
    int lower(int output);

    double fraction(int output);
  }

  /** Every output is the sample of the same number. */
  static AxisTaps unchanged(int outputs, int kept, int cropMin) {
    return new AxisTaps(
        outputs,
        kept,
        cropMin,
        new Source() {
          @Override
          public int lower(int output) {
            return output;
          }

          @Override
          public double fraction(int output) {
            return 0;
          }
        });
  }

  /** The nearest sample of each output. */
  static AxisTaps nearest(AxisSampling sampling, int outputs, int kept, int cropMin) {
    return new AxisTaps(
        outputs,
        kept,
        cropMin,
        new Source() {
          @Override
          public int lower(int output) {
            return sampling.nearest(output);
          }

          @Override
          public double fraction(int output) {
            return 0;
          }
        });
  }

  /** Linear interpolation between two samples. */
  static AxisTaps linear(AxisSampling sampling, int outputs, int kept, int cropMin) {
    return new AxisTaps(
        outputs,
        kept,
        cropMin,
        new Source() {
          @Override
          public int lower(int output) {
            return sampling.lower(output);
          }

          @Override
          public double fraction(int output) {
            return sampling.fraction(output);
          }
        });
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
