package io.github.holoseg.io.dicom;

import io.github.holoseg.io.dicom.PixelDecoder.PixelException;

/** Lossless JPEG with Huffman coding (ITU-T T.81 annex H): all seven predictors, 2 to 16 bits. */
final class JpegLossless {
  private JpegLossless() {}

  /**
   * @param out receives unsigned values, line by line
   */
  static void decode(JpegStream stream, int[] out) throws PixelException {
    int columns = stream.columns;
    int interval = stream.restartInterval;
    int predictor = stream.predictor;
    if (predictor < 1 || predictor > 7) {
      throw new PixelException("its JPEG predictor is " + predictor + ", must be 1 to 7");
    }
    if (interval % columns != 0) {
      throw new PixelException("its JPEG restart interval is no number of whole lines");
    }
    if (stream.pointTransform >= stream.precision) {
      throw new PixelException("its JPEG point transform removes every bit");
    }
    JpegBits bits = stream.bits();
    JpegHuffmanTable table = stream.dcTable();
    int middle = 1 << stream.precision - stream.pointTransform - 1;
    int linesPerInterval = interval / columns;
    for (int row = 0; row < stream.rows; row++) {
      int start = row * columns;
      boolean first = row == 0;
      if (linesPerInterval > 0 && row > 0 && row % linesPerInterval == 0) {
        bits.restart();
        first = true;
      }
      out[start] = (first ? middle : out[start - columns]) + difference(bits, table) & 0xFFFF;
      line(bits, table, out, start + 1, start + columns, columns, first ? 1 : predictor);
      bits.requireNotPastEnd();
    }
    if (stream.pointTransform > 0) {
      int count = columns * stream.rows;
      for (int i = 0; i < count; i++) {
        out[i] <<= stream.pointTransform;
      }
    }
  }

  /** Table H.1: a left of, b above, c left above. */
  private static void line(
      JpegBits bits,
      JpegHuffmanTable table,
      int[] out,
      int from,
      int to,
      int columns,
      int predictor)
      throws PixelException {
    int a = out[from - 1];
    if (predictor == 1) {
      for (int i = from; i < to; i++) {
        a = a + difference(bits, table) & 0xFFFF;
        out[i] = a;
      }
      return;
    }
    int c = out[from - 1 - columns];
    for (int i = from; i < to; i++) {
      int b = out[i - columns];
      int predicted =
          switch (predictor) {
            case 2 -> b;
            case 3 -> c;
            case 4 -> a + b - c;
            case 5 -> a + (b - c >> 1);
            case 6 -> b + (a - c >> 1);
            default -> a + b >> 1;
          };
      a = predicted + difference(bits, table) & 0xFFFF;
      out[i] = a;
      c = b;
    }
  }

  private static int difference(JpegBits bits, JpegHuffmanTable table) throws PixelException {
    int size = table.decode(bits);
    if (size < 16) {
      return bits.receiveExtended(size);
    }
    if (size > 16) {
      throw new PixelException("JPEG data hold a difference of " + size + " bits");
    }
    return 1 << 15;
  }
}
