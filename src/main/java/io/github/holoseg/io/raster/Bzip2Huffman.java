package io.github.holoseg.io.raster;

import java.io.IOException;
import java.util.zip.ZipException;

/** The Huffman codes, zero runs and moves to the front of a bzip2 block. */
final class Bzip2Huffman {
  private static final int GROUP = 50;
  private static final int LONGEST = 20;
  private static final int MOST_SYMBOLS = 258;

  private final Bzip2Bits bits;
  private final byte[] used = new byte[256];
  private final int[][] limit = new int[6][LONGEST + 2];
  private final int[][] base = new int[6][LONGEST + 2];
  private final int[][] permutation = new int[6][MOST_SYMBOLS];

  Bzip2Huffman(Bzip2Bits bits) {
    this.bits = bits;
  }

  /**
   * @param to gets the bytes in the lowest 8 bits
   * @param counts gets how often each byte occurs; zero before
   * @return the number of bytes
   */
  int decode(int[] to, int[] counts) throws IOException {
    int usedCount = usedBytes();
    int symbols = usedCount + 2;
    int tables = bits.read(3);
    int selectorCount = bits.read(15);
    if (tables < 2 || tables > 6 || selectorCount < 1) {
      throw new ZipException("a bzip2 block has no valid codes");
    }
    byte[] selectors = selectors(tables, selectorCount);
    for (int t = 0; t < tables; t++) {
      table(t, symbols);
    }
    byte[] front = used.clone();
    int n = 0;
    int run = 0;
    int weight = 1;
    int group = 0;
    int left = 0;
    int table = 0;
    while (true) {
      if (left == 0) {
        if (group == selectorCount) {
          throw new ZipException("a bzip2 block has no end");
        }
        table = selectors[group++];
        left = GROUP;
      }
      left--;
      int symbol = symbol(table);
      if (symbol <= 1) {
        // Zero runs are numbers in base 2 with the digits 1 and 2.
        run += weight << symbol;
        weight <<= 1;
        if (run > to.length) {
          throw tooLong();
        }
        continue;
      }
      if (run > 0) {
        n = fill(to, counts, front[0] & 0xFF, run, n);
        run = 0;
        weight = 1;
      }
      if (symbol == symbols - 1) {
        return n;
      }
      int position = symbol - 1;
      byte moved = front[position];
      System.arraycopy(front, 0, front, 1, position);
      front[0] = moved;
      n = fill(to, counts, moved & 0xFF, 1, n);
    }
  }

  private static int fill(int[] to, int[] counts, int value, int run, int from)
      throws ZipException {
    if (from + run > to.length) {
      throw tooLong();
    }
    java.util.Arrays.fill(to, from, from + run, value);
    counts[value] += run;
    return from + run;
  }

  private static ZipException tooLong() {
    return new ZipException("a bzip2 block is longer than announced");
  }

  /** Which bytes occur, in {@link #used}; how many. */
  private int usedBytes() throws IOException {
    int ranges = bits.read(16);
    int n = 0;
    for (int high = 0; high < 16; high++) {
      if ((ranges >> 15 - high & 1) != 0) {
        int lows = bits.read(16);
        for (int low = 0; low < 16; low++) {
          if ((lows >> 15 - low & 1) != 0) {
            used[n++] = (byte) (high << 4 | low);
          }
        }
      }
    }
    if (n == 0) {
      throw new ZipException("a bzip2 block uses no byte");
    }
    return n;
  }

  private byte[] selectors(int tables, int count) throws IOException {
    byte[] front = {0, 1, 2, 3, 4, 5};
    byte[] selectors = new byte[count];
    for (int i = 0; i < count; i++) {
      int position = 0;
      while (bits.bit()) {
        if (++position >= tables) {
          throw new ZipException("a bzip2 block selects a code that is not there");
        }
      }
      byte moved = front[position];
      System.arraycopy(front, 0, front, 1, position);
      front[0] = moved;
      selectors[i] = moved;
    }
    return selectors;
  }

  private void table(int t, int symbols) throws IOException {
    int[] lengths = new int[symbols];
    int[] perLength = new int[LONGEST + 2];
    int bitLength = bits.read(5);
    for (int s = 0; s < symbols; s++) {
      while (true) {
        if (bitLength < 1 || bitLength > LONGEST) {
          throw new ZipException("a bzip2 code has " + bitLength + " bits");
        }
        if (!bits.bit()) {
          break;
        }
        bitLength += bits.bit() ? -1 : 1;
      }
      lengths[s] = bitLength;
      perLength[bitLength]++;
    }
    // Codes of one length are consecutive numbers; the first of each follows from the shorter ones.
    int code = 0;
    int index = 0;
    for (int length = 1; length <= LONGEST; length++) {
      base[t][length] = index - code;
      code += perLength[length];
      index += perLength[length];
      limit[t][length] = code;
      code <<= 1;
    }
    int at = 0;
    for (int length = 1; length <= LONGEST; length++) {
      for (int s = 0; s < symbols; s++) {
        if (lengths[s] == length) {
          permutation[t][at++] = s;
        }
      }
    }
    java.util.Arrays.fill(permutation[t], at, MOST_SYMBOLS, -1);
  }

  private int symbol(int t) throws IOException {
    int code = 0;
    for (int length = 1; length <= LONGEST; length++) {
      code = code << 1 | bits.read(1);
      if (code < limit[t][length]) {
        int index = code + base[t][length];
        int symbol = index < 0 || index >= MOST_SYMBOLS ? -1 : permutation[t][index];
        if (symbol >= 0) {
          return symbol;
        }
        break;
      }
    }
    throw new ZipException("a bzip2 block has an unknown code");
  }
}
