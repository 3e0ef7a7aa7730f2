package io.github.holoseg.io.gzip;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipException;

/** Unpacks the members of a gzip file (RFC 1952) in blocks, one after the other. */
final class GzipMembers implements Closeable {
  /**
   * Unpacked bytes.
   *
   * @param bytes the content lies from 0 to {@code end}
   * @param memberEnds whether the checksum and length of all bytes since the last such block follow
   * @param last whether nothing comes behind it
   */
  record Block(byte[] bytes, int end, boolean memberEnds, int crc, int length, boolean last) {}

  private static final int INPUT = 1 << 17;

  private static final int DEFLATE = 8;
  private static final int EXTRA = 4;
  private static final int NAME = 8;
  private static final int COMMENT = 16;
  private static final int HEADER_CHECK = 2;
  private static final int RESERVED = 0xE0;

  private final InputStream file;
  private final Inflater inflater = new Inflater(true);
  private final byte[] in = new byte[INPUT];
  private int inPos;
  private int inEnd;
  private boolean ended;
  private IOException failure;

  /**
   * Reads the first header.
   *
   * @throws ZipException if it is none
   * @throws EOFException if the file ends within it
   */
  GzipMembers(InputStream file) throws IOException {
    this.file = file;
    try {
      if (required() != 0x1F || required() != 0x8B) {
        throw new ZipException("not in gzip format");
      }
      readHeader();
    } catch (IOException e) {
      inflater.end();
      throw e;
    }
  }

  /**
   * The next bytes; if the file is damaged or cut, first the bytes before that place, then the
   * exception.
   *
   * @param into is filled, unless a member ends
   * @return null at the end
   */
  Block next(byte[] into) throws IOException {
    if (failure != null) {
      throw failure;
    }
    if (ended) {
      return null;
    }
    int n = 0;
    try {
      while (n < into.length && !inflater.finished()) {
        if (inflater.needsInput()) {
          fill();
          inflater.setInput(in, 0, inEnd);
        }
        n += inflater.inflate(into, n, into.length - n);
        if (inflater.needsDictionary()) {
          throw new ZipException("a dictionary is needed");
        }
      }
      if (!inflater.finished()) {
        return new Block(into, n, false, 0, 0, false);
      }
      inPos = inEnd - inflater.getRemaining();
      int crc = word();
      int length = word();
      startNextMember();
      return new Block(into, n, true, crc, length, ended);
    } catch (IOException e) {
      failure = e;
    } catch (DataFormatException e) {
      failure = new ZipException(e.getMessage() == null ? "invalid data" : e.getMessage());
    }
    return new Block(into, n, false, 0, 0, false);
  }

  private void startNextMember() throws IOException {
    // What follows the last member without being one, padding for example, is ignored as by gzip.
    ended = nextByte() != 0x1F || nextByte() != 0x8B;
    if (!ended) {
      readHeader();
    }
  }

  /** What follows the two magic bytes; then the inflater is ready. */
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
    inflater.reset();
    inflater.setInput(in, inPos, inEnd - inPos);
  }

  private void skip(int n) throws IOException {
    for (int i = 0; i < n; i++) {
      required();
    }
  }

  private int word() throws IOException {
    return required() | required() << 8 | required() << 16 | required() << 24;
  }

  private int required() throws IOException {
    if (inPos == inEnd) {
      fill();
    }
    return in[inPos++] & 0xFF;
  }

  /** -1 at the end of the file. */
  private int nextByte() throws IOException {
    try {
      return required();
    } catch (EOFException e) {
      return -1;
    }
  }

  /** Replaces the input, which is used up. */
  private void fill() throws IOException {
    inPos = 0;
    inEnd = Math.max(0, file.read(in));
    if (inEnd == 0) {
      throw new EOFException("the gzip data end too soon");
    }
  }

  /** Frees the inflater's memory; the file stays open. */
  @Override
  public void close() {
    inflater.end();
  }
}
