package io.github.holoseg.inference.ort;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A float tensor from an ONNX {@code .pb} test file: fields 1 dims, 2 type, 4 or 9 the values. */
record TensorProtoFile(long[] shape, float[] values) {

  static TensorProtoFile read(Path file) throws IOException {
    ByteBuffer in = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    List<Long> dims = new ArrayList<>();
    float[] values = {};
    while (in.hasRemaining()) {
      long key = varint(in);
      int field = (int) (key >>> 3);
      switch ((int) key & 7) {
        case 0 -> {
          long value = varint(in);
          if (field == 1) {
            dims.add(value);
          } else if (field == 2 && value != 1) {
            throw new IOException(file + ": element type " + value + " is not float");
          }
        }
        case 2 -> {
          int length = (int) varint(in);
          ByteBuffer part = in.slice(in.position(), length).order(in.order());
          in.position(in.position() + length);
          if (field == 1) {
            while (part.hasRemaining()) {
              dims.add(varint(part));
            }
          } else if (field == 4 || field == 9) {
            values = new float[part.remaining() / 4];
            part.asFloatBuffer().get(values);
          }
        }
        default -> throw new IOException(file + ": unexpected field " + field);
      }
    }
    return new TensorProtoFile(dims.stream().mapToLong(Long::longValue).toArray(), values);
  }

  private static long varint(ByteBuffer in) {
    long value = 0;
    for (int shift = 0; ; shift += 7) {
      byte next = in.get();
      value |= (next & 0x7fL) << shift;
      if (next >= 0) {
        return value;
      }
    }
  }
}
