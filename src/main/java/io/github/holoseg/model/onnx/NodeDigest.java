package io.github.holoseg.model.onnx;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Ties the layers in a file's metadata to its nodes. Programs that change nodes (to simplify, to
 * quantise) keep metadata as they are; the layers then describe another network and must not be
 * used.
 */
final class NodeDigest {
  /** Key of the ONNX metadata entry. */
  static final String KEY = "holoseg.nodes";

  private final MessageDigest sha256;

  NodeDigest() {
    try {
      sha256 = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** The next node as it is in the file. */
  void add(byte[] node) {
    sha256.update(ByteBuffer.allocate(4).putInt(0, node.length));
    sha256.update(node);
  }

  /** Of all nodes; resets. */
  String text() {
    return HexFormat.of().formatHex(sha256.digest());
  }
}
