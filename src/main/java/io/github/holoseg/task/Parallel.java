package io.github.holoseg.task;

import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/** Runs independent pieces of work on a stated number of threads. */
public final class Parallel {
  private Parallel() {}

  /**
   * Calls {@code work} for 0 to {@code n − 1}, in no particular order, and returns when all are
   * done.
   *
   * @param threads at least 1; 1 runs everything on the calling thread
   * @throws RuntimeException the first one thrown by a piece
   */
  public static void forEach(int threads, int n, IntConsumer work) {
    if (threads <= 1 || n <= 1) {
      for (int i = 0; i < n; i++) {
        work.accept(i);
      }
      return;
    }
    ForkJoinPool pool = new ForkJoinPool(Math.min(threads, n));
    try {
      // invoke waits for the end of all pieces, interrupted or not: they write into shared arrays.
      pool.invoke(ForkJoinTask.adapt(() -> IntStream.range(0, n).parallel().forEach(work)));
    } finally {
      pool.shutdown();
    }
  }
}
