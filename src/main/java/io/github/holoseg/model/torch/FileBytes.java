package io.github.holoseg.model.torch;

import io.github.holoseg.model.ModelFormatException;
import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file of known size, read at any place. Safe for several threads. */
final class FileBytes implements Closeable {
  private final Path file;
  private final FileChannel channel;
  private final long size;

  private FileBytes(Path file, FileChannel channel, long size) {
    this.file = file;
    this.channel = channel;
    this.size = size;
  }

  /** Links are followed; folders, devices and pipes are refused before anything is read. */
  static FileBytes open(Path file) throws IOException {
    if (Files.isDirectory(file)) {
      throw new ModelFormatException(file, "is a folder, not a file");
    }
    if (!Files.exists(file)) {
      throw new ModelFormatException(file, "there is no such file");
    }
    if (!Files.isRegularFile(file)) {
      throw new ModelFormatException(file, "is neither a file nor a link to one");
    }
    FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
    try {
      long size = channel.size();
      if (size == 0) {
        throw new ModelFormatException(file, "is an empty file");
      }
      return new FileBytes(file, channel, size);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  Path file() {
    return file;
  }

  long size() {
    return size;
  }

  /**
   * Fills the rest of the buffer from {@code position} on.
   *
   * @throws ModelFormatException if the file ends before
   */
  void read(long position, ByteBuffer into) throws IOException {
    if (position < 0 || into.remaining() > size - position) {
      throw new ModelFormatException(file, "ends too early, at byte " + size);
    }
    long at = position;
    try {
      while (into.hasRemaining()) {
        int n = channel.read(into, at);
        if (n < 0) {
          throw new ModelFormatException(file, "became shorter while it was read");
        }
        at += n;
      }
    } catch (ClosedByInterruptException e) {
      throw new InterruptedIOException(file + ": reading was interrupted");
    } catch (ClosedChannelException e) {
      throw new IOException(file + ": was closed before its tensors were read", e);
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
