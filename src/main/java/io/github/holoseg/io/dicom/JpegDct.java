package io.github.holoseg.io.dicom;

import io.github.holoseg.io.dicom.PixelDecoder.PixelException;
import java.util.Arrays;

/** Sequential DCT-based JPEG with Huffman coding (ITU-T T.81 annex F), 8 and 12 bits. */
final class JpegDct {
  private static final int[] ZIGZAG = {
    0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5, 12, 19, 26, 33, 40, 48, 41, 34, 27, 20,
    13, 6, 7, 14, 21, 28, 35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51, 58, 59,
    52, 45, 38, 31, 39, 46, 53, 60, 61, 54, 47, 55, 62, 63
  };

  /** {@code BASIS[x * 8 + u]}: the inverse transform of one axis (A.3.3). */
  private static final float[] BASIS = new float[64];

  static {
    for (int x = 0; x < 8; x++) {
      for (int u = 0; u < 8; u++) {
        double scale = u == 0 ? Math.sqrt(0.125) : 0.5;
        BASIS[x * 8 + u] = (float) (scale * Math.cos((2 * x + 1) * u * Math.PI / 16));
      }
    }
  }

  private JpegDct() {}

  /**
   * @param out receives unsigned values, line by line
   */
  static void decode(JpegStream stream, int[] out) throws PixelException {
    if (stream.precision != 8 && stream.precision != 12) {
      throw new PixelException("its JPEG image has " + stream.precision + " bits, not 8 or 12");
    }
    JpegBits bits = stream.bits();
    JpegHuffmanTable dc = stream.dcTable();
    JpegHuffmanTable ac = stream.acTable();
    int[] quantization = stream.quantizationTable();
    float[] block = new float[64];
    float[] half = new float[64];
    int blocksX = (stream.columns + 7) / 8;
    int blocksY = (stream.rows + 7) / 8;
    int previous = 0;
    for (int b = 0; b < blocksX * blocksY; b++) {
      if (stream.restartInterval > 0 && b > 0 && b % stream.restartInterval == 0) {
        bits.restart();
        previous = 0;
      }
      previous = readBlock(bits, dc, ac, quantization, previous, block);
      bits.requireNotPastEnd();
      transform(block, half);
      store(block, b % blocksX * 8, b / blocksX * 8, stream, out);
    }
  }

  private static int readBlock(
      JpegBits bits,
      JpegHuffmanTable dc,
      JpegHuffmanTable ac,
      int[] quantization,
      int previous,
      float[] block)
      throws PixelException {
    Arrays.fill(block, 0);
    int size = dc.decode(bits);
    if (size > 15) {
      throw new PixelException("JPEG data hold a coefficient of " + size + " bits");
    }
    int value = previous + bits.receiveExtended(size);
    block[0] = (float) value * quantization[0];
    for (int k = 1; k < 64; k++) {
      int symbol = ac.decode(bits);
      int run = symbol >>> 4;
      if ((symbol & 15) == 0) {
        if (run != 15) {
          break;
        }
        k += 15;
        continue;
      }
      k += run;
      if (k > 63) {
        throw new PixelException("JPEG data hold more than 64 coefficients in a block");
      }
      block[ZIGZAG[k]] = (float) bits.receiveExtended(symbol & 15) * quantization[k];
    }
    return value;
  }

  /** Two passes of the one-dimensional transform, along columns and then along lines. */
  private static void transform(float[] block, float[] half) {
    for (int u = 0; u < 8; u++) {
      for (int y = 0; y < 8; y++) {
        float sum = 0;
        for (int v = 0; v < 8; v++) {
          sum += BASIS[y * 8 + v] * block[v * 8 + u];
        }
        half[y * 8 + u] = sum;
      }
    }
    for (int y = 0; y < 8; y++) {
      for (int x = 0; x < 8; x++) {
        float sum = 0;
        for (int u = 0; u < 8; u++) {
          sum += BASIS[x * 8 + u] * half[y * 8 + u];
        }
        block[y * 8 + x] = sum;
      }
    }
  }

  private static void store(float[] block, int x0, int y0, JpegStream stream, int[] out) {
    int shift = 1 << stream.precision - 1;
    int max = 2 * shift - 1;
    for (int y = 0; y < 8 && y0 + y < stream.rows; y++) {
      for (int x = 0; x < 8 && x0 + x < stream.columns; x++) {
        int value = Math.round(block[y * 8 + x]) + shift;
        out[(y0 + y) * stream.columns + x0 + x] = Math.max(0, Math.min(max, value));
      }
    }
  }
}
