package io.github.holoseg.postprocess;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A few threads for loops over rows or slabs. Daemon threads that end by themselves when idle, so
 * that a run which failed half-way leaves nothing behind even if nobody closes this.
 */
final class Workers implements AutoCloseable {
  /** Works on the indices {@code from} (inclusive) to {@code to} (exclusive). */
  @FunctionalInterface
  interface RangeTask {
    void run(int from, int to);
  }

  private final int threads;
  private final ThreadPoolExecutor pool;

  /**
   * @param threads at least 1; the caller's own thread is one of them
   */
  Workers(int threads) {
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
                  Thread thread = new Thread(task, "holoseg-postprocess");
                  thread.setDaemon(true);
                  return thread;
                });
    if (pool != null) {
      pool.allowCoreThreadTimeOut(true);
    }
  }

  int threads() {
    return threads;
  }

  /**
   * Runs the task on all of 0 to {@code n - 1}, in ranges of {@code grain}; returns when all is
   * done. The first failure is thrown here, after the other ranges have stopped.
   */
  void forRanges(int n, int grain, RangeTask task) {
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
    RuntimeException failure = null;
    try {
      loop.run();
    } catch (RuntimeException e) {
      failure = e;
    }
    for (Future<?> other : others) {
      try {
        await(other);
      } catch (RuntimeException e) {
        failure = failure == null ? e : failure;
      }
    }
    if (failure != null) {
      throw failure;
    }
  }

  private static void await(Future<?> other) {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          other.get();
          return;
        } catch (InterruptedException e) {
          interrupted = true; // the arrays are still being written: wait, then pass it on
        } catch (ExecutionException e) {
          if (e.getCause() instanceof RuntimeException cause) {
            throw cause;
          }
          if (e.getCause() instanceof Error cause) {
            throw cause;
          }
          throw new IllegalStateException(e.getCause());
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
