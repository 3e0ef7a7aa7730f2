package io.github.holoseg.model.install;

import io.github.holoseg.model.ModelFormatException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file read at any place, little endian; reading beyond its end is an error that names it. */
final class ZipBytes implements Closeable {
  private final Path path;
  private final FileChannel channel;
  private final long size;

  private ZipBytes(Path path, FileChannel channel, long size) {
    this.path = path;
    this.channel = channel;
    this.size = size;
  }

  static ZipBytes open(Path path) throws IOException {
    FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
    return new ZipBytes(path, channel, channel.size());
  }

  long size() {
    return size;
  }

  ByteBuffer read(long position, int length) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    read(position, buffer);
    return buffer.flip();
  }

  /** Fills the buffer's remaining room. */
  void read(long position, ByteBuffer buffer) throws IOException {
    if (position < 0 || position > size - buffer.remaining()) {
      throw bad("is a zip archive that ends too soon; fetch it again");
    }
    long at = position;
    while (buffer.hasRemaining()) {
      int n = channel.read(buffer, at);
      if (n < 0) {
        throw bad("is a zip archive that ends too soon; fetch it again");
      }
      at += n;
    }
  }

  ModelFormatException bad(String problem) {
    return new ModelFormatException(path, problem);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
