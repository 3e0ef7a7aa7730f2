package io.github.holoseg.model.torch;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Looks at all that a checkpoint holds, as a user would who trusts what the reader promises. */
final class CheckpointWalk {
  private CheckpointWalk() {}

  static void everything(TorchCheckpoint checkpoint) throws IOException {
    value(checkpoint.root());
  }

  /** Recursive on purpose: nothing is nested deep, and nothing contains itself. */
  static void value(Object value) throws IOException {
    if (value instanceof Map<?, ?> map) {
      for (Object child : map.values()) {
        value(child);
      }
    } else if (value instanceof List<?> list) {
      for (Object child : list) {
        value(child);
      }
    } else if (value instanceof TorchTensor tensor) {
      tensor(tensor);
    }
    requireKnown(value);
  }

  private static void tensor(TorchTensor tensor) throws IOException {
    long count = 1;
    for (long size : tensor.shape()) {
      count *= size;
    }
    if (count != tensor.elementCount()) {
      throw new AssertionError(tensor + " has " + tensor.elementCount() + " elements");
    }
    if (tensor.type().isFloating() && tensor.floats().length != count) {
      throw new AssertionError(tensor + " does not have as many floats as elements");
    }
  }

  private static void requireKnown(Object value) {
    boolean known =
        value == null
            || value instanceof Map
            || value instanceof List
            || value instanceof String
            || value instanceof Number
            || value instanceof Boolean
            || value instanceof PickleBytes
            || value instanceof SymbolicName
            || value instanceof OpaqueValue
            || value instanceof TorchTensor;
    if (!known) {
      throw new AssertionError("gives a " + value.getClass());
    }
  }
}
