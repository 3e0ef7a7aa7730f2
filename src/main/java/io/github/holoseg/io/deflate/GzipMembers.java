package io.github.holoseg.io.deflate;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.ZipException;

/** Unpacks the members of a gzip file (RFC 1952) in blocks, one after the other. */
final class GzipMembers {
  /**
   * Unpacked bytes.
   *
   * @param bytes the content lies from {@link Inflate#WINDOW} to {@code end}
   * @param memberEnds whether the checksum and length of all bytes since the last such block follow
   * @param last whether nothing comes behind it
   */
  record Block(byte[] bytes, int end, boolean memberEnds, int crc, int length, boolean last) {}

  private static final int DEFLATE = 8;
  private static final int EXTRA = 4;
  private static final int NAME = 8;
  private static final int COMMENT = 16;
  private static final int HEADER_CHECK = 2;
  private static final int RESERVED = 0xE0;

  private final Inflate inflate;
  private byte[] previous = new byte[0];
  private int previousEnd;
  private int known;
  private boolean ended;
  private IOException failure;

  /**
   * Reads the first header.
   *
   * @throws ZipException if it is none
   * @throws EOFException if the file ends within it
   */
  GzipMembers(InputStream file) throws IOException {
    this.inflate = new Inflate(file);
    if (inflate.nextByte() != 0x1F || inflate.nextByte() != 0x8B) {
      throw new ZipException("not in gzip format");
    }
    readHeader();
  }

  /**
   * The next bytes; if the file is damaged or cut, first the bytes before that place, then the
   * exception.
   *
   * @param into room for them, the window in front and the slack behind; may be the block before
   * @param size about how many bytes are wanted
   * @return null at the end
   */
  Block next(byte[] into, int size) throws IOException {
    if (failure != null) {
      throw failure;
    }
    if (ended) {
      return null;
    }
    int kept = Math.min(known, Inflate.WINDOW);
    System.arraycopy(previous, previousEnd - kept, into, Inflate.WINDOW - kept, kept);
    Block block;
    try {
      int end = inflate.inflate(into, Inflate.WINDOW, Inflate.WINDOW + size, kept);
      known = Math.min(known + end - Inflate.WINDOW, Inflate.WINDOW);
      if (inflate.finished()) {
        int crc = word();
        int length = word();
        boolean last = !startNextMember();
        block = new Block(into, end, true, crc, length, last);
      } else {
        block = new Block(into, end, false, 0, 0, false);
      }
    } catch (IOException e) {
      failure = e;
      block = new Block(into, inflate.position(), false, 0, 0, false);
    }
    previous = into;
    previousEnd = block.end;
    return block;
  }

  /** False if there is none. */
  private boolean startNextMember() throws IOException {
    // What follows the last member without being one, padding for example, is ignored as by gzip.
    ended = inflate.nextByte() != 0x1F || inflate.nextByte() != 0x8B;
    if (!ended) {
      readHeader();
      inflate.restart();
      known = 0;
    }
    return !ended;
  }

  /** What follows the two magic bytes. */
  private void readHeader() throws IOException {
    if (required() != DEFLATE) {
      throw new ZipException("compressed by an unknown method");
    }
    int flags = required();
    if ((flags & RESERVED) != 0) {
      throw new ZipException("the gzip header has unknown flags");
    }
    skip(6);
    if ((flags & EXTRA) != 0) {
      skip(required() | required() << 8);
    }
    for (int text : new int[] {NAME, COMMENT}) {
      if ((flags & text) != 0) {
        while (required() != 0) {
          // a text ends with a zero byte
        }
      }
    }
    if ((flags & HEADER_CHECK) != 0) {
      skip(2);
    }
  }

  private void skip(int n) throws IOException {
    for (int i = 0; i < n; i++) {
      required();
    }
  }

  private int required() throws IOException {
    int next = inflate.nextByte();
    if (next < 0) {
      throw new EOFException("the gzip data end too soon");
    }
    return next;
  }

  private int word() throws IOException {
    return required() | required() << 8 | required() << 16 | required() << 24;
  }
}
