package io.github.holoseg.cli;

import io.github.holoseg.task.ProgressListener;
import io.github.holoseg.task.Stage;
import java.io.PrintStream;
import java.util.Locale;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/**
 * Shows how far a run has come: a bar on a terminal; in a log one plain line when a stage begins
 * and at each tenth of a long one.
 */
final class Console implements ProgressListener, AutoCloseable {
  private static final int BAR_LENGTH = 100;
  private static final long LONG_STAGE_NANOS = 5_000_000_000L;

  private final PrintStream err;
  private final boolean terminal;
  private ProgressBar bar;
  private Stage current;
  private long stageStart;
  private long lastTenth;

  Console(PrintStream err) {
    this(err, isTerminal());
  }

  Console(PrintStream err, boolean terminal) {
    this.err = err;
    this.terminal = terminal;
  }

  /** Since Java 22 there is a console object without a terminal, so that one has to be asked. */
  private static boolean isTerminal() {
    java.io.Console console = System.console();
    if (console == null || "dumb".equals(System.getenv("TERM"))) {
      return false;
    }
    try {
      return (boolean) java.io.Console.class.getMethod("isTerminal").invoke(console);
    } catch (NoSuchMethodException e) {
      return true;
    } catch (ReflectiveOperationException e) {
      return false;
    }
  }

  /** A line for people, beside the progress. */
  synchronized void say(String line) {
    endStage();
    err.println(line);
  }

  @Override
  public synchronized void onProgress(Stage stage, long done, long total) {
    if (stage != current) {
      endStage();
      beginStage(stage);
    }
    if (terminal) {
      bar.maxHint(total > 0 ? total : -1);
      bar.stepTo(done);
    } else if (total > 0 && System.nanoTime() - stageStart > LONG_STAGE_NANOS) {
      long tenth = done * 10 / total;
      if (tenth > lastTenth) {
        err.println(stage.title() + " " + tenth * 10 + " %");
        lastTenth = tenth;
      }
    }
  }

  private void beginStage(Stage stage) {
    current = stage;
    stageStart = System.nanoTime();
    lastTenth = 0;
    if (terminal) {
      bar =
          new ProgressBarBuilder()
              .setTaskName(String.format(Locale.ROOT, "%-10s", stage.title()))
              .setInitialMax(-1)
              .setStyle(ProgressBarStyle.ASCII)
              .setUpdateIntervalMillis(200)
              .setConsumer(new ConsoleProgressBarConsumer(err, BAR_LENGTH))
              .build();
    } else {
      err.println(stage.title() + " …");
    }
  }

  private void endStage() {
    if (bar != null) {
      bar.close();
      bar = null;
    }
    current = null;
  }

  @Override
  public synchronized void close() {
    endStage();
  }
}
