package io.github.holoseg.commands;

import ij.IJ;
import io.github.holoseg.task.CancellationToken;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Cancels a run when Escape is pressed in ImageJ. It looks five times a second, because a run may
 * be inside one network call for minutes and report no progress.
 */
final class EscapeWatch implements AutoCloseable {
  private static final long PERIOD_MILLIS = 200;

  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "holoseg-escape");
            thread.setDaemon(true);
            return thread;
          });

  EscapeWatch(CancellationToken cancel) {
    IJ.resetEscape();
    timer.scheduleAtFixedRate(
        () -> {
          if (IJ.escapePressed()) {
            cancel.cancel();
          }
        },
        PERIOD_MILLIS,
        PERIOD_MILLIS,
        TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
