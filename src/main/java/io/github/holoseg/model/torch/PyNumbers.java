package io.github.holoseg.model.torch;

import java.math.BigInteger;

/** Whole numbers of Python, which have no largest. */
final class PyNumbers {
  private PyNumbers() {}

  /** Least byte first, in two's complement if {@code signed}. */
  static BigInteger littleEndian(byte[] bytes, boolean signed) {
    byte[] reversed = new byte[bytes.length + 1];
    for (int i = 0; i < bytes.length; i++) {
      reversed[bytes.length - i] = bytes[i];
    }
    boolean negative = signed && bytes.length > 0 && bytes[bytes.length - 1] < 0;
    reversed[0] = (byte) (negative ? -1 : 0);
    return new BigInteger(reversed);
  }

  /** A {@link Long} where it fits. */
  static Object reduced(BigInteger value) {
    return value.bitLength() < Long.SIZE ? (Object) value.longValue() : value;
  }
}
