package io.github.holoseg.workbench;

import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.task.DaemonThreads;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * One job at a time on a thread of its own, each with a switch that ends it. Used on the thread of
 * the user interface; the work itself is not.
 */
public final class Jobs implements AutoCloseable {
  /** What is done in the background; whatever it throws is for {@link End}. */
  @FunctionalInterface
  public interface Work {
    void run(CancellationToken cancel) throws Exception;
  }

  /** Hears of the end of a job, on the job's thread. */
  @FunctionalInterface
  public interface End {
    /**
     * @param failure null if it went well
     */
    void ended(Throwable failure);
  }

  private final ExecutorService thread;
  private CancellationToken current = CancellationToken.none();

  /**
   * @param name of the thread
   */
  public Jobs(String name) {
    thread = Executors.newSingleThreadExecutor(DaemonThreads.named(name));
  }

  /** Starts work behind whatever still runs. */
  public void start(Work work, End end) {
    CancellationToken cancel = new CancellationToken();
    current = cancel;
    thread.execute(
        () -> {
          Throwable failure = null;
          try {
            work.run(cancel);
          } catch (Exception | OutOfMemoryError | LinkageError e) {
            failure = e;
          }
          end.ended(failure);
        });
  }

  /** Asks the job at work to end; returns at once. */
  public void cancel() {
    current.cancel();
  }

  /** Ends behind the jobs that were started; they are not cancelled. */
  public void finish() {
    thread.shutdown();
  }

  @Override
  public void close() {
    current.cancel();
    thread.shutdown();
  }
}
