package io.github.holoseg.task;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;

/**
 * A one-way switch by which a user stops a run. Thread-safe.
 *
 * <p>Long loops call {@link #throwIfCancelled()}; code that is blocked in a native call registers
 * with {@link #onCancel(Runnable)}.
 */
public final class CancellationToken {
  private final List<Runnable> callbacks = new ArrayList<>();
  private volatile boolean cancelled;

  /** A token that nobody cancels, for callers that offer no cancel. */
  public static CancellationToken none() {
    return new CancellationToken();
  }

  /** Cancels; runs the registered callbacks on this thread, once. Further calls do nothing. */
  public void cancel() {
    List<Runnable> toRun;
    synchronized (callbacks) {
      if (cancelled) {
        return;
      }
      cancelled = true;
      toRun = List.copyOf(callbacks);
      callbacks.clear();
    }
    toRun.forEach(Runnable::run);
  }

  public boolean isCancelled() {
    return cancelled;
  }

  /**
   * @throws CancellationException if {@link #cancel()} has been called
   */
  public void throwIfCancelled() {
    if (cancelled) {
      throw new CancellationException("cancelled");
    }
  }

  /**
   * Runs {@code callback} when the token is cancelled, at once if it already is.
   *
   * @return closes the registration; after that the callback is not started any more
   */
  public Registration onCancel(Runnable callback) {
    synchronized (callbacks) {
      if (!cancelled) {
        callbacks.add(callback);
        return () -> {
          synchronized (callbacks) {
            callbacks.remove(callback);
          }
        };
      }
    }
    callback.run();
    return () -> {};
  }

  /** Ends the interest of one callback; closing twice is harmless. */
  @FunctionalInterface
  public interface Registration extends AutoCloseable {
    @Override
    void close();
  }
}
