package io.github.holoseg.model.onnx;

import java.io.IOException;
import java.util.Set;

/** A network's tensors by name; values are read when asked for, one tensor at a time. */
public interface WeightSource {
  /** All names, those that are other names of the same data too. */
  Set<String> names();

  /** Sizes, slowest axis first. */
  long[] shape(String name);

  /**
   * Values in C order.
   *
   * @throws IOException if they cannot be read, naming the file
   */
  float[] values(String name) throws IOException;

  /** Whether two names are the same tensor in the same memory. */
  boolean isSameData(String a, String b);
}
