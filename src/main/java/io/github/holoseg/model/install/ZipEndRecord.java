package io.github.holoseg.model.install;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * The end of a zip archive (APPNOTE 4.3.14 to 4.3.16): where its directory is. Narrow and wide
 * records have to agree, and the directory has to end where the end begins.
 *
 * @param entries number of entries
 * @param start first byte of the directory
 * @param size bytes of the directory
 */
record ZipEndRecord(long entries, long start, long size) {
  private static final int END = 0x06054b50;
  private static final int END_SIZE = 22;
  private static final int LOCATOR = 0x07064b50;
  private static final int LOCATOR_SIZE = 20;
  private static final int END64 = 0x06064b50;
  private static final int END64_SIZE = 56;
  private static final int LONGEST_COMMENT = 0xffff;
  private static final int SHORT = 0xffff;
  private static final long WIDE = 0xffffffffL;

  static ZipEndRecord find(ZipBytes file) throws IOException {
    int length = (int) Math.min(file.size(), END_SIZE + LONGEST_COMMENT);
    ByteBuffer tail = file.read(file.size() - length, length);
    for (int at = length - END_SIZE; at >= 0; at--) {
      if (tail.getInt(at) == END && (tail.getShort(at + 20) & SHORT) == length - END_SIZE - at) {
        return at(file, tail, at, file.size() - length + at);
      }
    }
    throw file.bad("is no complete zip archive; fetch it again");
  }

  private static ZipEndRecord at(ZipBytes file, ByteBuffer tail, int at, long position)
      throws IOException {
    int entries = tail.getShort(at + 10) & SHORT;
    int disk = tail.getShort(at + 4) & SHORT;
    if (disk != 0 && disk != SHORT || (tail.getShort(at + 8) & SHORT) != entries) {
      throw file.bad("is one part of a zip archive in several files; join them first");
    }
    ZipEndRecord narrow =
        new ZipEndRecord(entries, tail.getInt(at + 16) & WIDE, tail.getInt(at + 12) & WIDE);
    long locator = position - LOCATOR_SIZE;
    if (locator >= 0) {
      ByteBuffer in = file.read(locator, LOCATOR_SIZE);
      if (in.getInt(0) == LOCATOR) {
        return wide(file, in.getLong(8), locator, narrow);
      }
    }
    narrow.requireBefore(file, position);
    return narrow;
  }

  private static ZipEndRecord wide(ZipBytes file, long position, long locator, ZipEndRecord narrow)
      throws IOException {
    if (position < 0 || position > locator - END64_SIZE) {
      throw file.bad("is a damaged zip archive: its zip64 end points outside of it");
    }
    ByteBuffer in = file.read(position, END64_SIZE);
    if (in.getInt(0) != END64
        || in.getLong(4) != locator - position - 12
        || in.getLong(24) != in.getLong(32)) {
      throw file.bad("is a damaged zip archive: its zip64 end is none");
    }
    ZipEndRecord wide = new ZipEndRecord(in.getLong(32), in.getLong(48), in.getLong(40));
    if (narrow.entries != SHORT && narrow.entries != wide.entries
        || narrow.start != WIDE && narrow.start != wide.start
        || narrow.size != WIDE && narrow.size != wide.size) {
      throw file.bad("is a zip archive with two ends that contradict each other");
    }
    wide.requireBefore(file, position);
    return wide;
  }

  private void requireBefore(ZipBytes file, long end) throws IOException {
    if (entries < 0 || start < 0 || size < 0 || size > end || start != end - size) {
      throw file.bad("is a zip archive whose directory is not where its end says");
    }
  }

  /**
   * Unpacked size, packed size and place of an entry, those with all bits set taken from the zip64
   * extra field (APPNOTE 4.5.3).
   */
  static long[] widened(ZipBytes file, ByteBuffer extra, long... values) throws IOException {
    long[] wide = values.clone();
    int at = 0;
    while (at + 4 <= extra.limit()) {
      int id = extra.getShort(at) & SHORT;
      int end = at + 4 + (extra.getShort(at + 2) & SHORT);
      if (end > extra.limit()) {
        throw file.bad("is a zip archive whose directory is damaged");
      }
      int next = at + 4;
      for (int i = 0; i < wide.length && id == 1; i++) {
        if (wide[i] == WIDE && next + 8 <= end) {
          wide[i] = extra.getLong(next);
          next += 8;
        }
      }
      at = end;
    }
    return wide;
  }
}
