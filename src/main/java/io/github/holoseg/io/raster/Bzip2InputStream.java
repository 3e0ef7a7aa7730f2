package io.github.holoseg.io.raster;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.ZipException;

/**
 * Unpacks bzip2: one stream or several one after the other. Not thread-safe.
 *
 * <p>The format has no standard; it is the one of bzip2 1.0: a header, blocks (each a run-length
 * code, a Burrows-Wheeler transform, moves to the front and Huffman codes) and a checksum.
 * Checksums of blocks and of the stream are compared. "Randomised" blocks, which bzip2 0.9.0 of
 * 1998 could write, are refused.
 */
final class Bzip2InputStream extends InputStream {
  private static final long BLOCK = 0x314159265359L;
  private static final long END = 0x177245385090L;

  private final Bzip2Bits bits;
  private final Bzip2Block block;
  private boolean started;
  private boolean ended;
  private int streamCrc;

  /**
   * @param in buffered, at the first byte of the header
   */
  Bzip2InputStream(InputStream in) {
    bits = new Bzip2Bits(in);
    block = new Bzip2Block(bits);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] to, int at, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    while (!ended) {
      int n = started ? block.read(to, at, length) : 0;
      if (n > 0) {
        return n;
      }
      nextBlock();
    }
    return -1;
  }

  @Override
  public void close() throws IOException {
    bits.close();
  }

  private void nextBlock() throws IOException {
    if (!started) {
      if (!header()) {
        throw new EOFException("no bzip2 data");
      }
      started = true;
    }
    long magic = (long) bits.read(24) << 24 | bits.read(24);
    if (magic == BLOCK) {
      int crc = block.start();
      streamCrc = (streamCrc << 1 | streamCrc >>> 31) ^ crc;
    } else if (magic == END) {
      int stored = bits.read(16) << 16 | bits.read(16);
      if (stored != streamCrc) {
        throw new ZipException("the bzip2 checksum of the whole does not fit");
      }
      bits.toByte();
      ended = !header();
    } else {
      throw new ZipException("a bzip2 block does not begin as one");
    }
  }

  /** False at the end of the file. */
  private boolean header() throws IOException {
    int first = bits.readByteOrEnd();
    if (first < 0) {
      return false;
    }
    if (first != 'B' || bits.read(8) != 'Z' || bits.read(8) != 'h') {
      throw new ZipException("is no bzip2 data");
    }
    int level = bits.read(8) - '0';
    if (level < 1 || level > 9) {
      throw new ZipException("the bzip2 block size is none");
    }
    block.allocate(level * 100_000);
    streamCrc = 0;
    return true;
  }
}
