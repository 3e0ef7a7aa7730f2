package io.github.holoseg.io.raster;

import io.github.holoseg.task.CancellationToken;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** Gives the bytes of one volume of a stream that holds several in turn. */
final class VoxelPicker {
  private static final int BUFFER = 1 << 16;

  private final InputStream in;
  private final CancellationToken cancel;
  private final long block;
  private final long before;
  private final long after;
  private long left;
  private boolean inside;
  private byte[] turns;

  /**
   * @param block bytes that lie together
   */
  VoxelPicker(InputStream in, long block, long count, long index, CancellationToken cancel) {
    this.in = in;
    this.cancel = cancel;
    this.block = block;
    this.before = Math.multiplyExact(block, index);
    this.after = Math.multiplyExact(block, count - 1 - index);
  }

  /** Fills the array with the next bytes of the volume. */
  void read(byte[] to) throws IOException {
    if (before + after == 0) {
      readFully(to, 0, to.length);
    } else if (block <= 8 && to.length % block == 0) {
      readValues(to);
    } else {
      readBlocks(to);
    }
  }

  /** Reads what follows, so that checksums at the end are compared. */
  void finish() throws IOException {
    if (inside) {
      skip(after);
    }
  }

  private void readBlocks(byte[] to) throws IOException {
    int at = 0;
    while (at < to.length) {
      if (left == 0) {
        skip(inside ? after + before : before);
        inside = true;
        left = block;
      }
      int n = (int) Math.min(left, to.length - at);
      readFully(to, at, n);
      at += n;
      left -= n;
    }
  }

  /** Voxel by voxel; a plane is a whole number of turns. */
  private void readValues(byte[] to) throws IOException {
    int size = (int) block;
    long turn = before + block + after;
    if (turn > BUFFER) {
      readBlocks(to);
      return;
    }
    if (turns == null) {
      turns = new byte[(int) (BUFFER / turn * turn)];
    }
    int at = 0;
    while (at < to.length) {
      long wanted = (to.length - at) / size * turn;
      int n = (int) Math.min(wanted, turns.length);
      readFully(turns, 0, n);
      for (int from = (int) before; from < n; from += (int) turn) {
        System.arraycopy(turns, from, to, at, size);
        at += size;
      }
    }
  }

  private void skip(long bytes) throws IOException {
    long wanted = bytes;
    byte[] scratch = new byte[(int) Math.min(BUFFER, wanted)];
    while (wanted > 0) {
      cancel.throwIfCancelled();
      int n = (int) Math.min(wanted, scratch.length);
      readFully(scratch, 0, n);
      wanted -= n;
    }
  }

  private void readFully(byte[] to, int at, int n) throws IOException {
    if (in.readNBytes(to, at, n) < n) {
      throw new EOFException("voxels break off");
    }
  }
}
