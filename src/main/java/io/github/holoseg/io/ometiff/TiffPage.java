package io.github.holoseg.io.ometiff;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/**
 * One image file directory, little-endian, classic or BigTIFF, followed by the values that do not
 * fit into it. Source: TIFF 6.0 section 2, and the BigTIFF layout that libtiff reads.
 */
final class TiffPage {
  private static final int ASCII = 2;
  private static final int SHORT = 3;
  private static final int LONG = 4;
  private static final int RATIONAL = 5;
  private static final int LONG8 = 16;

  private record Entry(int type, long count, byte[] value) {}

  private final boolean big;
  private final TreeMap<Integer, Entry> entries = new TreeMap<>();

  TiffPage(boolean big) {
    this.big = big;
  }

  void number(int tag, long value) {
    ByteBuffer b = buffer(4).putInt((int) value);
    entries.put(tag, new Entry(LONG, 1, b.array()));
  }

  void code(int tag, int value) {
    entries.put(tag, new Entry(SHORT, 1, buffer(2).putShort((short) value).array()));
  }

  /** TIFF asks for ASCII, OME-TIFF for UTF-8. */
  void text(int tag, String text) {
    byte[] value = (text + "\0").getBytes(StandardCharsets.UTF_8);
    entries.put(tag, new Entry(ASCII, value.length, value));
  }

  /** A positive number as a fraction of two 32-bit integers, as exact as they allow. */
  void fraction(int tag, double value) {
    long denominator = 1;
    while (denominator < 1_000_000 && value * denominator * 10 < Integer.MAX_VALUE) {
      denominator *= 10;
    }
    long numerator = Math.min(0xFFFFFFFFL, Math.max(1, Math.round(value * denominator)));
    byte[] bytes = buffer(8).putInt((int) numerator).putInt((int) denominator).array();
    entries.put(tag, new Entry(RATIONAL, 1, bytes));
  }

  /** File positions or sizes; to be put again with the same number of values once known. */
  void positions(int tag, long[] values) {
    ByteBuffer b = buffer(values.length * (big ? 8 : 4));
    for (long value : values) {
      if (big) {
        b.putLong(value);
      } else {
        b.putInt((int) value);
      }
    }
    entries.put(tag, new Entry(big ? LONG8 : LONG, values.length, b.array()));
  }

  /** Bytes of the directory with its values; even. */
  int length() {
    int length = directoryLength();
    for (Entry entry : entries.values()) {
      length += isInside(entry) ? 0 : even(entry.value.length);
    }
    return length;
  }

  /**
   * @param at where in the file the directory begins
   * @param next where the next one begins, 0 for none
   */
  byte[] bytes(long at, long next) {
    ByteBuffer b = buffer(length());
    int values = directoryLength();
    if (big) {
      b.putLong(entries.size());
    } else {
      b.putShort((short) entries.size());
    }
    for (Map.Entry<Integer, Entry> tagged : entries.entrySet()) {
      Entry entry = tagged.getValue();
      b.putShort(tagged.getKey().shortValue()).putShort((short) entry.type);
      offset(b, entry.count);
      int field = b.position();
      if (isInside(entry)) {
        b.put(entry.value);
      } else {
        offset(b, at + values);
        b.put(values, entry.value);
        values += even(entry.value.length);
      }
      b.position(field + (big ? 8 : 4));
    }
    offset(b, next);
    return b.array();
  }

  private void offset(ByteBuffer b, long value) {
    if (big) {
      b.putLong(value);
    } else {
      b.putInt((int) value);
    }
  }

  private int directoryLength() {
    return even(big ? 16 + 20 * entries.size() : 6 + 12 * entries.size());
  }

  private boolean isInside(Entry entry) {
    return entry.value.length <= (big ? 8 : 4);
  }

  private static int even(int length) {
    return length + (length & 1);
  }

  private static ByteBuffer buffer(int length) {
    return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
  }
}
