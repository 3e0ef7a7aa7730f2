package io.github.holoseg.io.dicom;

import io.github.holoseg.io.dicom.PixelDecoder.PixelException;

/** The entropy-coded bits of a JPEG scan, without the stuffed zeros (ITU-T T.81 F.2.2.5). */
final class JpegBits {
  private final byte[] bytes;
  private int position;
  private long buffer;
  private int available;
  private int padding;

  JpegBits(byte[] bytes, int position) {
    this.bytes = bytes;
    this.position = position;
  }

  /** The next 16 bits without taking them; zeros after the end of the data. */
  int peek16() {
    if (available < 16) {
      fill();
    }
    return (int) (buffer >>> available - 16) & 0xFFFF;
  }

  void skip(int count) {
    available -= count;
  }

  /** A number of {@code size} bits in JPEG's signed form (F.12 EXTEND); size at most 16. */
  int receiveExtended(int size) {
    if (size == 0) {
      return 0;
    }
    int value = peek16() >>> 16 - size;
    available -= size;
    return value < 1 << size - 1 ? value - (1 << size) + 1 : value;
  }

  private void fill() {
    while (available <= 32) {
      int next = 0;
      if (position < bytes.length && bytes[position] != (byte) 0xFF) {
        next = bytes[position++] & 0xFF;
      } else if (position + 1 < bytes.length && bytes[position + 1] == 0) {
        next = 0xFF;
        position += 2;
      } else {
        padding += 8;
      }
      buffer = buffer << 8 | next;
      available += 8;
    }
  }

  /**
   * @throws PixelException if more bits were taken than the scan has
   */
  void requireNotPastEnd() throws PixelException {
    if (padding > available) {
      throw new PixelException("the JPEG data end too early");
    }
  }

  /** Steps over a restart mark and begins anew behind it. */
  void restart() throws PixelException {
    requireNotPastEnd();
    while (position + 1 < bytes.length && bytes[position] == (byte) 0xFF) {
      int mark = bytes[position + 1] & 0xFF;
      if (mark >= 0xD0 && mark <= 0xD7) {
        position += 2;
        available = 0;
        padding = 0;
        return;
      }
      if (mark != 0xFF) {
        break;
      }
      position++;
    }
    throw new PixelException("a JPEG restart mark is missing");
  }
}
