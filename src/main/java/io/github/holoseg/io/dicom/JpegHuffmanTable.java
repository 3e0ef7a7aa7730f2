package io.github.holoseg.io.dicom;

import io.github.holoseg.io.dicom.PixelDecoder.PixelException;

/** A Huffman code of a JPEG stream (ITU-T T.81 annex C and F.2.2.3). Immutable. */
final class JpegHuffmanTable {
  private static final int FAST = 9;

  /** By the next nine bits: length << 8 | symbol, 0 for longer codes. */
  private final int[] fast = new int[1 << FAST];

  private final int[] maxCode = new int[17];
  private final int[] symbolOffset = new int[17];
  private final byte[] symbols;

  /**
   * @param counts number of codes of length 1 to 16
   * @param symbols in order of their codes
   */
  JpegHuffmanTable(int[] counts, byte[] symbols) throws PixelException {
    this.symbols = symbols;
    int code = 0;
    int index = 0;
    for (int length = 1; length <= 16; length++) {
      int count = counts[length - 1];
      symbolOffset[length] = index - code;
      if (code + count > 1 << length) {
        throw new PixelException("a Huffman table has more codes than fit");
      }
      for (int i = 0; i < count && length <= FAST; i++) {
        int first = code + i << FAST - length;
        int entry = length << 8 | symbols[index + i] & 0xFF;
        java.util.Arrays.fill(fast, first, first + (1 << FAST - length), entry);
      }
      code += count;
      index += count;
      maxCode[length] = count == 0 ? -1 : code - 1;
      code <<= 1;
    }
  }

  /** Takes one symbol from the bits. */
  int decode(JpegBits bits) throws PixelException {
    int next = bits.peek16();
    int entry = fast[next >>> 16 - FAST];
    if (entry != 0) {
      bits.skip(entry >>> 8);
      return entry & 0xFF;
    }
    for (int length = FAST + 1; length <= 16; length++) {
      int code = next >>> 16 - length;
      if (code <= maxCode[length]) {
        bits.skip(length);
        return symbols[symbolOffset[length] + code] & 0xFF;
      }
    }
    throw new PixelException("JPEG data hold bits that are no code of their Huffman table");
  }
}
