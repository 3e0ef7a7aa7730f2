package io.github.holoseg.grid;

/**
 * IEEE 754 half precision, as Java 17 lacks it: 11 significant bits, 65504 the largest number,
 * subnormals in steps of 2⁻²⁴. Rounding is to nearest even, as in numpy and PyTorch on the CPU.
 */
public final class Half {
  /** Smallest float that rounds to infinity is 65520; from 65536 on the fast path is not valid. */
  private static final int OVERFLOW = 0x47800000;

  private static final int SMALLEST_NORMAL = 0x38800000;
  private static final int INFINITY = 0x7f800000;
  private static final int HALF_BITS = Float.floatToRawIntBits(0.5f);

  private Half() {}

  /** The nearest half; beyond the range ±infinity, NaN stays NaN. */
  public static short fromFloat(float value) {
    int bits = Float.floatToRawIntBits(value);
    int sign = bits >>> 16 & 0x8000;
    int magnitude = bits & 0x7fffffff;
    if (magnitude >= OVERFLOW) {
      return (short) (sign | (magnitude > INFINITY ? 0x7e00 : 0x7c00));
    }
    if (magnitude < SMALLEST_NORMAL) {
      // One unit in the last place of 0.5f is 2^-24: the addition itself rounds to subnormal steps.
      float shifted = Float.intBitsToFloat(magnitude) + 0.5f;
      return (short) (sign | (Float.floatToRawIntBits(shifted) - HALF_BITS));
    }
    int odd = magnitude >>> 13 & 1;
    return (short) (sign | (magnitude - 0x38000000 + 0xfff + odd) >>> 13);
  }

  /** The value of a half, exactly. */
  public static float toFloat(short half) {
    int sign = (half & 0x8000) << 16;
    int exponent = half >>> 10 & 0x1f;
    int mantissa = half & 0x3ff;
    if (exponent == 0) {
      float magnitude = mantissa * 0x1p-24f;
      return Float.intBitsToFloat(sign | Float.floatToRawIntBits(magnitude));
    }
    if (exponent == 0x1f) {
      return Float.intBitsToFloat(sign | INFINITY | mantissa << 13);
    }
    return Float.intBitsToFloat(sign | exponent + 112 << 23 | mantissa << 13);
  }

  /** The value rounded to half precision, as a float. */
  public static float round(float value) {
    return toFloat(fromFloat(value));
  }
}
