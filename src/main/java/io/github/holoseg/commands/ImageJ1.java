package io.github.holoseg.commands;

import ij.IJ;
import ij.macro.Interpreter;
import io.github.holoseg.batch.Arguments;
import io.github.holoseg.batch.Operation;
import io.github.holoseg.batch.Sentence;
import io.github.holoseg.batch.Tasks;
import io.github.holoseg.commands.image.LabelImages;
import io.github.holoseg.commands.image.VolumeImages;
import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.task.ProgressListener;
import java.awt.GraphicsEnvironment;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Set;

/**
 * What both kinds of command do inside ImageJ: progress in the status bar, Escape cancels, one line
 * in the log, and an end to the macro on failure.
 */
final class ImageJ1 {
  private static final Set<Operation> SHOWS = EnumSet.of(Operation.OPEN, Operation.VIEW);

  private ImageJ1() {}

  /** Whether a person sits in front: a window, and no macro that runs. */
  static boolean isInteractive() {
    return !GraphicsEnvironment.isHeadless()
        && IJ.getInstance() != null
        && !IJ.isMacro()
        && !Interpreter.isBatchMode();
  }

  /**
   * Runs an operation and tells its success; the caller passes a failure to {@link #fail}.
   *
   * @return null, or why it failed
   */
  static String run(Arguments arguments) {
    boolean interactive = isInteractive();
    CancellationToken cancel = new CancellationToken();
    try (EscapeWatch watch = new EscapeWatch(cancel)) {
      Tasks.Done done = perform(arguments, progress(), cancel);
      done.warnings().forEach(warning -> IJ.log("Holoseg warning: " + warning));
      if (interactive && SHOWS.contains(arguments.operation())) {
        IJ.showStatus("Holoseg: " + done.text()); // the log would lie over what is shown
      } else {
        IJ.log("Holoseg: " + done.text());
      }
      if (interactive && done.segmented() != null) {
        LabelImages.show(done.segmented());
      }
      return null;
    } catch (Exception | OutOfMemoryError | LinkageError e) {
      return Sentence.of(e);
    } finally {
      IJ.showProgress(1.0);
    }
  }

  /** Runs an operation, on the active image if it is to be the input, and shows what it opened. */
  static Tasks.Done perform(
      Arguments arguments, ProgressListener progress, CancellationToken cancel) throws IOException {
    if (OpenImage.isMeant(arguments)) {
      try (OpenImage image = OpenImage.active()) {
        return Tasks.segment(arguments, image.volume(arguments), progress, cancel);
      }
    }
    if (arguments.operation() == Operation.VIEW) {
      return WorkbenchWindow.open(arguments, progress, cancel);
    }
    Tasks.Done done = Tasks.run(arguments, progress, cancel);
    if (done.opened() != null) {
      VolumeImages.toImage(done.opened(), Runtime.getRuntime().availableProcessors()).show();
    }
    return done;
  }

  private static ProgressListener progress() {
    return (stage, done, total) -> {
      IJ.showStatus("Holoseg: " + stage.title());
      if (total > 0) {
        IJ.showProgress((double) done / total);
      }
    };
  }

  /**
   * Tells a failure: a dialog to a person, else one line in the log and the end of the macro.
   * {@code IJ.error} is not for macros: it waits for a click where a display is, and nobody is
   * there. {@code Interpreter.abort()} must be the last thing that is done; it may take two
   * seconds.
   */
  static void fail(String sentence) {
    if (isInteractive()) {
      IJ.error("Holoseg", sentence);
      return;
    }
    IJ.log("Holoseg ERROR: " + sentence);
    if (IJ.isMacro()) {
      Interpreter.abort();
    }
  }
}
