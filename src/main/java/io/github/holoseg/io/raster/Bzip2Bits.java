package io.github.holoseg.io.raster;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** Bits of a stream, the highest of each byte first. */
final class Bzip2Bits {
  private final InputStream in;
  private long held;
  private int count;

  Bzip2Bits(InputStream in) {
    this.in = in;
  }

  /**
   * @param n at most 24
   */
  int read(int n) throws IOException {
    while (count < n) {
      int b = in.read();
      if (b < 0) {
        throw new EOFException("bzip2 data breaks off");
      }
      held = held << 8 | b;
      count += 8;
    }
    count -= n;
    return (int) (held >>> count) & (1 << n) - 1;
  }

  boolean bit() throws IOException {
    return read(1) != 0;
  }

  /** Drops what is left of the current byte. */
  void toByte() {
    count -= count % 8;
  }

  /** The next whole byte, -1 at the end of the stream; only at a byte's border. */
  int readByteOrEnd() throws IOException {
    if (count == 0) {
      int b = in.read();
      if (b < 0) {
        return -1;
      }
      return b;
    }
    return read(8);
  }

  void close() throws IOException {
    in.close();
  }
}
