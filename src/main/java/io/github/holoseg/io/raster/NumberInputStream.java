package io.github.holoseg.io.raster;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Locale;
import java.util.zip.ZipException;

/** Numbers written as text, as little-endian bytes of a type. */
final class NumberInputStream extends SingleByteStream {
  /** No number needs more. */
  private static final int LONGEST = 400;

  private final InputStream in;
  private final SampleType type;
  private final ByteBuffer value = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
  private final StringBuilder word = new StringBuilder();
  private long numbers;

  NumberInputStream(InputStream in, SampleType type) {
    this.in = in;
    this.type = type;
    value.limit(0);
  }

  @Override
  public int read() throws IOException {
    if (!value.hasRemaining() && !next()) {
      return -1;
    }
    return value.get() & 0xFF;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  private boolean next() throws IOException {
    int c = in.read();
    while (isSeparator(c)) {
      c = in.read();
    }
    word.setLength(0);
    while (c >= 0 && !isSeparator(c)) {
      word.append((char) c);
      if (word.length() > LONGEST) {
        throw bad("is longer than any number");
      }
      c = in.read();
    }
    if (word.length() == 0) {
      return false;
    }
    numbers++;
    value.clear();
    put(word.toString());
    value.flip();
    return true;
  }

  private static boolean isSeparator(int c) {
    return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == ',';
  }

  private void put(String text) throws ZipException {
    try {
      switch (type) {
        case FLOAT32 -> value.putFloat((float) real(text));
        case FLOAT64 -> value.putDouble(real(text));
        default -> putInteger(text);
      }
    } catch (NumberFormatException e) {
      throw bad("is no number of the type " + type);
    }
  }

  private void putInteger(String text) throws ZipException {
    long v;
    try {
      v = type == SampleType.UINT64 ? Long.parseUnsignedLong(text) : Long.parseLong(text);
    } catch (NumberFormatException e) {
      double real = Double.parseDouble(text);
      v = (long) real;
      if (v != real || type == SampleType.UINT64 && v < 0) {
        throw e;
      }
    }
    boolean unsigned =
        type == SampleType.UINT8 || type == SampleType.UINT16 || type == SampleType.UINT32;
    int bits = 8 * type.bytes();
    long low = unsigned ? 0 : -1L << (bits - 1);
    long high = unsigned ? (1L << bits) - 1 : ~low;
    if (type != SampleType.UINT64 && (v < low || v > high)) {
      throw bad("is no number of the type " + type);
    }
    switch (type.bytes()) {
      case 1 -> value.put((byte) v);
      case 2 -> value.putShort((short) v);
      case 4 -> value.putInt((int) v);
      default -> value.putLong(v);
    }
  }

  /** As C writes and reads them: {@code nan}, {@code -inf}, {@code infinity} in any case. */
  private static double real(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    String bare = lower.startsWith("-") || lower.startsWith("+") ? lower.substring(1) : lower;
    if (bare.equals("nan")) {
      return Double.NaN;
    }
    if (bare.equals("inf") || bare.equals("infinity")) {
      return lower.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    }
    return Double.parseDouble(text);
  }

  private ZipException bad(String problem) {
    String shown = word.length() > 40 ? word.substring(0, 40) + "..." : word.toString();
    return new ZipException("number " + numbers + ", '" + shown + "', " + problem);
  }
}
