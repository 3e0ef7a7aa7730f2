package io.github.holoseg.testing;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An array of numpy's {@code .npy} format, version 1, C order, little endian.
 *
 * @param shape slowest axis first
 * @param dtype for example {@code <f4}
 * @param asDoubles the values, last axis fastest
 */
public record Npy(int[] shape, String dtype, double[] asDoubles) {

  /** Reads a resource of the test class path, for example {@code /golden/x/y.npy}. */
  public static Npy resource(String path) {
    try (InputStream in = Npy.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new IllegalArgumentException("no resource " + path);
      }
      return parse(in.readAllBytes());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  public float[] asFloats() {
    float[] floats = new float[asDoubles.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) asDoubles[i];
    }
    return floats;
  }

  private static Npy parse(byte[] bytes) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    if (bytes[0] != (byte) 0x93 || bytes[6] != 1) {
      throw new IllegalArgumentException("not a version 1 .npy file");
    }
    int length = buffer.getShort(8) & 0xffff;
    String header = new String(bytes, 10, length, StandardCharsets.US_ASCII);
    if (!header.contains("'fortran_order': False")) {
      throw new IllegalArgumentException("not in C order: " + header);
    }
    String dtype = find(header, "'descr': '([^']*)'");
    int[] shape =
        Arrays.stream(find(header, "'shape': \\(([^)]*)\\)").split(","))
            .map(String::trim)
            .filter(s -> !s.isEmpty())
            .mapToInt(Integer::parseInt)
            .toArray();
    double[] values = new double[Arrays.stream(shape).reduce(1, Math::multiplyExact)];
    buffer.position(10 + length);
    for (int i = 0; i < values.length; i++) {
      values[i] =
          switch (dtype) {
            case "<f8" -> buffer.getDouble();
            case "<f4" -> buffer.getFloat();
            case "<f2" -> half(buffer.getShort());
            case "<i8" -> buffer.getLong();
            case "<i4" -> buffer.getInt();
            case "<i2" -> buffer.getShort();
            case "<u2" -> buffer.getShort() & 0xffff;
            case "|u1" -> buffer.get() & 0xff;
            case "|b1" -> buffer.get();
            default -> throw new IllegalArgumentException("dtype " + dtype);
          };
    }
    return new Npy(shape, dtype, values);
  }

  private static String find(String text, String pattern) {
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    if (!matcher.find()) {
      throw new IllegalArgumentException(pattern + " not in " + text);
    }
    return matcher.group(1);
  }

  private static double half(short bits) {
    int exponent = bits >> 10 & 31;
    int mantissa = bits & 1023;
    double magnitude =
        exponent == 0
            ? mantissa * 0x1p-24
            : exponent == 31
                ? (mantissa == 0 ? Double.POSITIVE_INFINITY : Double.NaN)
                : (1024 + mantissa) * Math.pow(2, exponent - 25);
    return bits < 0 ? -magnitude : magnitude;
  }
}
