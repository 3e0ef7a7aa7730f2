package io.github.holoseg.cli;

import io.github.holoseg.task.CancellationToken;
import java.io.PrintStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The command line. Exit codes: 0 done, 1 failed, 2 wrong use, 130 cancelled.
 *
 * <p>Ctrl-C cancels the run through its token: temporary files are removed and the report written
 * before the process ends.
 */
public final class Main {
  static final int DONE = 0;
  static final int FAILED = 1;
  static final int WRONG_USE = 2;
  static final int CANCELLED = 130;

  /** How long a cancelled run may take to clean up. */
  private static final int PATIENCE_SECONDS = 60;

  private Main() {}

  public static void main(String[] args) {
    CancellationToken cancel = new CancellationToken();
    CountDownLatch finished = new CountDownLatch(1);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> cancelAndWait(cancel, finished)));
    int code = run(System.out, System.err, cancel, args);
    finished.countDown();
    System.exit(code);
  }

  private static void cancelAndWait(CancellationToken cancel, CountDownLatch finished) {
    if (finished.getCount() == 0) {
      return;
    }
    cancel.cancel();
    try {
      finished.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * One call of the command line, without ending the process.
   *
   * @param out for the answer: text, or exactly one JSON document with {@code --json}
   * @param err for everything else
   * @return the exit code
   */
  public static int run(
      PrintStream out, PrintStream err, CancellationToken cancel, String... args) {
    return new CommandTree(out, err, cancel, Verbs.all()).execute(args);
  }
}
