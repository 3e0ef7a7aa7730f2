package io.github.holoseg.io.dicom;

/**
 * Uncompressed words of 8, 16 or 32 bits, or of 12 bits without gaps, the lowest bits first (PS3.5
 * section 8.1.1); those of 16 bits in either byte order.
 */
final class NativePixelDecoder implements PixelDecoder {
  private final boolean bigEndian;

  NativePixelDecoder(boolean bigEndian) {
    this.bigEndian = bigEndian;
  }

  @Override
  public void decode(byte[] bytes, PixelFormat format, int[] values) throws PixelException {
    int count = format.pixels();
    if (bytes.length < format.frameBytes()) {
      throw new PixelException(
          "they are " + bytes.length + " bytes, not the " + format.frameBytes() + " of a frame");
    }
    switch (format.bitsAllocated()) {
      case 8 -> words8(bytes, values, count);
      case 12 -> words12(bytes, values, count);
      case 16 -> words16(bytes, values, count);
      default -> words32(bytes, values, count);
    }
    format.extract(values, count);
    if (format.bitsStored() == 32 && !format.signed()) {
      for (int i = 0; i < count; i++) {
        if (values[i] < 0) {
          throw new PixelException("pixel " + i + " is larger than 2147483647");
        }
      }
    }
  }

  private void words8(byte[] bytes, int[] values, int count) throws PixelException {
    if (bigEndian) {
      // The bytes are swapped or not, depending on a value representation that writers of this
      // retired syntax did not agree on.
      throw new PixelException("8-bit pixels in big endian order are ambiguous; convert the file");
    }
    for (int i = 0; i < count; i++) {
      values[i] = bytes[i] & 0xFF;
    }
  }

  private static void words12(byte[] bytes, int[] values, int count) {
    for (int i = 0; i < count; i++) {
      int at = i / 2 * 3;
      values[i] =
          i % 2 == 0
              ? bytes[at] & 0xFF | (bytes[at + 1] & 0x0F) << 8
              : (bytes[at + 1] & 0xF0) >> 4 | (bytes[at + 2] & 0xFF) << 4;
    }
  }

  private void words16(byte[] bytes, int[] values, int count) {
    int low = bigEndian ? 1 : 0;
    int high = 1 - low;
    for (int i = 0; i < count; i++) {
      values[i] = bytes[2 * i + low] & 0xFF | (bytes[2 * i + high] & 0xFF) << 8;
    }
  }

  private static void words32(byte[] bytes, int[] values, int count) {
    for (int i = 0; i < count; i++) {
      values[i] =
          bytes[4 * i] & 0xFF
              | (bytes[4 * i + 1] & 0xFF) << 8
              | (bytes[4 * i + 2] & 0xFF) << 16
              | bytes[4 * i + 3] << 24;
    }
  }
}
