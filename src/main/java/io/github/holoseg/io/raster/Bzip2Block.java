package io.github.holoseg.io.raster;

import java.io.IOException;
import java.util.zip.ZipException;

/** One block of bzip2 data: its inverse transform, then its bytes. Used again for the next one. */
final class Bzip2Block {
  private static final int[] CRC = crcTable();

  private final Bzip2Bits bits;
  private final Bzip2Huffman huffman;

  /** Lowest 8 bits: the byte; above: index of the next one. */
  private int[] next = new int[0];

  private int length;
  private int given;
  private int at;
  private int expected;
  private int crc;

  private int last;
  private int same;
  private int repeat;

  Bzip2Block(Bzip2Bits bits) {
    this.bits = bits;
    this.huffman = new Bzip2Huffman(bits);
  }

  /** Room for blocks of so many bytes. */
  void allocate(int size) {
    if (next.length < size) {
      next = new int[size];
    }
  }

  /** Decodes the block that follows its magic number; gives its checksum as stored. */
  int start() throws IOException {
    expected = bits.read(16) << 16 | bits.read(16);
    if (bits.bit()) {
      throw new ZipException(
          "is packed by a bzip2 of 1998 (randomised block); unpack and pack it again");
    }
    int origin = bits.read(24);
    int[] counts = new int[256];
    length = huffman.decode(next, counts);
    if (origin >= length) {
      throw new ZipException("a bzip2 block points outside itself");
    }
    int sum = 0;
    for (int i = 0; i < 256; i++) {
      int n = counts[i];
      counts[i] = sum;
      sum += n;
    }
    for (int i = 0; i < length; i++) {
      int symbol = next[i] & 0xFF;
      next[counts[symbol]++] |= i << 8;
    }
    at = next[origin] >>> 8;
    given = 0;
    crc = -1;
    last = -1;
    same = 0;
    repeat = 0;
    return expected;
  }

  /** Up to {@code n} bytes; 0 at the end of the block, whose checksum then was right. */
  int read(byte[] to, int from, int n) throws ZipException {
    int i = from;
    int end = from + n;
    while (i < end) {
      if (repeat > 0) {
        repeat--;
        to[i++] = emit(last);
        continue;
      }
      if (given == length) {
        break;
      }
      int entry = next[at];
      int symbol = entry & 0xFF;
      at = entry >>> 8;
      given++;
      if (same == 4) {
        // After four equal bytes comes how often more.
        repeat = symbol;
        same = 0;
        continue;
      }
      same = symbol == last ? same + 1 : 1;
      last = symbol;
      to[i++] = emit(symbol);
    }
    if (i == from && length > 0) {
      if (~crc != expected) {
        throw new ZipException("the bzip2 checksum of a block does not fit");
      }
      length = 0;
      given = 0;
    }
    return i - from;
  }

  private byte emit(int symbol) {
    crc = crc << 8 ^ CRC[(crc >>> 24 ^ symbol) & 0xFF];
    return (byte) symbol;
  }

  private static int[] crcTable() {
    int[] table = new int[256];
    for (int i = 0; i < 256; i++) {
      int c = i << 24;
      for (int k = 0; k < 8; k++) {
        c = c < 0 ? c << 1 ^ 0x04C11DB7 : c << 1;
      }
      table[i] = c;
    }
    return table;
  }
}
