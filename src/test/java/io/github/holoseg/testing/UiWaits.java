package io.github.holoseg.testing;

import java.awt.EventQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;

/** What robots ask of windows and wait for. Not for the event thread. */
public final class UiWaits {
  private static final int TIMES = 2400;
  private static final int STEP_MILLIS = 50;

  private UiWaits() {}

  /** A question that is asked again until it is answered with yes. */
  public interface Condition {
    boolean holds() throws Exception;
  }

  /** Asks on the event thread. */
  public static <T> T onUi(Callable<T> question) throws Exception {
    FutureTask<T> task = new FutureTask<>(question);
    EventQueue.invokeAndWait(task);
    return task.get();
  }

  /** Waits two minutes and fails with the sentence if it does not come. */
  public static void until(String what, Condition condition) throws Exception {
    for (int i = 0; i < TIMES; i++) {
      if (condition.holds()) {
        return;
      }
      Thread.sleep(STEP_MILLIS);
    }
    throw new AssertionError("did not come: " + what);
  }

  public static void check(boolean holds, String what) {
    if (!holds) {
      throw new AssertionError(what);
    }
  }
}
