package io.github.holoseg.io;

import java.io.IOException;

/** Takes one value and may fail with an {@link IOException}. */
@FunctionalInterface
public interface IoConsumer<T> {
  void accept(T value) throws IOException;
}
