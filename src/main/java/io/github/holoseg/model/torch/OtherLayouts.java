package io.github.holoseg.model.torch;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Recognises what people take for a checkpoint of today, and says what it is. */
final class OtherLayouts {
  private static final int LOOK_AT = 512;
  private static final int TAR_MAGIC = 257;

  /** Opcode LONG1, ten bytes, and PyTorch's magic number 0x1950a86a20f9469cfc6c. */
  private static final byte[] OLD_PICKLE = {
    (byte) 0x8a,
    10,
    0x6c,
    (byte) 0xfc,
    (byte) 0x9c,
    0x46,
    (byte) 0xf9,
    0x20,
    0x6a,
    (byte) 0xa8,
    0x50,
    0x19
  };

  private static final String SAVE_AGAIN =
      "; load it in Python with torch.load and save it again with torch.save";

  private OtherLayouts() {}

  static void refuse(FileBytes file) throws IOException, Refusal {
    ByteBuffer head =
        ByteBuffer.allocate((int) Math.min(LOOK_AT, file.size())).order(ByteOrder.LITTLE_ENDIAN);
    file.read(0, head);
    byte[] bytes = head.array();
    if (startsWith(bytes, 0, "PK\003\004")) {
      return;
    }
    if (bytes.length >= 14 && Arrays.equals(bytes, 2, 14, OLD_PICKLE, 0, 12)) {
      throw new Refusal("is a checkpoint in the layout of PyTorch before 1.6" + SAVE_AGAIN);
    }
    if (startsWith(bytes, TAR_MAGIC, "ustar")) {
      throw new Refusal(
          "is a tar archive, perhaps a checkpoint in the layout of PyTorch before 0.1.10"
              + SAVE_AGAIN);
    }
    if (startsWith(bytes, 8, "{") && head.getLong(0) > 0 && head.getLong(0) < file.size()) {
      throw new Refusal(
          "is a safetensors file, which holds weights but not the description that a checkpoint"
              + " has; load it in Python and save it with torch.save");
    }
    if (startsWith(bytes, 0, "version https://git-lfs")) {
      throw new Refusal("is only the pointer of Git LFS to the file; fetch it with 'git lfs pull'");
    }
    if (startsWith(bytes, 0, "<")) {
      throw new Refusal("is a web page, not a checkpoint; download it again");
    }
    if (bytes.length >= 2 && bytes[0] == (byte) 0x80 && bytes[1] >= 2 && bytes[1] <= 5) {
      throw new Refusal("is a bare pickle, not a checkpoint of torch.save" + SAVE_AGAIN);
    }
    throw new Refusal("is no PyTorch checkpoint: it does not begin like a zip archive");
  }

  private static boolean startsWith(byte[] bytes, int at, String text) {
    byte[] wanted = text.getBytes(StandardCharsets.US_ASCII);
    return bytes.length >= at + wanted.length
        && Arrays.equals(bytes, at, at + wanted.length, wanted, 0, wanted.length);
  }
}
