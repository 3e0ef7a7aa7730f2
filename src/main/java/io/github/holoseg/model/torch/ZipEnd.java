package io.github.holoseg.model.torch;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The end records of a zip archive (APPNOTE 4.3.14 to 4.3.16): where its directory is. PyTorch
 * writes the zip64 records always.
 *
 * @param entries number of entries
 * @param directoryStart first byte of the central directory
 * @param directorySize its bytes
 */
record ZipEnd(long entries, long directoryStart, long directorySize) {
  private static final int END = 0x06054b50;
  private static final int END_SIZE = 22;
  private static final int LOCATOR = 0x07064b50;
  private static final int LOCATOR_SIZE = 20;
  private static final int END64 = 0x06064b50;
  private static final int END64_SIZE = 56;
  private static final int LONGEST_COMMENT = 0xffff;
  private static final int ZIP64_EXTRA = 1;
  private static final long WIDE = 0xffffffffL;

  static ZipEnd find(FileBytes file) throws IOException, Refusal {
    int length = (int) Math.min(file.size(), END_SIZE + LONGEST_COMMENT);
    ByteBuffer tail = buffer(file, file.size() - length, length);
    for (int at = length - END_SIZE; at >= 0; at--) {
      if (tail.getInt(at) == END && (tail.getShort(at + 20) & 0xffff) == length - END_SIZE - at) {
        return at(
            file,
            tail.slice(at, END_SIZE).order(ByteOrder.LITTLE_ENDIAN),
            file.size() - length + at);
      }
    }
    throw new Refusal("is a zip archive without its end, probably not downloaded completely");
  }

  private static ZipEnd at(FileBytes file, ByteBuffer end, long position)
      throws IOException, Refusal {
    int entries = end.getShort(10) & 0xffff;
    long size = end.getInt(12) & WIDE;
    long start = end.getInt(16) & WIDE;
    if (end.getShort(4) != 0 && end.getShort(4) != -1 || (end.getShort(8) & 0xffff) != entries) {
      throw new Refusal("is one part of a zip archive in several files");
    }
    ZipEnd narrow = new ZipEnd(entries, start, size);
    long locator = position - LOCATOR_SIZE;
    if (locator >= 0) {
      ByteBuffer in = buffer(file, locator, LOCATOR_SIZE);
      if (in.getInt(0) == LOCATOR) {
        return wide(file, in.getLong(8), locator, narrow);
      }
    }
    narrow.requireBefore(position);
    return narrow;
  }

  private static ZipEnd wide(FileBytes file, long position, long locator, ZipEnd narrow)
      throws IOException, Refusal {
    if (position < 0 || position > locator - END64_SIZE) {
      throw new Refusal("is a zip archive whose end points outside of it");
    }
    ByteBuffer in = buffer(file, position, END64_SIZE);
    if (in.getInt(0) != END64
        || in.getLong(4) != locator - position - 12
        || in.getLong(24) != in.getLong(32)) {
      throw new Refusal("is a zip archive whose zip64 end is damaged");
    }
    ZipEnd wide = new ZipEnd(in.getLong(32), in.getLong(48), in.getLong(40));
    if (narrow.entries != 0xffff && narrow.entries != wide.entries
        || narrow.directoryStart != WIDE && narrow.directoryStart != wide.directoryStart
        || narrow.directorySize != WIDE && narrow.directorySize != wide.directorySize) {
      throw new Refusal("is a zip archive with two ends that contradict each other");
    }
    wide.requireBefore(position);
    return wide;
  }

  private void requireBefore(long end) throws Refusal {
    if (entries < 0
        || directoryStart < 0
        || directorySize < 0
        || directorySize > end
        || directoryStart != end - directorySize) {
      throw new Refusal("is a zip archive whose directory is not where its end says");
    }
  }

  /**
   * Size, packed size and place of an entry, those with all bits set taken from the zip64 extra
   * field (APPNOTE 4.5.3).
   */
  static long[] widened(ByteBuffer extra, long... values) throws Refusal {
    long[] wide = values.clone();
    int at = 0;
    while (at + 4 <= extra.limit()) {
      int id = extra.getShort(at) & 0xffff;
      int end = at + 4 + (extra.getShort(at + 2) & 0xffff);
      if (end > extra.limit()) {
        throw new Refusal("is a zip archive whose directory is damaged");
      }
      int next = at + 4;
      for (int i = 0; i < wide.length && id == ZIP64_EXTRA; i++) {
        if (wide[i] == WIDE && next + 8 <= end) {
          wide[i] = extra.getLong(next);
          next += 8;
        }
      }
      at = end;
    }
    return wide;
  }

  private static ByteBuffer buffer(FileBytes file, long position, int length) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    file.read(position, buffer);
    return buffer.flip();
  }
}
