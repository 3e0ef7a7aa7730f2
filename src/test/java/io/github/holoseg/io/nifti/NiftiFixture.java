package io.github.holoseg.io.nifti;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/** Writes NIfTI files for tests byte by byte from nifti1.h and nifti2.h, good and bad ones. */
final class NiftiFixture {
  int version = 1;
  ByteOrder order = ByteOrder.LITTLE_ENDIAN;
  boolean paired;
  long[] dim = {3, 2, 3, 4, 1, 1, 1, 1};
  int datatype = 4;
  int bitpix = 16;
  double[] pixdim = {1, 1, 1, 1, 0, 0, 0, 0};
  double voxOffset = -1;
  double slope;
  double intercept;
  int units = 2;
  int qformCode;
  int sformCode = 1;
  double[] quaternion = {0, 0, 0};
  double[] qoffset = {0, 0, 0};
  double[][] srow = {{1, 0, 0, 0}, {0, 1, 0, 0}, {0, 0, 1, 0}};
  String magic;
  byte[] voxels = new byte[48];

  byte[] header() {
    int size = version == 1 ? 348 : 540;
    ByteBuffer h = ByteBuffer.allocate(size).order(order);
    h.putInt(0, size);
    double offset = voxOffset >= 0 ? voxOffset : paired ? 0 : size + 4;
    String m = magic != null ? magic : "n" + (paired ? "i" : "+") + version;
    if (version == 1) {
      for (int i = 0; i < 8; i++) {
        h.putShort(40 + 2 * i, (short) dim[i]).putFloat(76 + 4 * i, (float) pixdim[i]);
      }
      h.putShort(70, (short) datatype).putShort(72, (short) bitpix);
      h.putFloat(108, (float) offset).putFloat(112, (float) slope).putFloat(116, (float) intercept);
      h.put(123, (byte) units);
      h.putShort(252, (short) qformCode).putShort(254, (short) sformCode);
      for (int i = 0; i < 3; i++) {
        h.putFloat(256 + 4 * i, (float) quaternion[i]).putFloat(268 + 4 * i, (float) qoffset[i]);
      }
      for (int i = 0; i < 12; i++) {
        h.putFloat(280 + 4 * i, (float) srow[i / 4][i % 4]);
      }
      h.put(344, m.getBytes(StandardCharsets.US_ASCII));
    } else {
      for (int i = 0; i < 8; i++) {
        h.putLong(16 + 8 * i, dim[i]).putDouble(104 + 8 * i, pixdim[i]);
      }
      h.putShort(12, (short) datatype).putShort(14, (short) bitpix);
      h.putLong(168, (long) offset).putDouble(176, slope).putDouble(184, intercept);
      h.putInt(500, units).putInt(344, qformCode).putInt(348, sformCode);
      for (int i = 0; i < 3; i++) {
        h.putDouble(352 + 8 * i, quaternion[i]).putDouble(376 + 8 * i, qoffset[i]);
      }
      for (int i = 0; i < 12; i++) {
        h.putDouble(400 + 8 * i, srow[i / 4][i % 4]);
      }
      h.put(4, m.getBytes(StandardCharsets.US_ASCII));
      h.put(8, new byte[] {'\r', '\n', 26, '\n'});
    }
    return h.array();
  }

  /** Writes one file (gzip if so named), or for a pair the {@code .hdr} and the {@code .img}. */
  Path write(Path file) throws IOException {
    if (paired) {
      Files.write(file, header());
      String image = file.getFileName().toString().replace(".hdr", ".img");
      put(file.resolveSibling(image), new byte[0], voxels);
      return file;
    }
    byte[] head = header();
    int gap = voxOffset >= 0 ? Math.max(0, (int) voxOffset - head.length) : 4;
    put(file, java.util.Arrays.copyOf(head, head.length + gap), voxels);
    return file;
  }

  private static void put(Path file, byte[] head, byte[] body) throws IOException {
    boolean gzip = file.toString().endsWith(".gz");
    try (OutputStream raw = Files.newOutputStream(file);
        OutputStream out = gzip ? new GZIPOutputStream(raw) : raw) {
      out.write(head);
      out.write(body);
    }
  }
}
