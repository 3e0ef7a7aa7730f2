package io.github.holoseg.io.deflate;

import java.util.Arrays;
import java.util.zip.ZipException;

/**
 * The decoding tables of one block: what the next bits stand for. Built from code lengths (RFC
 * 1951, 3.2.2). Not thread-safe; reused from block to block.
 *
 * <p>A table is indexed by the next bits of the stream. Entries are ints:
 *
 * <pre>
 *   bits 0-5    bits that the entry uses up, its extra bits included
 *   bits 6-7    how many literals it stands for, 1 or 2; 0 if it is something else
 *   literals:   bits 8-23 the bytes, first one lowest
 *   else:       bits 8-11 bits of the code alone, bits 12-13 the kind, bits 16-31 base or subtable
 * </pre>
 *
 * <p>Voxels of a scan are mostly literals, in turn a low byte with a long code and a high byte with
 * a short one: an entry that holds both saves every second look-up.
 */
final class CodeTables {
  static final int LITERAL_BITS = 11;
  static final int DISTANCE_BITS = 8;
  static final int LARGEST_CODE = 15;

  static final int KIND = 3 << 12;
  static final int INVALID = 0;
  static final int MATCH = 1 << 12;
  static final int SUBTABLE = 2 << 12;
  static final int END = 3 << 12;

  /** Longest subtables, for as many prefixes as there can be. */
  private static final int LITERAL_ROOM = (1 << LITERAL_BITS) + 143 * 16;

  private static final int DISTANCE_ROOM = (1 << DISTANCE_BITS) + 15 * 128;

  private static final int[] LITERAL_ENTRIES = literalEntries();
  private static final int[] DISTANCE_ENTRIES = distanceEntries();

  final int[] literals = new int[LITERAL_ROOM];
  final int[] distances = new int[DISTANCE_ROOM];
  private final int[] single = new int[1 << LITERAL_BITS];
  private final int[] count = new int[LARGEST_CODE + 2];
  private final int[] start = new int[LARGEST_CODE + 2];
  private final int[] sorted = new int[288];
  private int reversed;

  /**
   * @param lengths of the literal and length codes, then of the distance codes
   * @throws ZipException if they are no complete prefix codes
   */
  void build(byte[] lengths, int literalCount, int distanceCount) throws ZipException {
    if (lengths[256] == 0) {
      throw new ZipException("a block has no code for its end");
    }
    build(lengths, 0, literalCount, LITERAL_BITS, LITERAL_ENTRIES, literals);
    build(lengths, literalCount, distanceCount, DISTANCE_BITS, DISTANCE_ENTRIES, distances);
    pairLiterals();
  }

  /** One table; codes longer than {@code bits} continue in subtables behind it. */
  private void build(byte[] lengths, int from, int n, int bits, int[] entries, int[] table)
      throws ZipException {
    Arrays.fill(count, 0);
    for (int i = 0; i < n; i++) {
      count[lengths[from + i]]++;
    }
    int longest = LARGEST_CODE;
    while (longest > 0 && count[longest] == 0) {
      longest--;
    }
    requireComplete(longest);
    start[1] = 0;
    for (int l = 1; l <= LARGEST_CODE; l++) {
      start[l + 1] = start[l] + count[l];
    }
    for (int i = 0; i < n; i++) {
      if (lengths[from + i] != 0) {
        sorted[start[lengths[from + i]]++] = i;
      }
    }
    int at = fillPrimary(bits, entries, table);
    if (longest > bits) {
      fillSubtables(at, longest, bits, entries, table);
    }
  }

  /** Codes that leave no gap; zlib allows a single code of one bit besides, and so do we. */
  private void requireComplete(int longest) throws ZipException {
    int left = 1;
    for (int l = 1; l <= longest; l++) {
      left = 2 * left - count[l];
      if (left < 0) {
        throw new ZipException("the code lengths of a block contradict each other");
      }
    }
    if (left > 0 && longest > 1) {
      throw new ZipException("the code lengths of a block are incomplete");
    }
  }

  /** Doubles the table from length to length; gives the number of symbols placed. */
  private int fillPrimary(int bits, int[] entries, int[] table) {
    table[0] = INVALID;
    reversed = 0;
    int at = 0;
    for (int l = 1; l <= bits; l++) {
      int half = 1 << l - 1;
      System.arraycopy(table, 0, table, half, half);
      for (int k = count[l]; k > 0; k--) {
        table[reversed] = used(entries[sorted[at++]], l);
        next(l);
      }
    }
    return at;
  }

  private void fillSubtables(int from, int longest, int bits, int[] entries, int[] table) {
    int subBits = longest - bits;
    int mask = (1 << bits) - 1;
    int end = 1 << bits;
    int prefix = -1;
    int subtable = 0;
    int at = from;
    for (int l = bits + 1; l <= longest; l++) {
      for (int k = count[l]; k > 0; k--) {
        if ((reversed & mask) != prefix) {
          prefix = reversed & mask;
          subtable = end;
          end += 1 << subBits;
          table[prefix] = bits | SUBTABLE | subtable << 16 | subBits << 8;
        }
        int entry = used(entries[sorted[at++]], l);
        for (int i = reversed >>> bits; i < 1 << subBits; i += 1 << l - bits) {
          table[subtable + i] = entry;
        }
        next(l);
      }
    }
  }

  /** The next code of length {@code l}, read from its last bit to its first. */
  private void next(int l) {
    int bit = 1 << l - 1;
    while ((reversed & bit) != 0) {
      reversed ^= bit;
      bit >>>= 1;
    }
    reversed |= bit;
  }

  /** The entry of a symbol with a code of {@code l} bits. */
  private static int used(int entry, int l) {
    return (entry & 0xC0) != 0 ? entry + l : entry + l + (l << 8);
  }

  /** Entries whose bits hold two whole literals stand for both. */
  private void pairLiterals() {
    System.arraycopy(literals, 0, single, 0, single.length);
    for (int i = 0; i < single.length; i++) {
      int first = single[i];
      int second = single[i >>> first]; // a shift takes the low five bits, which are the used ones
      int used = (first & 0x3F) + (second & 0x3F);
      if ((first & second & 0x40) != 0 && used <= LITERAL_BITS) {
        literals[i] = used | 2 << 6 | first & 0xFF00 | (second & 0xFF00) << 8;
      }
    }
  }

  /**
   * The table of the code in which code lengths are written, at most 7 bits a code.
   *
   * @return for each 7 bits {@code symbol << 3 | bits}; 0 for none
   */
  static byte[] small(byte[] lengths) throws ZipException {
    byte[] table = new byte[128];
    int code = 0;
    for (int l = 1; l <= 7; l++) {
      for (int symbol = 0; symbol < lengths.length; symbol++) {
        if (lengths[symbol] == l) {
          if (code >= 1 << l) {
            throw new ZipException("the code lengths of a block contradict each other");
          }
          for (int i = Integer.reverse(code) >>> 32 - l; i < 128; i += 1 << l) {
            table[i] = (byte) (symbol << 3 | l);
          }
          code++;
        }
      }
      code <<= 1;
    }
    if (code != 256) {
      throw new ZipException("the code lengths of a block are incomplete");
    }
    return table;
  }

  private static int[] literalEntries() {
    int[] entries = new int[288];
    for (int i = 0; i < 256; i++) {
      entries[i] = 1 << 6 | i << 8;
    }
    entries[256] = END;
    int base = 3;
    for (int i = 257; i < 285; i++) {
      int extra = i < 265 ? 0 : (i - 261) / 4;
      entries[i] = MATCH | extra | base << 16;
      base += 1 << extra;
    }
    entries[285] = MATCH | 258 << 16;
    return entries; // 286 and 287 have codes in fixed blocks, but are invalid
  }

  private static int[] distanceEntries() {
    int[] entries = new int[32];
    int base = 1;
    for (int i = 0; i < 30; i++) {
      int extra = i < 4 ? 0 : i / 2 - 1;
      entries[i] = MATCH | extra | base << 16;
      base += 1 << extra;
    }
    return entries; // 30 and 31 likewise
  }
}
