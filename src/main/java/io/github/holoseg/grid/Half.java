package io.github.holoseg.grid;

/**
 * IEEE 754 binary16 ("half") numbers, held in a {@code short}.
 *
 * <p>nnU-Net sums its scores in half precision even on a CPU, so label maps that shall agree with
 * it need exactly these roundings: to nearest, ties to even, with subnormal results kept (the
 * corners of its importance map are the smallest of them, 2⁻²⁴). Java 17 has no conversion of its
 * own ({@code Float.float16ToFloat} came with 20). Both directions are a few integer operations and
 * no table, because they run once per voxel, class and tile.
 */
public final class Half {
  private static final int SIGN = 0x8000;
  private static final int INFINITY = 0x7c00;
  private static final int QUIET_NAN = 0x7e00;

  /** Bits of 2⁻¹⁴, the smallest float that is a normal half. */
  private static final int FLOAT_SMALLEST_NORMAL = 113 << 23;

  /** Bits of 2¹⁶; from here on everything is infinite (from 65520 on by rounding). */
  private static final int FLOAT_TOO_LARGE = 143 << 23;

  /** Bits of ½: the last bit of its significand weighs 2⁻²⁴, as that of a subnormal half does. */
  private static final int FLOAT_ONE_HALF = 126 << 23;

  private Half() {}

  /**
   * The nearest half, ties to even. Values from 65520 on become infinite; every NaN becomes a quiet
   * NaN of the same sign.
   */
  public static short fromFloat(float value) {
    int bits = Float.floatToRawIntBits(value);
    int sign = bits >>> 16 & SIGN;
    int magnitude = bits & 0x7fffffff;
    int half;
    if (magnitude >= FLOAT_TOO_LARGE) {
      half = magnitude > 0x7f800000 ? QUIET_NAN : INFINITY;
    } else if (magnitude < FLOAT_SMALLEST_NORMAL) {
      // Adding ½ lets the float unit round to multiples of 2⁻²⁴.
      float rounded = Float.intBitsToFloat(magnitude) + 0.5f;
      half = Float.floatToRawIntBits(rounded) - FLOAT_ONE_HALF;
    } else {
      int odd = magnitude >>> 13 & 1;
      half = magnitude - (112 << 23) + 0xfff + odd >>> 13;
    }
    return (short) (sign | half);
  }

  /** The value of a half, exactly. */
  public static float toFloat(short half) {
    int sign = (half & SIGN) << 16;
    int magnitude = (half & 0x7fff) << 13;
    int exponent = magnitude & INFINITY << 13;
    if (exponent == 0) {
      float subnormal = Float.intBitsToFloat(magnitude + FLOAT_SMALLEST_NORMAL) - 0x1p-14f;
      return Float.intBitsToFloat(sign | Float.floatToRawIntBits(subnormal));
    }
    int bias = exponent == INFINITY << 13 ? 224 << 23 : 112 << 23;
    return Float.intBitsToFloat(sign | magnitude + bias);
  }

  /** The value rounded to the nearest half, as a float. */
  public static float round(float value) {
    return toFloat(fromFloat(value));
  }
}
