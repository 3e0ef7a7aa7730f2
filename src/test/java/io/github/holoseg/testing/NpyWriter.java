package io.github.holoseg.testing;

import io.github.holoseg.grid.FloatGrid;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes float32 arrays (c, z, y, x) of numpy's {@code .npy} format. */
public final class NpyWriter {
  private static final int HEADER = 128;

  private NpyWriter() {}

  /** Writes all of a grid. */
  public static void write(Path path, FloatGrid grid) throws IOException {
    int[] size = grid.size();
    float[] slice = new float[size[0] * size[1]];
    ByteBuffer bytes = ByteBuffer.allocate(4 * slice.length).order(ByteOrder.LITTLE_ENDIAN);
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(path))) {
      out.write(header(grid.channels(), size));
      for (int c = 0; c < grid.channels(); c++) {
        for (int z = 0; z < size[2]; z++) {
          grid.read(c, new int[] {0, 0, z}, new int[] {size[0], size[1], 1}, slice, 0);
          bytes.asFloatBuffer().put(slice);
          out.write(bytes.array());
        }
      }
    }
  }

  private static byte[] header(int channels, int[] size) {
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
    return header.put((byte) '\n').array();
  }
}
