package io.github.holoseg.io.dicom;

import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.task.ProgressListener;
import io.github.holoseg.task.Stage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** Works through slices on several threads, with progress and cancel at each slice. */
final class SlicePool {
  /** One thread's worker; keeps its buffers and open file from slice to slice. */
  interface Worker extends AutoCloseable {
    void process(int slice) throws IOException;

    @Override
    default void close() throws IOException {}
  }

  /** Makes a worker for each thread. */
  interface WorkerFactory {
    Worker create();
  }

  private final int count;
  private final ProgressListener progress;
  private final CancellationToken cancel;
  private final AtomicInteger next = new AtomicInteger();
  private final AtomicBoolean failed = new AtomicBoolean();
  private int done;

  SlicePool(int count, ProgressListener progress, CancellationToken cancel) {
    this.count = count;
    this.progress = progress;
    this.cancel = cancel;
  }

  /**
   * @throws IOException the first that a worker threw
   * @throws java.util.concurrent.CancellationException if cancelled
   */
  void run(int threads, WorkerFactory factory) throws IOException {
    int workers = Math.max(1, Math.min(threads, count));
    ExecutorService pool =
        Executors.newFixedThreadPool(
            workers,
            task -> {
              Thread thread = new Thread(task, "holoseg-dicom");
              thread.setDaemon(true);
              return thread;
            });
    try {
      List<Future<Void>> futures = new ArrayList<>();
      for (int i = 0; i < workers; i++) {
        futures.add(
            pool.submit(
                () -> {
                  work(factory);
                  return null;
                }));
      }
      awaitAll(futures);
    } finally {
      pool.shutdown();
    }
  }

  private void work(WorkerFactory factory) throws IOException {
    try (Worker worker = factory.create()) {
      for (int i = next.getAndIncrement(); i < count && !failed.get(); i = next.getAndIncrement()) {
        cancel.throwIfCancelled();
        worker.process(i);
        report();
      }
    } catch (IOException | RuntimeException | Error e) {
      failed.set(true);
      throw e;
    }
  }

  private synchronized void report() {
    progress.onProgress(Stage.READ, ++done, count);
  }

  /**
   * Returns only when no worker works any more, whatever happened: the caller may take the target
   * away, close the files or begin anew.
   */
  private void awaitAll(List<Future<Void>> futures) throws IOException {
    Throwable first = null;
    for (Future<Void> future : futures) {
      try {
        await(future);
      } catch (IOException | RuntimeException | Error e) {
        failed.set(true);
        first = first == null ? e : first;
      }
    }
    if (first instanceof IOException io) {
      throw io;
    }
    if (first instanceof RuntimeException runtime) {
      throw runtime;
    }
    if (first instanceof Error error) {
      throw error;
    }
  }

  private static void await(Future<Void> future) throws IOException {
    try {
      future.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while reading DICOM slices", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException io) {
        throw io;
      }
      if (e.getCause() instanceof RuntimeException runtime) {
        throw runtime;
      }
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw new IOException(e.getCause());
    }
  }
}
