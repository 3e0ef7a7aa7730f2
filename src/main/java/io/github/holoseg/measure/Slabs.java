package io.github.holoseg.measure;

import io.github.holoseg.task.CancellationToken;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Splits z into slabs that do not depend on the number of threads, and gives the parts back in
 * order: sums come out the same to the last bit however many threads there are.
 */
final class Slabs {
  private static final int SLICES = 8;

  private Slabs() {}

  /** Works on slices {@code from} to below {@code to}. */
  @FunctionalInterface
  interface Work<R> {
    R run(long from, long to);
  }

  /**
   * @throws CancellationException soon after the token is cancelled
   */
  static <R> List<R> run(long slices, int threads, CancellationToken cancel, Work<R> work) {
    ExecutorService pool = Executors.newFixedThreadPool(Math.max(1, threads));
    try {
      List<Future<R>> futures = new ArrayList<>();
      for (long from = 0; from < slices; from += SLICES) {
        long first = from;
        long end = Math.min(slices, from + SLICES);
        futures.add(
            pool.submit(
                () -> {
                  cancel.throwIfCancelled();
                  return work.run(first, end);
                }));
      }
      List<R> parts = new ArrayList<>();
      for (Future<R> future : futures) {
        parts.add(future.get());
      }
      return parts;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      if (e.getCause() instanceof Error cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted");
    } finally {
      pool.shutdownNow();
    }
  }
}
