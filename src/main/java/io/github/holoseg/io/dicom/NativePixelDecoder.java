package io.github.holoseg.io.dicom;

/** Uncompressed words of 8 or 16 bits, in either byte order. */
final class NativePixelDecoder implements PixelDecoder {
  private final boolean bigEndian;

  NativePixelDecoder(boolean bigEndian) {
    this.bigEndian = bigEndian;
  }

  @Override
  public void decode(byte[] bytes, PixelFormat format, int[] values) throws PixelException {
    int count = format.pixels();
    if (format.bitsAllocated() == 8) {
      if (bigEndian) {
        // PS3.5 8.1.1: the bytes are swapped or not, depending on a value representation that
        // writers of this retired syntax did not agree on.
        throw new PixelException(
            "8-bit pixels in big endian order are ambiguous; convert the file");
      }
      for (int i = 0; i < count; i++) {
        values[i] = bytes[i] & 0xFF;
      }
    } else {
      int low = bigEndian ? 1 : 0;
      int high = 1 - low;
      for (int i = 0; i < count; i++) {
        values[i] = bytes[2 * i + low] & 0xFF | (bytes[2 * i + high] & 0xFF) << 8;
      }
    }
    format.extract(values, count);
  }
}
