package io.github.holoseg.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class DeepStackTest {
  private static int depth(int n) {
    return n == 0 ? 0 : 1 + depth(n - 1);
  }

  @Test
  void aCallerWithASmallStackGetsALargeOne() throws Exception {
    AtomicInteger reached = new AtomicInteger();
    Thread small =
        new Thread(
            null,
            () -> {
              try {
                reached.set(DeepStack.run(() -> depth(60_000)));
              } catch (IOException e) {
                throw new AssertionError(e);
              }
            },
            "small",
            256 << 10);
    small.start();
    small.join();
    assertThat(reached.get()).isEqualTo(60_000);
  }

  @Test
  void whatIsThrownComesOutAsItIs() {
    assertThatThrownBy(
            () ->
                DeepStack.run(
                    () -> {
                      throw new IOException("no file");
                    }))
        .isInstanceOf(IOException.class)
        .hasMessage("no file");
    assertThatThrownBy(
            () ->
                DeepStack.run(
                    () -> {
                      throw new CancellationException("cancelled");
                    }))
        .isInstanceOf(CancellationException.class);
  }
}
