package io.github.holoseg.testing;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/**
 * The voxels of a {@code .nii.gz} file as they are stored, x fastest; little-endian, 8-bit unsigned
 * only. Independent of the project's own reader, so that proofs do not rest on it.
 *
 * @param size voxels along x, y, z
 * @param voxels 0 to 255
 */
public record RawNifti(int[] size, byte[] voxels) {
  private static final int UINT8 = 2;

  public static RawNifti read(Path file) throws IOException {
    byte[] bytes;
    try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
      bytes = in.readAllBytes();
    }
    ByteBuffer header = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    float slope = header.getFloat(112);
    float intercept = header.getFloat(116);
    boolean scaled = slope != 0 && !Float.isNaN(slope) && (slope != 1 || intercept != 0);
    if (header.getInt(0) != 348 || header.getShort(70) != UINT8 || scaled) {
      throw new IOException(file + ": not a plain 8-bit little-endian NIfTI-1 file");
    }
    int[] size = {header.getShort(42), header.getShort(44), header.getShort(46)};
    byte[] voxels = new byte[size[0] * size[1] * size[2]];
    System.arraycopy(bytes, (int) header.getFloat(108), voxels, 0, voxels.length);
    return new RawNifti(size, voxels);
  }
}
