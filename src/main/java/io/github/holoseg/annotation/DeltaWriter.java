package io.github.holoseg.annotation;

import java.io.ByteArrayOutputStream;
import java.util.zip.Deflater;

/**
 * Remembers squares of a label map as they are: runs of equal voxels as numbers of variable length,
 * deflated. Each square is a slice number plus one, a square number and its runs (length, value)
 * until it is full; a zero ends the list. Holds native memory until {@link #finish()} or {@link
 * #close()}.
 */
final class DeltaWriter implements AutoCloseable {
  private static final int BUFFER = 1 << 13;

  /** No number of 31 bits has more bytes. */
  private static final int LONGEST_NUMBER = 5;

  private final Tiles tiles;
  private final Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final byte[] packed = new byte[BUFFER];
  private final byte[] buffer = new byte[BUFFER];
  private int used;

  DeltaWriter(Tiles tiles) {
    this.tiles = tiles;
  }

  /** Adds a square of the slice {@code z}, whose voxels are {@code plane}. */
  void add(int z, int tile, short[] plane) {
    number(z + 1);
    number(tile);
    int width = tiles.width();
    int minX = tiles.minX(tile);
    int endX = tiles.endX(tile);
    int endY = tiles.endY(tile);
    short value = plane[tiles.minY(tile) * width + minX];
    int run = 0;
    for (int y = tiles.minY(tile); y < endY; y++) {
      int end = y * width + endX;
      for (int i = y * width + minX; i < end; i++) {
        if (plane[i] == value) {
          run++;
        } else {
          run(run, value);
          value = plane[i];
          run = 1;
        }
      }
    }
    run(run, value);
  }

  private void run(int length, short value) {
    number(length);
    number(value & 0xFFFF);
  }

  private void number(int value) {
    if (used > BUFFER - LONGEST_NUMBER) {
      flush();
    }
    int rest = value;
    while (rest > 0x7F) {
      buffer[used++] = (byte) (rest & 0x7F | 0x80);
      rest >>>= 7;
    }
    buffer[used++] = (byte) rest;
  }

  private void flush() {
    deflater.setInput(buffer, 0, used);
    while (!deflater.needsInput()) {
      out.write(packed, 0, deflater.deflate(packed));
    }
    used = 0;
  }

  /** All squares so far; nothing can be added afterwards. */
  byte[] finish() {
    number(0);
    flush();
    deflater.finish();
    while (!deflater.finished()) {
      out.write(packed, 0, deflater.deflate(packed));
    }
    close();
    return out.toByteArray();
  }

  @Override
  public void close() {
    deflater.end();
  }
}
