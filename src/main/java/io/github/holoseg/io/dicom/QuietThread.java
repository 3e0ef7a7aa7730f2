package io.github.holoseg.io.dicom;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;

/**
 * Keeps what a library prints to {@code System.err} on this thread from the user's eyes: on damaged
 * streams JJ2000 prints stack traces besides throwing. Other threads print as ever.
 */
final class QuietThread implements AutoCloseable {
  private static final ThreadLocal<Boolean> QUIET = ThreadLocal.withInitial(() -> false);

  private static int open;
  private static PrintStream before;
  private static PrintStream filter;

  private QuietThread() {}

  /** Until it is closed, on the same thread. */
  static QuietThread begin() {
    QUIET.set(true);
    synchronized (QuietThread.class) {
      if (open++ == 0) {
        before = System.err;
        filter = new PrintStream(new Filter(before), true, Charset.defaultCharset());
        System.setErr(filter);
      }
    }
    return new QuietThread();
  }

  @Override
  public void close() {
    QUIET.remove();
    synchronized (QuietThread.class) {
      if (--open == 0 && System.err == filter) {
        System.setErr(before);
      }
    }
  }

  private static final class Filter extends OutputStream {
    private final PrintStream out;

    Filter(PrintStream out) {
      this.out = out;
    }

    @Override
    public void write(int b) {
      if (!QUIET.get()) {
        out.write(b);
      }
    }

    @Override
    public void write(byte[] bytes, int from, int count) {
      if (!QUIET.get()) {
        out.write(bytes, from, count);
      }
    }

    @Override
    public void flush() throws IOException {
      out.flush();
    }
  }
}
