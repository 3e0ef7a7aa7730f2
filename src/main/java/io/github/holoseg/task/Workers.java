package io.github.holoseg.task;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/**
 * A few threads for loops over rows or slabs. Daemon threads that end by themselves when idle, so
 * that a run which failed half-way leaves nothing behind even if nobody closes this.
 */
public final class Workers implements AutoCloseable {
  /** Works on the indices {@code from} (inclusive) to {@code to} (exclusive). */
  @FunctionalInterface
  public interface RangeTask {
    void run(int from, int to);
  }

  private final int threads;
  private final ThreadPoolExecutor pool;

  /**
   * @param threads at least 1; the caller's own thread is one of them
   */
  public Workers(int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException("threads is " + threads + ", must be at least 1");
    }
    this.threads = threads;
    this.pool =
        threads == 1
            ? null
            : new ThreadPoolExecutor(
                threads - 1,
                threads - 1,
                1,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                task -> {
                  Thread thread = new Thread(task, "holoseg-worker");
                  thread.setDaemon(true);
                  return thread;
                });
    if (pool != null) {
      pool.allowCoreThreadTimeOut(true);
    }
  }

  public int threads() {
    return threads;
  }

  /**
   * Runs the task on all of 0 to {@code n - 1}, in ranges of {@code grain}; returns when all is
   * done. The first failure is thrown here, after the other ranges have stopped.
   */
  public void forRanges(int n, int grain, RangeTask task) {
    AtomicInteger next = new AtomicInteger();
    Runnable loop =
        () -> {
          for (int from = next.getAndAdd(grain); from < n; from = next.getAndAdd(grain)) {
            try {
              task.run(from, Math.min(n, from + grain));
            } catch (RuntimeException | Error e) {
              next.set(n);
              throw e;
            }
          }
        };
    List<Future<?>> others = new ArrayList<>();
    for (int i = 1; i < Math.min(threads, (n + grain - 1) / grain); i++) {
      others.add(pool.submit(loop));
    }
    Throwable failure = null;
    try {
      loop.run();
    } catch (RuntimeException | Error e) {
      failure = e;
    }
    for (Future<?> other : others) {
      Throwable theirs = await(other);
      failure = failure == null ? theirs : failure;
    }
    if (failure instanceof Error error) {
      throw error;
    }
    if (failure != null) {
      throw (RuntimeException) failure; // a range task throws nothing else
    }
  }

  /** Calls the task for 0 to {@code n - 1}, each once, as {@link #forRanges} with a grain of 1. */
  public void each(int n, IntConsumer task) {
    forRanges(n, 1, (from, to) -> task.accept(from));
  }

  /** Waits without giving way to an interrupt: the others write into the caller's arrays. */
  private static Throwable await(Future<?> other) {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          other.get();
          return null;
        } catch (InterruptedException e) {
          interrupted = true;
        } catch (ExecutionException e) {
          return e.getCause();
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public void close() {
    if (pool != null) {
      pool.shutdown();
    }
  }
}
