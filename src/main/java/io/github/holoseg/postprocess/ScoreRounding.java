package io.github.holoseg.postprocess;

/**
 * The type in which a resampled score is kept before scores are compared. Rounding makes ties, and
 * ties decide labels: nnU-Net keeps half precision, MONAI single.
 */
enum ScoreRounding {
  /** IEEE half, to nearest even, straight from double as numpy does. */
  HALF {
    @Override
    double round(double value) {
      if (Math.abs(value) < SMALLEST_NORMAL) {
        return Math.rint(value * SUBNORMAL_STEPS) / SUBNORMAL_STEPS;
      }
      long bits = Double.doubleToRawLongBits(value);
      bits += HALFWAY - 1 + ((bits >>> DROPPED) & 1);
      return Double.longBitsToDouble(bits & -(1L << DROPPED));
    }

    /**
     * A distance of 2^-28 of the value covers the rounding of a sum of eight products down to
     * values of 2^-12, which are always doubtful.
     */
    @Override
    boolean isDoubtful(double value) {
      if (Math.abs(value) < 0x1p-12) {
        return value != 0;
      }
      long dropped = Double.doubleToRawLongBits(value) & ((1L << DROPPED) - 1);
      return Math.abs(dropped - HALFWAY) < (1L << 24);
    }
  },
  /** IEEE single, to nearest even. */
  SINGLE {
    @Override
    double round(double value) {
      return (float) value;
    }

    @Override
    boolean isDoubtful(double value) {
      return false;
    }
  };

  private static final double SMALLEST_NORMAL = 0x1p-14;
  private static final double SUBNORMAL_STEPS = 0x1p24;

  /** Mantissa bits that double has and half has not. */
  private static final int DROPPED = 42;

  private static final long HALFWAY = 1L << (DROPPED - 1);

  /** The nearest value of the type; finite values beyond its range are not expected. */
  abstract double round(double value);

  /**
   * Whether the last bits of a computed value may decide how it is rounded, so that the order of
   * the original's additions matters.
   */
  abstract boolean isDoubtful(double value);
}
