package io.github.holoseg.model.torch;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Writes pickles operation by operation, good and bad ones. */
final class PickleBuilder {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  static PickleBuilder protocol(int version) {
    return new PickleBuilder().raw(0x80, version);
  }

  PickleBuilder raw(int... bytes) {
    for (int b : bytes) {
      out.write(b);
    }
    return this;
  }

  PickleBuilder bytes(byte[] bytes) {
    out.writeBytes(bytes);
    return this;
  }

  PickleBuilder op(char operation) {
    return raw(operation);
  }

  PickleBuilder int32(long value) {
    return bytes(little(4).putInt((int) value).array());
  }

  PickleBuilder int64(long value) {
    return bytes(little(8).putLong(value).array());
  }

  private static ByteBuffer little(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }

  PickleBuilder text(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    return op('X').int32(utf8.length).bytes(utf8);
  }

  PickleBuilder number(long value) {
    if (value == (int) value) {
      return op('J').int32(value);
    }
    return raw(0x8a, 8).int64(value);
  }

  PickleBuilder number(double value) {
    return op('G').bytes(ByteBuffer.allocate(8).putDouble(value).array());
  }

  PickleBuilder number(BigInteger value) {
    byte[] bytes = value.toByteArray();
    raw(0x8a, bytes.length);
    for (int i = bytes.length - 1; i >= 0; i--) {
      raw(bytes[i]);
    }
    return this;
  }

  PickleBuilder global(String module, String name) {
    return op('c').bytes((module + "\n" + name + "\n").getBytes(StandardCharsets.UTF_8));
  }

  /** Any value of Java's, written as Python would; builders are taken as they are. */
  PickleBuilder value(Object value) {
    if (value == null) {
      return op('N');
    } else if (value instanceof Boolean b) {
      return raw(b ? 0x88 : 0x89);
    } else if (value instanceof Integer || value instanceof Long) {
      return number(((Number) value).longValue());
    } else if (value instanceof BigInteger big) {
      return number(big);
    } else if (value instanceof Double d) {
      return number(d);
    } else if (value instanceof String s) {
      return text(s);
    } else if (value instanceof Object[] tuple) {
      return tuple(tuple);
    } else if (value instanceof List<?> list) {
      op(']').op('(');
      list.forEach(this::value);
      return op('e');
    } else if (value instanceof Map<?, ?> map) {
      op('}').op('(');
      map.forEach((k, v) -> value(k).value(v));
      return op('u');
    } else if (value instanceof PickleBuilder part) {
      return bytes(part.out.toByteArray());
    }
    throw new IllegalArgumentException("cannot pickle " + value.getClass());
  }

  PickleBuilder tuple(Object... items) {
    op('(');
    for (Object item : items) {
      value(item);
    }
    return op('t');
  }

  PickleBuilder call(String module, String name, Object... arguments) {
    return global(module, name).tuple(arguments).op('R');
  }

  /** A tensor as torch.save writes it. */
  static PickleBuilder tensor(
      String storageClass, String key, long count, long offset, Object[] shape, Object[] stride) {
    PickleBuilder storage =
        new PickleBuilder()
            .tuple("storage", new PickleBuilder().global("torch", storageClass), key, "cpu", count)
            .op('Q');
    return new PickleBuilder()
        .call(
            "torch._utils",
            "_rebuild_tensor_v2",
            storage,
            offset,
            shape,
            stride,
            false,
            new PickleBuilder().call("collections", "OrderedDict"));
  }

  /** A NumPy number as protocol 2 has it. */
  static PickleBuilder numpy(String core, String code, String order, byte[] bytes) {
    PickleBuilder type =
        new PickleBuilder()
            .call("numpy", "dtype", code, false, true)
            .tuple(3, order, null, null, null, -1, -1, 0)
            .op('b');
    PickleBuilder latin1 =
        new PickleBuilder()
            .call("_codecs", "encode", new String(bytes, StandardCharsets.ISO_8859_1), "latin1");
    return new PickleBuilder().call("numpy." + core + ".multiarray", "scalar", type, latin1);
  }

  byte[] stop() {
    return op('.').toBytes();
  }

  byte[] toBytes() {
    return out.toByteArray();
  }
}
