package io.github.holoseg.render;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/**
 * Writes opaque pictures as PNG (ISO/IEC 15948): 8-bit RGB, not interlaced, each row with the "sub"
 * filter. Alpha is dropped.
 */
public final class PngWriter {
  private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
  private static final int FILTER_SUB = 1;

  private PngWriter() {}

  /** Writes the picture; does not close the stream. */
  public static void write(ArgbImage image, OutputStream out) throws IOException {
    out.write(SIGNATURE);
    ByteArrayOutputStream header = new ByteArrayOutputStream();
    DataOutputStream fields = new DataOutputStream(header);
    fields.writeInt(image.width());
    fields.writeInt(image.height());
    fields.write(new byte[] {8, 2, 0, 0, 0}); // bits, RGB, deflate, adaptive filters, no interlace
    chunk(out, "IHDR", header.toByteArray());
    chunk(out, "IDAT", deflatedRows(image));
    chunk(out, "IEND", new byte[0]);
  }

  private static byte[] deflatedRows(ArgbImage image) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION);
    try (DeflaterOutputStream rows = new DeflaterOutputStream(bytes, deflater)) {
      byte[] row = new byte[1 + 3 * image.width()];
      row[0] = FILTER_SUB;
      for (int y = 0; y < image.height(); y++) {
        int left = 0;
        for (int x = 0; x < image.width(); x++) {
          int pixel = image.get(x, y);
          row[3 * x + 1] = (byte) ((pixel >> 16) - (left >> 16));
          row[3 * x + 2] = (byte) ((pixel >> 8) - (left >> 8));
          row[3 * x + 3] = (byte) (pixel - left);
          left = pixel;
        }
        rows.write(row);
      }
    } finally {
      deflater.end();
    }
    return bytes.toByteArray();
  }

  private static void chunk(OutputStream out, String type, byte[] content) throws IOException {
    byte[] name = type.getBytes(StandardCharsets.US_ASCII);
    CRC32 crc = new CRC32();
    crc.update(name);
    crc.update(content);
    DataOutputStream data = new DataOutputStream(out);
    data.writeInt(content.length);
    data.write(name);
    data.write(content);
    data.writeInt((int) crc.getValue());
    data.flush();
  }
}
