package io.github.holoseg.inference.ort;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import io.github.holoseg.grid.Half;
import io.github.holoseg.model.NetworkSpec.ElementType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.ShortBuffer;
import java.util.Arrays;

/**
 * A tensor over a direct buffer that the runtime reads or writes in place. For half-precision
 * networks there are two buffers and the values are converted between them.
 */
final class TileTensor implements AutoCloseable {
  private static final int CHUNK = 1 << 14;

  private final FloatBuffer floats;
  private final ShortBuffer halves;
  private final OnnxTensor tensor;

  private TileTensor(FloatBuffer floats, ShortBuffer halves, OnnxTensor tensor) {
    this.floats = floats;
    this.halves = halves;
    this.tensor = tensor;
  }

  /**
   * @throws IOException if the tile is 2 GiB or more, or there is not enough memory
   */
  static TileTensor allocate(OrtEnvironment environment, long[] shape, ElementType type)
      throws IOException, OrtException {
    FloatBuffer floats = direct(shape, Float.BYTES).asFloatBuffer();
    if (type == ElementType.FLOAT32) {
      return new TileTensor(floats, null, OnnxTensor.createTensor(environment, floats, shape));
    }
    ShortBuffer halves = direct(shape, Short.BYTES).asShortBuffer();
    return new TileTensor(
        floats, halves, OnnxTensor.createTensor(environment, halves, shape, OnnxJavaType.FLOAT16));
  }

  private static ByteBuffer direct(long[] shape, int elementBytes) throws IOException {
    long bytes = elementBytes;
    for (long size : shape) {
      bytes = Math.multiplyExact(bytes, size);
    }
    if (bytes > Integer.MAX_VALUE) {
      throw new IOException(
          "a tile tensor of shape %s has %d MiB, above the limit of 2 GiB; use a smaller patch"
              .formatted(Arrays.toString(shape), bytes >> 20));
    }
    try {
      return ByteBuffer.allocateDirect((int) bytes).order(ByteOrder.nativeOrder());
    } catch (OutOfMemoryError e) {
      throw new IOException(
          ("no memory for a tile tensor of shape %s (%d MiB); give Java more memory (-Xmx or"
                  + " -XX:MaxDirectMemorySize) or use a smaller patch")
              .formatted(Arrays.toString(shape), bytes >> 20),
          e);
    }
  }

  FloatBuffer floats() {
    return floats;
  }

  OnnxTensor tensor() {
    return tensor;
  }

  /** Makes what was written to {@link #floats()} visible to the runtime. */
  void toRuntime() {
    if (halves != null) {
      convert(true);
    }
  }

  /** Makes what the runtime wrote visible in {@link #floats()}. */
  void fromRuntime() {
    if (halves != null) {
      convert(false);
    }
  }

  private void convert(boolean toHalf) {
    float[] wide = new float[CHUNK];
    short[] narrow = new short[CHUNK];
    for (int at = 0; at < floats.capacity(); at += CHUNK) {
      int length = Math.min(CHUNK, floats.capacity() - at);
      if (toHalf) {
        floats.get(at, wide, 0, length);
        for (int i = 0; i < length; i++) {
          narrow[i] = Half.fromFloat(wide[i]);
        }
        halves.put(at, narrow, 0, length);
      } else {
        halves.get(at, narrow, 0, length);
        for (int i = 0; i < length; i++) {
          wide[i] = Half.toFloat(narrow[i]);
        }
        floats.put(at, wide, 0, length);
      }
    }
  }

  @Override
  public void close() {
    tensor.close();
  }
}
