package io.github.holoseg.io.dicom;

import java.io.ByteArrayOutputStream;

/** Writes lossless JPEG (ITU-T T.81 annex H) for tests: any predictor, transform and restart. */
final class JpegLosslessEncoder {
  private final int[] image;
  private final int rows;
  private final int columns;
  private final int precision;
  private final int predictor;
  private final int transform;
  private final int restartLines;
  private final boolean longCodes;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private long bits;
  private int count;

  /**
   * @param image unsigned values; the lowest {@code transform} bits are lost
   * @param restartLines lines between restart marks, 0: none
   * @param longCodes Huffman codes of 2 to 16 bits instead of 5 bits each
   */
  JpegLosslessEncoder(
      int[] image,
      int rows,
      int columns,
      int precision,
      int predictor,
      int transform,
      int restartLines,
      boolean longCodes) {
    this.image = image;
    this.rows = rows;
    this.columns = columns;
    this.precision = precision;
    this.predictor = predictor;
    this.transform = transform;
    this.restartLines = restartLines;
    this.longCodes = longCodes;
  }

  byte[] encode() {
    bytes(0xFF, 0xD8);
    bytes(0xFF, 0xC3, 0, 11, precision, rows >> 8, rows, columns >> 8, columns, 1, 1, 0x11, 0);
    bytes(0xFF, 0xC4, 0, 2 + 17 + 17, 0);
    for (int length = 1; length <= 16; length++) {
      bytes(longCodes ? (length == 1 ? 0 : length == 2 ? 3 : 1) : length == 5 ? 17 : 0);
    }
    for (int symbol = 0; symbol <= 16; symbol++) {
      bytes(symbol);
    }
    if (restartLines > 0) {
      bytes(0xFF, 0xDD, 0, 4, restartLines * columns >> 8, restartLines * columns);
    }
    bytes(0xFF, 0xDA, 0, 8, 1, 1, 0, predictor, 0, transform);
    int marks = 0;
    for (int y = 0; y < rows; y++) {
      boolean first = y == 0;
      if (restartLines > 0 && y > 0 && y % restartLines == 0) {
        flush();
        bytes(0xFF, 0xD0 + marks++ % 8);
        first = true;
      }
      for (int x = 0; x < columns; x++) {
        write(at(y, x) - predicted(y, x, first));
      }
    }
    flush();
    bytes(0xFF, 0xD9);
    return out.toByteArray();
  }

  private int at(int y, int x) {
    return image[y * columns + x] >> transform;
  }

  private int predicted(int y, int x, boolean first) {
    if (x == 0) {
      return first ? 1 << precision - transform - 1 : at(y - 1, 0);
    }
    int a = at(y, x - 1);
    if (first) {
      return a;
    }
    int b = at(y - 1, x);
    int c = at(y - 1, x - 1);
    int[] all = {0, a, b, c, a + b - c, a + (b - c >> 1), b + (a - c >> 1), a + b >> 1};
    return all[predictor];
  }

  private void write(int difference) {
    int d = (short) difference;
    int size = d == -32768 ? 16 : 32 - Integer.numberOfLeadingZeros(Math.abs(d));
    if (longCodes) {
      put(size < 3 ? size : (1 << size) - 2, size < 3 ? 2 : size);
    } else {
      put(size, 5);
    }
    if (size > 0 && size < 16) {
      put(d > 0 ? d : d - 1, size);
    }
  }

  private void put(int value, int size) {
    bits = bits << size | value & (1L << size) - 1;
    count += size;
    while (count >= 8) {
      count -= 8;
      stuffed((int) (bits >> count) & 0xFF);
    }
  }

  private void flush() {
    if (count > 0) {
      stuffed((int) (bits << 8 - count | 0xFF >> count) & 0xFF);
      count = 0;
    }
  }

  private void stuffed(int value) {
    out.write(value);
    if (value == 0xFF) {
      out.write(0);
    }
  }

  private void bytes(int... values) {
    for (int value : values) {
      out.write(value);
    }
  }
}
