package io.github.holoseg.io.bioformats;

import io.github.holoseg.io.VolumeFormatException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The first bytes of a file. */
final class Head {
  private Head() {}

  /** As many as there are, at most {@code n}. */
  static byte[] upTo(Path file, int n) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(n);
    }
  }

  /**
   * @throws VolumeFormatException if the file is shorter
   */
  static ByteBuffer exactly(Path file, int n, ByteOrder order) throws IOException {
    byte[] bytes = upTo(file, n);
    if (bytes.length < n) {
      throw new VolumeFormatException(
          file, "is truncated, it has " + bytes.length + " bytes and its header alone " + n);
    }
    return ByteBuffer.wrap(bytes).order(order);
  }

  /** The bytes up to the first zero. */
  static String text(ByteBuffer bytes, int at, int length) {
    byte[] text = new byte[length];
    bytes.get(at, text);
    String whole = new String(text, StandardCharsets.ISO_8859_1);
    int end = whole.indexOf('\0');
    return (end < 0 ? whole : whole.substring(0, end)).strip();
  }
}
