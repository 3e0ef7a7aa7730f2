package io.github.holoseg.model.torch;

import io.github.holoseg.grid.Half;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Reads a tensor's elements as floats, in the order of the file and through a small window, so that
 * a view with gaps costs no more memory than its own elements.
 */
final class TensorReader {
  private static final int WINDOW = 1 << 16;

  private final FileBytes file;
  private final TorchTensor.Type type;
  private final long start;
  private final long end;
  private final ByteBuffer window;

  /** Position in the file of the window's first byte. */
  private long windowAt;

  /**
   * @param start where the tensor's first element is in the file
   * @param span elements from the first to the last
   */
  TensorReader(FileBytes file, TorchTensor.Type type, ByteOrder order, long start, long span) {
    this.file = file;
    this.type = type;
    this.start = start;
    this.end = start + span * type.bytes();
    this.windowAt = start;
    int size = (int) Math.min(WINDOW, span * type.bytes());
    this.window = ByteBuffer.allocate(size).order(order).limit(0);
  }

  float[] read(TensorLayout layout) throws IOException {
    float[] out = new float[(int) layout.count()];
    if (out.length == 0) {
      return out;
    }
    if (layout.isContiguous()) {
      run(out, 0, 1, 0, 1, out.length);
      return out;
    }
    int[] axes = layout.axesInMemoryOrder();
    scatter(layout, axes, outputSteps(layout), 0, out, 0, 0);
    return out;
  }

  /** All elements of the axes from {@code depth} on, the longest stride outermost. */
  private void scatter(
      TensorLayout layout, int[] axes, int[] steps, int depth, float[] out, int to, long from)
      throws IOException {
    if (depth == axes.length) {
      run(out, to, 1, from, 1, 1);
      return;
    }
    int axis = axes[depth];
    int size = (int) layout.shape()[axis];
    long stride = layout.stride()[axis];
    if (depth == axes.length - 1) {
      run(out, to, steps[axis], from, stride, size);
      return;
    }
    for (int i = 0; i < size; i++) {
      scatter(layout, axes, steps, depth + 1, out, to + i * steps[axis], from + i * stride);
    }
  }

  /** Steps of each axis in the contiguous result. */
  private static int[] outputSteps(TensorLayout layout) {
    int[] steps = new int[layout.shape().length];
    int step = 1;
    for (int axis = steps.length - 1; axis >= 0; axis--) {
      steps[axis] = step;
      step *= (int) layout.shape()[axis];
    }
    return steps;
  }

  /** {@code count} elements from element {@code from} on, {@code stride} apart. */
  private void run(float[] out, int to, int toStep, long from, long stride, int count)
      throws IOException {
    int width = type.bytes();
    int target = to;
    long position = start + from * width;
    int i = 0;
    while (i < count) {
      require(position);
      int at = (int) (position - windowAt);
      long within = (window.limit() - width - at) / (stride * width) + 1;
      int n = (int) Math.min(within, count - i);
      int step = n > 1 ? (int) (stride * width) : 0;
      for (int k = 0; k < n; k++) {
        out[target] = element(at);
        target += toStep;
        at += step;
      }
      position += n * stride * width;
      i += n;
    }
  }

  /** Puts the element at {@code position} into the window. */
  private void require(long position) throws IOException {
    int width = type.bytes();
    if (position >= windowAt && position + width <= windowAt + window.limit()) {
      return;
    }
    window.clear().limit((int) Math.min(window.capacity(), end - position));
    windowAt = position;
    file.read(position, window);
    window.flip();
  }

  private float element(int at) {
    return switch (type) {
      case FLOAT32 -> window.getFloat(at);
      case FLOAT64 -> (float) window.getDouble(at);
      case FLOAT16 -> Half.toFloat(window.getShort(at));
      case BFLOAT16 -> Float.intBitsToFloat(window.getShort(at) << 16);
      default -> throw new IllegalStateException("not floating: " + type);
    };
  }
}
