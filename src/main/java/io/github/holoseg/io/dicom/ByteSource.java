package io.github.holoseg.io.dicom;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Bytes by position: a file, or a data set that was inflated into memory. Only the latter is
 * thread-safe.
 */
interface ByteSource extends Closeable {
  long length();

  /**
   * @throws EOFException if the bytes do not all exist
   */
  void readFully(long position, byte[] target, int offset, int count) throws IOException;

  @Override
  void close() throws IOException;

  /** A file, read through a small window: headers are short values side by side. */
  static ByteSource open(Path path) throws IOException {
    return new FileSource(FileChannel.open(path, StandardOpenOption.READ));
  }

  /** Bytes in memory, not copied. */
  static ByteSource of(byte[] bytes) {
    return new MemorySource(bytes);
  }

  /** See {@link #open}. */
  final class FileSource implements ByteSource {
    private static final int WINDOW = 1 << 14;

    private final FileChannel channel;
    private final long length;
    private final byte[] window = new byte[WINDOW];
    private long windowStart;
    private int windowCount;

    private FileSource(FileChannel channel) throws IOException {
      this.channel = channel;
      this.length = channel.size();
    }

    @Override
    public long length() {
      return length;
    }

    @Override
    public void readFully(long position, byte[] target, int offset, int count) throws IOException {
      if (count > WINDOW) {
        fill(position, target, offset, count);
        return;
      }
      if (position < windowStart || position + count > windowStart + windowCount) {
        int available = (int) Math.max(0, Math.min(WINDOW, length - position));
        windowCount = 0;
        fill(position, window, 0, available);
        windowStart = position;
        windowCount = available;
        if (count > available) {
          throw new EOFException();
        }
      }
      System.arraycopy(window, (int) (position - windowStart), target, offset, count);
    }

    private void fill(long position, byte[] target, int offset, int count) throws IOException {
      ByteBuffer buffer = ByteBuffer.wrap(target, offset, count);
      long at = position;
      while (buffer.hasRemaining()) {
        int n = channel.read(buffer, at);
        if (n < 0) {
          throw new EOFException();
        }
        at += n;
      }
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }

  /** See {@link #of}. */
  final class MemorySource implements ByteSource {
    private final byte[] bytes;

    private MemorySource(byte[] bytes) {
      this.bytes = bytes;
    }

    @Override
    public long length() {
      return bytes.length;
    }

    @Override
    public void readFully(long position, byte[] target, int offset, int count) throws IOException {
      if (position < 0 || position + count > bytes.length) {
        throw new EOFException();
      }
      System.arraycopy(bytes, (int) position, target, offset, count);
    }

    @Override
    public void close() {
      // nothing is held open
    }
  }
}
