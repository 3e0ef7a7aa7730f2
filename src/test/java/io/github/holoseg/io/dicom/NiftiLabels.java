package io.github.holoseg.io.dicom;

import io.github.holoseg.volume.VolumeGeometry;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/** Just enough of NIfTI-1 to read the one label map of this package's tests. */
record NiftiLabels(byte[] voxels, VolumeGeometry geometry) {
  static NiftiLabels read(Path file) throws IOException {
    try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
      byte[] all = in.readAllBytes();
      ByteBuffer b = ByteBuffer.wrap(all).order(ByteOrder.LITTLE_ENDIAN);
      if (b.getShort(70) != 2 || b.getShort(254) <= 0) {
        throw new IOException("not an unsigned byte image with an sform: " + file);
      }
      long[] size = {b.getShort(42), b.getShort(44), b.getShort(46)};
      double[][] affine = new double[3][4];
      for (int row = 0; row < 3; row++) {
        for (int column = 0; column < 4; column++) {
          affine[row][column] = b.getFloat(280 + 16 * row + 4 * column);
        }
      }
      int offset = (int) b.getFloat(108);
      byte[] voxels = java.util.Arrays.copyOfRange(all, offset, all.length);
      return new NiftiLabels(voxels, VolumeGeometry.fromRasAffine(size, affine));
    }
  }
}
