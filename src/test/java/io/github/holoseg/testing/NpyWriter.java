package io.github.holoseg.testing;

import io.github.holoseg.grid.FloatGrid;
import io.github.holoseg.grid.ScoreSink;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Writes float32 arrays (c, z, y, x) of numpy's {@code .npy} format, slice by slice. */
public final class NpyWriter implements ScoreSink, Closeable {
  private static final int HEADER = 128;

  private final FileChannel file;
  private final int channels;
  private final int[] size;
  private final ByteBuffer plane;

  /**
   * @param channels number of channels or classes
   * @param size voxels along x, y, z
   */
  public NpyWriter(Path path, int channels, int... size) {
    this.channels = channels;
    this.size = size.clone();
    this.plane = ByteBuffer.allocate(4 * size[0] * size[1]).order(ByteOrder.LITTLE_ENDIAN);
    try {
      file =
          FileChannel.open(
              path,
              StandardOpenOption.CREATE,
              StandardOpenOption.TRUNCATE_EXISTING,
              StandardOpenOption.WRITE);
      file.write(header(), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private ByteBuffer header() {
    String text =
        "{'descr': '<f4', 'fortran_order': False, 'shape': (%d, %d, %d, %d), }"
            .formatted(channels, size[2], size[1], size[0]);
    ByteBuffer header = ByteBuffer.allocate(HEADER).order(ByteOrder.LITTLE_ENDIAN);
    header.put((byte) 0x93).put("NUMPY".getBytes(StandardCharsets.US_ASCII));
    header.put((byte) 1).put((byte) 0).putShort((short) (HEADER - 10));
    header.put(text.getBytes(StandardCharsets.US_ASCII));
    while (header.position() < HEADER - 1) {
      header.put((byte) ' ');
    }
    return header.put((byte) '\n').flip();
  }

  /** Writes all of a grid. */
  public static void write(Path path, FloatGrid grid) throws IOException {
    int[] size = grid.size();
    float[] slice = new float[size[0] * size[1]];
    try (NpyWriter writer = new NpyWriter(path, grid.channels(), size)) {
      for (int c = 0; c < grid.channels(); c++) {
        for (int z = 0; z < size[2]; z++) {
          grid.read(c, new int[] {0, 0, z}, new int[] {size[0], size[1], 1}, slice, 0);
          writer.put(c, z, slice, 0);
        }
      }
    }
  }

  /** One slice of every class, as a sink of scores gets it. */
  @Override
  public void accept(int index, float[] scores) {
    for (int c = 0; c < channels; c++) {
      put(c, index, scores, c * size[0] * size[1]);
    }
  }

  private void put(int channel, int z, float[] values, int offset) {
    plane.clear();
    plane.asFloatBuffer().put(values, offset, size[0] * size[1]);
    try {
      file.write(plane, HEADER + ((long) channel * size[2] + z) * plane.capacity());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
