package io.github.holoseg.testing;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads the float tensors ({@code TensorProto}) that ONNX's own test models come with. */
public final class OnnxTensors {
  private OnnxTensors() {}

  /** A tensor of floats; {@code name} is the graph's input or output. */
  public record Tensor(String name, long[] shape, float[] values) {}

  public static Tensor read(Path file) throws IOException {
    ByteBuffer in = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    List<Long> dims = new ArrayList<>();
    List<Float> floats = new ArrayList<>();
    String name = "";
    while (in.hasRemaining()) {
      long tag = varint(in);
      int field = (int) (tag >>> 3);
      if ((tag & 7) == 0) {
        long value = varint(in);
        if (field == 1) {
          dims.add(value);
        }
      } else if ((tag & 7) == 2) {
        int length = (int) varint(in);
        ByteBuffer part = in.slice(in.position(), length).order(ByteOrder.LITTLE_ENDIAN);
        in.position(in.position() + length);
        if (field == 1) {
          while (part.hasRemaining()) {
            dims.add(varint(part));
          }
        } else if (field == 4 || field == 9) {
          while (part.hasRemaining()) {
            floats.add(part.getFloat());
          }
        } else if (field == 8) {
          name = StandardCharsets.UTF_8.decode(part).toString();
        }
      } else {
        throw new IOException(file + ": unexpected wire type in tag " + tag);
      }
    }
    float[] values = new float[floats.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = floats.get(i);
    }
    return new Tensor(name, dims.stream().mapToLong(Long::longValue).toArray(), values);
  }

  private static long varint(ByteBuffer in) {
    long value = 0;
    for (int shift = 0; ; shift += 7) {
      byte b = in.get();
      value |= (long) (b & 0x7f) << shift;
      if (b >= 0) {
        return value;
      }
    }
  }
}
