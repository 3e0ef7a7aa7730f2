package io.github.holoseg.io.npy;

import io.github.holoseg.grid.Half;
import io.github.holoseg.io.VolumeFormatException;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * An array of numpy's {@code .npy} format (versions 1 to 3), read piece by piece: floats of 16, 32
 * and 64 bits, integers, booleans; both byte orders; C and Fortran order. Pickled objects and
 * structures are refused. Not thread-safe.
 */
public final class NpyFile implements Closeable {
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
  private static final int LONGEST_HEADER = 1 << 16;

  /** Values of one piece that is read at a time. */
  private static final int PIECE = 1 << 16;

  private final Path path;
  private final FileChannel channel;
  private final NpyHeader header;
  private final long dataStart;
  private final ByteBuffer buffer;

  private NpyFile(Path path, FileChannel channel, NpyHeader header, long dataStart) {
    this.path = path;
    this.channel = channel;
    this.header = header;
    this.dataStart = dataStart;
    this.buffer =
        ByteBuffer.allocate(PIECE * header.elementBytes())
            .order(header.bigEndian() ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
  }

  /**
   * @throws VolumeFormatException if it is no such file, is cut off or longer than its shape says
   */
  public static NpyFile open(Path path) throws IOException {
    FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
    try {
      return open(path, channel);
    } catch (NpyHeader.BadHeader e) {
      channel.close();
      throw new VolumeFormatException(path, "is a .npy file with " + e.getMessage(), e);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private static NpyFile open(Path path, FileChannel channel)
      throws IOException, NpyHeader.BadHeader {
    ByteBuffer head = read(path, channel, 0, 8);
    for (int i = 0; i < MAGIC.length; i++) {
      if (head.get(i) != MAGIC[i]) {
        throw new VolumeFormatException(path, "is no .npy file; save it with numpy.save");
      }
    }
    int version = head.get(6);
    if (version < 1 || version > 3) {
      throw new VolumeFormatException(path, "is a .npy file of the unknown version " + version);
    }
    int lengthBytes = version == 1 ? 2 : 4;
    ByteBuffer length = read(path, channel, 8, lengthBytes);
    long bytes = version == 1 ? length.getShort(0) & 0xffff : length.getInt(0) & 0xffffffffL;
    if (bytes > LONGEST_HEADER) {
      throw new VolumeFormatException(path, "is a .npy file with a header of " + bytes + " bytes");
    }
    ByteBuffer text = read(path, channel, 8 + lengthBytes, (int) bytes);
    NpyHeader header =
        NpyHeader.parse(
            new String(
                text.array(), version == 3 ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1));
    long start = 8 + lengthBytes + bytes;
    long expected = header.count() * header.elementBytes();
    if (channel.size() - start != expected) {
      throw new VolumeFormatException(
          path,
          "has "
              + (channel.size() - start)
              + " bytes of values, its shape needs "
              + expected
              + "; copy it again");
    }
    return new NpyFile(path, channel, header, start);
  }

  private static ByteBuffer read(Path path, FileChannel channel, long position, int length)
      throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    fill(path, channel, position, buffer);
    return buffer;
  }

  private static void fill(Path path, FileChannel channel, long position, ByteBuffer buffer)
      throws IOException {
    long at = position;
    while (buffer.hasRemaining()) {
      int n = channel.read(buffer, at);
      if (n < 0) {
        throw new VolumeFormatException(path, "is a .npy file that is cut off", new EOFException());
      }
      at += n;
    }
    buffer.flip();
  }

  /** Sizes, slowest axis first, whatever the order in the file. */
  public long[] shape() {
    return header.shape().clone();
  }

  /** Whether the values are IEEE halves. */
  public boolean isHalf() {
    return header.type().equals("f2");
  }

  /** The file. */
  public Path path() {
    return path;
  }

  /**
   * Copies values that follow each other in C order.
   *
   * @param start index of the first one, the last axis fastest
   * @param target receives {@code count} values from 0 on; float64 and large integers are rounded
   */
  public void read(long start, int count, float[] target) throws IOException {
    if (start < 0 || count < 0 || start > values() - count) {
      throw new IndexOutOfBoundsException(start + " + " + count + " of " + values());
    }
    if (header.fortranOrder() && header.shape().length > 1) {
      readStrided(start, count, target);
      return;
    }
    for (int done = 0; done < count; ) {
      int n = Math.min(PIECE, count - done);
      piece(start + done, n);
      for (int i = 0; i < n; i++) {
        target[done + i] = value(i);
      }
      done += n;
    }
  }

  /** Rare and small: value by value. */
  private void readStrided(long start, int count, float[] target) throws IOException {
    long[] shape = header.shape();
    for (int i = 0; i < count; i++) {
      long rest = start + i;
      long place = 0;
      long[] index = new long[shape.length];
      for (int axis = shape.length - 1; axis >= 0; axis--) {
        index[axis] = rest % shape[axis];
        rest /= shape[axis];
      }
      for (int axis = shape.length - 1; axis >= 0; axis--) {
        place = place * shape[axis] + index[axis];
      }
      piece(place, 1);
      target[i] = value(0);
    }
  }

  private void piece(long first, int count) throws IOException {
    int bytes = header.elementBytes();
    buffer.clear().limit(count * bytes);
    fill(path, channel, dataStart + first * bytes, buffer);
  }

  private float value(int i) {
    return switch (header.type()) {
      case "f2" -> Half.toFloat(buffer.getShort(2 * i));
      case "f4" -> buffer.getFloat(4 * i);
      case "f8" -> (float) buffer.getDouble(8 * i);
      case "i1" -> buffer.get(i);
      case "u1", "b1" -> buffer.get(i) & 0xff;
      case "i2" -> buffer.getShort(2 * i);
      case "u2" -> buffer.getShort(2 * i) & 0xffff;
      case "i4" -> buffer.getInt(4 * i);
      case "u4" -> buffer.getInt(4 * i) & 0xffffffffL;
      default -> buffer.getLong(8 * i);
    };
  }

  /** Number of values; the shape was checked against the file's size. */
  public long values() {
    long count = 1;
    for (long size : header.shape()) {
      count *= size;
    }
    return count;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
