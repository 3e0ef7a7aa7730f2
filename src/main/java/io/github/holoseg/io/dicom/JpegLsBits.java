package io.github.holoseg.io.dicom;

import io.github.holoseg.io.dicom.PixelDecoder.PixelException;

/** The coded bits of a JPEG-LS scan: after a byte FF, one stuffed zero bit (ITU-T T.87 9.1). */
final class JpegLsBits {
  private final byte[] bytes;
  private int position;
  private long buffer;
  private int available;
  private boolean afterFf;
  private int padding;

  JpegLsBits(byte[] bytes, int position) {
    this.bytes = bytes;
    this.position = position;
  }

  int bit() throws PixelException {
    return bits(1);
  }

  /** An unsigned number of up to 24 bits. */
  int bits(int count) throws PixelException {
    if (count == 0) {
      return 0;
    }
    if (available < count) {
      fill();
    }
    available -= count;
    return (int) (buffer >>> available) & (1 << count) - 1;
  }

  /**
   * A Golomb code of limited length (A.5.3).
   *
   * @param k bits of the remainder
   * @param limit longest code in bits
   * @param escape bits of a value that has no shorter code
   */
  int golomb(int k, int limit, int escape) throws PixelException {
    int longest = limit - escape - 1;
    int zeros = 0;
    while (bit() == 0) {
      if (++zeros > longest) {
        throw new PixelException("JPEG-LS data hold a code that is too long");
      }
    }
    return zeros < longest ? (zeros << k) + bits(k) : bits(escape) + 1;
  }

  private void fill() throws PixelException {
    while (available <= 40) {
      int next = position < bytes.length ? bytes[position] & 0xFF : 0;
      boolean marker =
          next == 0xFF && (position + 1 >= bytes.length || (bytes[position + 1] & 0x80) != 0);
      if (position >= bytes.length || marker) {
        padding += 8;
        if (padding > 1 << 10) {
          requireNotPastEnd();
        }
        buffer <<= 8;
        available += 8;
        continue;
      }
      position++;
      int width = afterFf ? 7 : 8;
      buffer = buffer << width | next;
      available += width;
      afterFf = next == 0xFF;
    }
  }

  /**
   * @throws PixelException if more bits were taken than the scan has
   */
  void requireNotPastEnd() throws PixelException {
    if (padding > available) {
      throw new PixelException("the JPEG-LS data end too early");
    }
  }
}
