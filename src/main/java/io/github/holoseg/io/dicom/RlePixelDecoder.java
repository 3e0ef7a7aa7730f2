package io.github.holoseg.io.dicom;

import java.util.Arrays;

/**
 * DICOM's run-length encoding (PS3.5 annex G): one PackBits segment per byte of the pixel, highest
 * byte first, found by the table of 64 bytes at the start of the frame.
 */
final class RlePixelDecoder implements PixelDecoder {
  private static final int HEADER = 64;

  @Override
  public void decode(byte[] bytes, PixelFormat format, int[] values) throws PixelException {
    int segments = bytes.length < HEADER ? -1 : littleEndian(bytes, 0);
    if (segments != format.bitsAllocated() / 8) {
      throw new PixelException(
          "its RLE header names "
              + segments
              + " segments, but its pixels have "
              + format.bitsAllocated() / 8
              + " bytes");
    }
    int count = format.pixels();
    Arrays.fill(values, 0, count, 0);
    for (int s = 0; s < segments; s++) {
      int start = littleEndian(bytes, 4 + 4 * s);
      int end = s + 1 < segments ? littleEndian(bytes, 8 + 4 * s) : bytes.length;
      if (start < HEADER || end > bytes.length || start > end) {
        throw new PixelException(
            "RLE segment " + s + " goes from byte " + start + " to " + end + " of " + bytes.length);
      }
      unpack(bytes, start, end, values, count, 8 * (segments - 1 - s));
    }
    format.extract(values, count);
  }

  private static void unpack(byte[] in, int start, int end, int[] out, int count, int shift)
      throws PixelException {
    int at = start;
    int pixel = 0;
    while (pixel < count) {
      if (at >= end) {
        throw new PixelException("an RLE segment ends after " + pixel + " of " + count + " pixels");
      }
      int control = in[at++];
      if (control >= 0) {
        int n = Math.min(control + 1, count - pixel);
        if (n > end - at) {
          throw new PixelException("an RLE segment ends inside a literal run");
        }
        for (int i = 0; i < n; i++) {
          out[pixel++] |= (in[at + i] & 0xFF) << shift;
        }
        at += control + 1;
      } else if (control != -128) {
        if (at >= end) {
          throw new PixelException("an RLE segment ends inside a repeated run");
        }
        int value = (in[at++] & 0xFF) << shift;
        int stop = Math.min(count, pixel + 1 - control);
        while (pixel < stop) {
          out[pixel++] |= value;
        }
      }
    }
  }

  private static int littleEndian(byte[] b, int i) {
    return b[i] & 0xFF | (b[i + 1] & 0xFF) << 8 | (b[i + 2] & 0xFF) << 16 | b[i + 3] << 24;
  }
}
