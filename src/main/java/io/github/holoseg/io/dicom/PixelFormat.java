package io.github.holoseg.io.dicom;

import io.github.holoseg.io.VolumeFormatException;
import java.nio.file.Path;

/**
 * How one grey-value image is stored (PS3.3 C.7.6.3, PS3.5 section 8.1).
 *
 * @param rows lines of the image
 * @param columns pixels of a line
 * @param bitsAllocated 8, 12, 16 or 32, the width of a stored word; 12 means without gaps
 * @param bitsStored the bits of it that carry the value
 * @param highBit the highest of these, counted from 0
 * @param signed whether the value is two's complement
 */
record PixelFormat(
    int rows, int columns, int bitsAllocated, int bitsStored, int highBit, boolean signed) {

  private static final int MAX_PIXELS = 1 << 28;

  /**
   * @throws VolumeFormatException if the values contradict each other or are not supported
   */
  static PixelFormat of(Path file, DicomDataset data) throws VolumeFormatException {
    int rows = data.unsigned(Tag.ROWS, 0);
    int columns = data.unsigned(Tag.COLUMNS, 0);
    int allocated = data.unsigned(Tag.BITS_ALLOCATED, 0);
    int stored = data.unsigned(Tag.BITS_STORED, allocated);
    int high = data.unsigned(Tag.HIGH_BIT, stored - 1);
    int representation = data.unsigned(Tag.PIXEL_REPRESENTATION, 0);
    if (rows < 1 || columns < 1) {
      throw new VolumeFormatException(
          file, "Rows (0028,0010) is " + rows + " and Columns (0028,0011) is " + columns);
    }
    if ((long) rows * columns > MAX_PIXELS) {
      throw new VolumeFormatException(
          file, "an image of " + columns + "x" + rows + " pixels is larger than can be read");
    }
    if (allocated != 8 && allocated != 12 && allocated != 16 && allocated != 32) {
      throw new VolumeFormatException(
          file,
          "Bits Allocated (0028,0100) is "
              + allocated
              + "; only images of 8, 12, 16 and 32 bits can be read");
    }
    if (stored < 1 || stored > allocated || high < stored - 1 || high >= allocated) {
      throw new VolumeFormatException(
          file,
          "Bits Stored (0028,0101) "
              + stored
              + " and High Bit (0028,0102) "
              + high
              + " do not fit Bits Allocated "
              + allocated);
    }
    if (representation > 1) {
      throw new VolumeFormatException(
          file, "Pixel Representation (0028,0103) is " + representation + ", must be 0 or 1");
    }
    return new PixelFormat(rows, columns, allocated, stored, high, representation == 1);
  }

  int pixels() {
    return Math.multiplyExact(rows, columns);
  }

  /**
   * The meaning of a padding value of 16 bits: of signed pixels it is signed, and some writers
   * leave the bits above the stored ones empty.
   */
  int padding(int raw) {
    if (!signed) {
      return raw;
    }
    int unused = 32 - Math.min(16, bitsStored);
    return raw >> Math.min(16, bitsStored) == 0 ? raw << unused >> unused : (short) raw;
  }

  /** Of a frame without compression. */
  long frameBytes() {
    return ((long) rows * columns * bitsAllocated + 7) / 8;
  }

  /** Cuts the value out of stored words, in place: bits outside it may hold anything. */
  void extract(int[] words, int count) {
    int left = 31 - highBit;
    int right = 32 - bitsStored;
    if (signed) {
      for (int i = 0; i < count; i++) {
        words[i] = words[i] << left >> right;
      }
    } else {
      for (int i = 0; i < count; i++) {
        words[i] = words[i] << left >>> right;
      }
    }
  }
}
