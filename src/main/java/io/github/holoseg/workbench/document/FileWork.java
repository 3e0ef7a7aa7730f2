package io.github.holoseg.workbench.document;

import io.github.holoseg.batch.Sentence;
import io.github.holoseg.task.Stage;
import io.github.holoseg.workbench.Jobs;
import io.github.holoseg.workbench.Texts;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * Reads and writes in the background, one job at a time: what it does, how far it is, how it ended.
 * Used on the thread of the user interface, but for {@link #heard}.
 */
final class FileWork implements AutoCloseable {
  private final Executor ui;
  private final Jobs jobs = new Jobs("holoseg-files");
  private Runnable changed = () -> {};
  private boolean busy;
  private volatile Stage stage = Stage.READ;
  private volatile double progress = Double.NaN;
  private String message = "";
  private boolean saved;
  private boolean failed;

  FileWork(Executor ui) {
    this.ui = ui;
  }

  /** Who is told that a job has begun or ended, or that there is something to say. */
  void onChange(Runnable listener) {
    changed = listener;
  }

  boolean isBusy() {
    return busy;
  }

  Stage stage() {
    return stage;
  }

  /** Of the stage, 0 to 1; NaN if that is not known. */
  double progress() {
    return progress;
  }

  /** How far the job at work is; from any thread. */
  void heard(Stage at, long done, long total) {
    stage = at;
    progress = total > 0 ? (double) done / total : Double.NaN;
  }

  /** One sentence about how the last job ended; may be empty. */
  String message() {
    return message;
  }

  /** Whether the message is that something was saved. */
  boolean tellsOfSaving() {
    return saved;
  }

  boolean hasFailed() {
    return failed;
  }

  /** Something else has changed that is worth a look. */
  void tell() {
    changed.run();
  }

  void say(String sentence) {
    message = sentence;
    saved = false;
    changed.run();
  }

  /** Something was written; the job tells so when it ends. */
  void saved(String sentence) {
    message = sentence;
    saved = true;
  }

  void fail(String sentence) {
    failed = true;
    say(sentence);
  }

  /**
   * Starts a job, unless another one is at work.
   *
   * @param then hears, when it has ended or could not begin, whether it went well
   */
  void start(Jobs.Work work, Consumer<Boolean> then) {
    if (busy) {
      say(Texts.get("edit.busy"));
      then.accept(false);
      return;
    }
    busy = true;
    failed = false;
    heard(Stage.READ, 0, 0);
    message = "";
    saved = false;
    jobs.start(
        work,
        failure ->
            ui.execute(
                () -> {
                  ended(failure);
                  then.accept(failure == null);
                }));
    changed.run();
  }

  private void ended(Throwable failure) {
    busy = false;
    if (failure instanceof CancellationException) {
      message = Texts.get("done.cancelled");
    } else if (failure != null) {
      failed = true;
      message = Sentence.of(failure);
    }
    changed.run();
  }

  /** Asks the job at work to end; returns at once. */
  void cancel() {
    jobs.cancel();
  }

  @Override
  public void close() {
    jobs.close();
  }
}
