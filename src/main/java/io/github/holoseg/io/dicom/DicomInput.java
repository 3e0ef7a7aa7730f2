package io.github.holoseg.io.dicom;

import io.github.holoseg.io.VolumeFormatException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;

/** A cursor over a {@link ByteSource} that knows where it is when something is wrong. */
final class DicomInput {
  private final Path file;
  private final ByteSource source;
  private final String where;
  private final byte[] small = new byte[8];
  private boolean bigEndian;
  private long position;

  /**
   * @param where appended to byte positions in messages, for example {@code " of the inflated
   *     data"}
   */
  DicomInput(Path file, ByteSource source, long position, String where) {
    this.file = file;
    this.source = source;
    this.position = position;
    this.where = where;
  }

  Path file() {
    return file;
  }

  long position() {
    return position;
  }

  long length() {
    return source.length();
  }

  void setBigEndian(boolean bigEndian) {
    this.bigEndian = bigEndian;
  }

  boolean isBigEndian() {
    return bigEndian;
  }

  int u8(int tag) throws IOException {
    read(small, 1, tag);
    return small[0] & 0xFF;
  }

  int u16(int tag) throws IOException {
    read(small, 2, tag);
    int a = small[0] & 0xFF;
    int b = small[1] & 0xFF;
    return bigEndian ? a << 8 | b : b << 8 | a;
  }

  long u32(int tag) throws IOException {
    long a = u16(tag);
    long b = u16(tag);
    return bigEndian ? a << 16 | b : b << 16 | a;
  }

  /** Group and element of the next data element. */
  int tag(int previous) throws IOException {
    int group = u16(previous);
    return group << 16 | u16(previous);
  }

  byte[] bytes(int count, int tag) throws IOException {
    byte[] value = new byte[count];
    read(value, count, tag);
    return value;
  }

  void seek(long target) {
    position = target;
  }

  private void read(byte[] target, int count, int tag) throws IOException {
    try {
      source.readFully(position, target, 0, count);
    } catch (EOFException e) {
      throw error(
          tag, "the data end here, at " + source.length() + " bytes; the file is truncated");
    }
    position += count;
  }

  /** An error at the present position. */
  VolumeFormatException error(int tag, String problem) {
    return errorAt(position, tag, problem);
  }

  VolumeFormatException errorAt(long at, int tag, String problem) {
    return new VolumeFormatException(
        file, "byte " + at + where + ", element " + Tag.format(tag) + ": " + problem);
  }
}
