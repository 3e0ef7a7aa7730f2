package io.github.holoseg.workbench.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Stands for the thread of the user interface in tests. */
final class UiThread implements Executor, AutoCloseable {
  private final ExecutorService thread = Executors.newSingleThreadExecutor();

  @Override
  public void execute(Runnable task) {
    thread.execute(task);
  }

  /** Does something there and waits for it. */
  void run(Runnable action) throws InterruptedException, ExecutionException {
    thread.submit(action).get();
  }

  /** Does something there and waits for what it began. */
  void act(Runnable action, BooleanSupplier busy) throws InterruptedException, ExecutionException {
    run(action);
    for (int i = 0; i < 3000 && thread.submit(busy::getAsBoolean).get(); i++) {
      Thread.sleep(20);
    }
    assertThat(thread.submit(busy::getAsBoolean).get()).isFalse();
  }

  @Override
  public void close() throws InterruptedException {
    thread.shutdown();
    assertThat(thread.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
  }
}
