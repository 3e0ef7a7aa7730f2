package io.github.holoseg.model.torch;

import io.github.holoseg.grid.Half;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** A NumPy dtype, as far as single numbers need it: a kind, a width and an order of bytes. */
final class NumpyType extends OpaqueValue {
  private static final int LONGEST_CODE = 64;

  private final String code;
  private ByteOrder order = ByteOrder.LITTLE_ENDIAN;

  /**
   * @param code as pickled, e.g. {@code f8}; others than numbers are possible
   */
  NumpyType(String code) throws Refusal {
    super("numpy.dtype");
    if (code.length() > LONGEST_CODE) {
      throw new Refusal("names a NumPy type of more than " + LONGEST_CODE + " characters");
    }
    this.code = code;
  }

  /**
   * Sets what {@code dtype.__setstate__} sets, as far as numbers need it.
   *
   * @param state (version, order of bytes, ...)
   */
  void setState(Object state) throws Refusal {
    if (!(state instanceof PyList list) || list.size() < 2 || !(list.get(1) instanceof String)) {
      throw new Refusal("gives a NumPy type a state that NumPy does not write");
    }
    order = list.get(1).equals(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
  }

  /** A {@link Double}, {@link Long}, {@link Boolean}; opaque for anything that is no number. */
  Object value(byte[] bytes) throws Refusal {
    int width = width();
    if (width == 0) {
      return new OpaqueValue("numpy." + code);
    }
    if (bytes.length != width) {
      throw new Refusal(
          "gives a NumPy number of type " + Quoted.of(code) + " " + bytes.length + " bytes");
    }
    ByteBuffer in = ByteBuffer.wrap(bytes).order(order);
    return switch (code) {
      case "f8" -> in.getDouble();
      case "f4" -> (double) in.getFloat();
      case "f2" -> (double) Half.toFloat(in.getShort());
      case "i8" -> in.getLong();
      case "i4" -> (long) in.getInt();
      case "i2" -> (long) in.getShort();
      case "i1" -> (long) in.get();
      case "u8" -> unsigned(in.getLong());
      case "u4" -> in.getInt() & 0xffffffffL;
      case "u2" -> in.getShort() & 0xffffL;
      case "u1" -> in.get() & 0xffL;
      default -> in.get() != 0;
    };
  }

  private static Object unsigned(long bits) {
    return bits >= 0 ? (Object) bits : new BigInteger(Long.toUnsignedString(bits));
  }

  private int width() {
    return switch (code) {
      case "f8", "i8", "u8" -> 8;
      case "f4", "i4", "u4" -> 4;
      case "f2", "i2", "u2" -> 2;
      case "i1", "u1", "b1" -> 1;
      default -> 0;
    };
  }
}
