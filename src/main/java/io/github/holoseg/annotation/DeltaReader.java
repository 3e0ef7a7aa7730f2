package io.github.holoseg.annotation;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/** Reads what {@link DeltaWriter} wrote, square by square. */
final class DeltaReader implements AutoCloseable {
  private final Tiles tiles;
  private final Inflater inflater = new Inflater(true);
  private final InputStream in;
  private final byte[] buffer = new byte[1 << 13];
  private int at;
  private int end;

  DeltaReader(Tiles tiles, byte[] delta) {
    this.tiles = tiles;
    this.in = new InflaterInputStream(new ByteArrayInputStream(delta), inflater, 1 << 12);
  }

  /** The slice number plus one of the next square, or 0 at the end. */
  int nextSlice() throws IOException {
    return number();
  }

  int tile() throws IOException {
    int tile = number();
    if (tile >= tiles.perSlice()) {
      throw new IOException("square " + tile + " of " + tiles.perSlice());
    }
    return tile;
  }

  /** Writes the voxels of the square into a slice. */
  void readInto(int tile, short[] plane) throws IOException {
    int width = tiles.width();
    int minX = tiles.minX(tile);
    int endX = tiles.endX(tile);
    int left = 0;
    short value = 0;
    for (int y = tiles.minY(tile); y < tiles.endY(tile); y++) {
      int x = minX;
      while (x < endX) {
        if (left == 0) {
          left = number();
          value = (short) number();
          if (left == 0) {
            throw new IOException("a run of no voxel");
          }
        }
        int n = Math.min(left, endX - x);
        java.util.Arrays.fill(plane, y * width + x, y * width + x + n, value);
        x += n;
        left -= n;
      }
    }
    if (left != 0) {
      throw new IOException("a run is " + left + " voxels longer than its square");
    }
  }

  private int number() throws IOException {
    int value = 0;
    for (int shift = 0; shift < 35; shift += 7) {
      if (at == end) {
        end = in.read(buffer, 0, buffer.length);
        at = 0;
        if (end <= 0) {
          end = 0;
          throw new EOFException("ends in the middle of a square");
        }
      }
      byte b = buffer[at++];
      value |= (b & 0x7F) << shift;
      if (b >= 0) {
        return value;
      }
    }
    throw new IOException("a number of more than 32 bits");
  }

  @Override
  public void close() {
    inflater.end();
  }
}
