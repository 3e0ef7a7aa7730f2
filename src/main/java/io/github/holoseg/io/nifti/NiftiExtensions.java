package io.github.holoseg.io.nifti;

import io.github.holoseg.io.LabelNames;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The blocks between header and voxels; Holoseg uses them for label names. */
final class NiftiExtensions {
  /** Extensions beyond this are not looked at. */
  static final int LARGEST = 16 << 20;

  private static final int COMMENT = 6;

  private NiftiExtensions() {}

  /**
   * The first extension that holds label names, of any code.
   *
   * @param bytes what follows the header: four flag bytes, then blocks
   */
  static Optional<String> labelNames(byte[] bytes, ByteOrder order) {
    ByteBuffer in = ByteBuffer.wrap(bytes).order(order);
    if (bytes.length < 12 || bytes[0] == 0) {
      return Optional.empty();
    }
    int at = 4;
    while (at + 8 <= bytes.length) {
      int size = in.getInt(at);
      if (size < 8 || size > bytes.length - at) {
        return Optional.empty();
      }
      String text = new String(bytes, at + 8, size - 8, StandardCharsets.UTF_8);
      int end = text.indexOf('\0');
      String content = end < 0 ? text : text.substring(0, end);
      if (LabelNames.parse(content).isPresent()) {
        return Optional.of(content);
      }
      at += size;
    }
    return Optional.empty();
  }

  /** Flag bytes and one comment block, little-endian; four zero bytes for an empty text. */
  static byte[] comment(String text) {
    if (text.isEmpty()) {
      return new byte[4];
    }
    byte[] content = text.getBytes(StandardCharsets.UTF_8);
    int size = (content.length + 1 + 8 + 15) / 16 * 16;
    return ByteBuffer.allocate(4 + size)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(0, (byte) 1)
        .putInt(4, size)
        .putInt(8, COMMENT)
        .put(12, content)
        .array();
  }
}
