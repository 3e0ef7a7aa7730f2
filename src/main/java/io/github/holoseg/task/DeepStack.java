package io.github.holoseg.task;

import java.io.IOException;

/**
 * Runs work on a thread with a large stack.
 *
 * <p>Native libraries take stack as they like: loading ONNX Runtime has ended a Java process on a
 * thread with the usual 1 MB, without a word. Threads that Holoseg does not make itself, ImageJ's
 * macro thread above all, are of that size.
 */
public final class DeepStack {
  private static final long BYTES = 16L << 20;

  private DeepStack() {}

  /** Work that gives a value. */
  @FunctionalInterface
  public interface Work<T> {
    T run() throws IOException;
  }

  /**
   * Runs the work and waits for its end, interrupted or not; an interrupt is passed on afterwards.
   *
   * @throws IOException what the work throws; its unchecked exceptions and errors likewise
   */
  public static <T> T run(Work<T> work) throws IOException {
    Call<T> call = new Call<>(work);
    Thread thread = new Thread(null, call, "holoseg", BYTES);
    thread.setContextClassLoader(Thread.currentThread().getContextClassLoader());
    thread.setDaemon(true);
    thread.start();
    boolean interrupted = false;
    while (true) {
      try {
        thread.join();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return call.result();
  }

  private static final class Call<T> implements Runnable {
    private final Work<T> work;
    private T value;
    private Throwable failure;

    Call(Work<T> work) {
      this.work = work;
    }

    @Override
    public void run() {
      try {
        value = work.run();
      } catch (IOException | RuntimeException | Error e) {
        failure = e;
      }
    }

    T result() throws IOException {
      if (failure instanceof IOException e) {
        throw e;
      }
      if (failure instanceof Error e) {
        throw e;
      }
      if (failure != null) {
        throw (RuntimeException) failure;
      }
      return value;
    }
  }
}
