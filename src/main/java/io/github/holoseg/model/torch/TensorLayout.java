package io.github.holoseg.model.torch;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Where the elements of a tensor lie in its storage, checked to be within it and to be there once.
 *
 * @param offset of the first element, in elements
 * @param shape sizes, slowest axis first
 * @param stride steps in elements, one for each axis
 * @param count number of elements, the product of the sizes
 * @param span elements from the first to the last, both included; 0 if there are none
 */
record TensorLayout(long offset, long[] shape, long[] stride, long count, long span) {
  private static final int MOST_AXES = 16;

  /**
   * @param storage number of elements of the storage
   */
  static TensorLayout checked(long offset, List<Object> shape, List<Object> stride, long storage)
      throws Refusal {
    if (shape.size() != stride.size() || shape.size() > MOST_AXES) {
      throw new Refusal(
          "describes a tensor of " + shape.size() + " axes and " + stride.size() + " strides");
    }
    long[] sizes = numbers(shape);
    long[] steps = numbers(stride);
    String what =
        "describes a tensor of shape "
            + Arrays.toString(sizes)
            + ", strides "
            + Arrays.toString(steps)
            + " and offset "
            + offset;
    boolean empty = Arrays.stream(sizes).anyMatch(n -> n == 0);
    if (offset < 0
        || Arrays.stream(sizes).anyMatch(n -> n < 0)
        || Arrays.stream(steps).anyMatch(n -> n < 0)) {
      throw new Refusal(what + "; none of them may be negative");
    }
    long span = empty ? 0 : span(what, sizes, steps);
    if (offset > storage || span > storage - offset) {
      throw new Refusal(what + ", which reaches out of its storage of " + storage + " elements");
    }
    return new TensorLayout(offset, sizes, steps, empty ? 0 : count(sizes), span);
  }

  /** Axes with more than one element, the longest stride first. */
  int[] axesInMemoryOrder() {
    return IntStream.range(0, shape.length)
        .filter(axis -> shape[axis] > 1)
        .boxed()
        .sorted(Comparator.comparingLong((Integer axis) -> stride[axis]).reversed())
        .mapToInt(Integer::intValue)
        .toArray();
  }

  /** Whether the elements lie in the order of the tensor, without gaps. */
  boolean isContiguous() {
    long expected = 1;
    for (int axis = shape.length - 1; axis >= 0; axis--) {
      if (shape[axis] > 1 && stride[axis] != expected) {
        return false;
      }
      expected *= shape[axis];
    }
    return true;
  }

  private static long span(String what, long[] sizes, long[] steps) throws Refusal {
    int[] axes = new TensorLayout(0, sizes, steps, 0, 0).axesInMemoryOrder();
    long span = 1;
    try {
      for (int i = axes.length - 1; i >= 0; i--) {
        long step = steps[axes[i]];
        if (step < span) {
          throw new Refusal(what + ", whose elements overlap");
        }
        span = Math.addExact(span, Math.multiplyExact(sizes[axes[i]] - 1, step));
      }
    } catch (ArithmeticException e) {
      throw new Refusal(what + ", which is larger than any storage");
    }
    return span;
  }

  /** No overflow: elements do not overlap, so there are at most as many as in the span. */
  private static long count(long[] sizes) {
    return Arrays.stream(sizes).reduce(1, (a, b) -> a * b);
  }

  private static long[] numbers(List<Object> values) throws Refusal {
    long[] numbers = new long[values.size()];
    for (int i = 0; i < numbers.length; i++) {
      if (!(values.get(i) instanceof Long number)) {
        throw new Refusal("describes a tensor with sizes or strides that are no numbers");
      }
      numbers[i] = number;
    }
    return numbers;
  }
}
