package io.github.holoseg.commands;

import io.github.holoseg.batch.Arguments;
import io.github.holoseg.batch.Operation;
import io.github.holoseg.batch.Sentence;
import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.task.ProgressListener;

/**
 * For {@code call("io.github.holoseg.commands.Macros.run", "segment", "input=[…] output=[…]")} in
 * an ImageJ macro: works without a display in every ImageJ, and gives the macro an answer that it
 * can test, which {@code run(…)} does not.
 */
public final class Macros {
  private Macros() {}

  /**
   * Runs one operation; never throws.
   *
   * @param command word or menu label, for example {@code segment} or {@code Segment CT...}
   * @param options as in {@code run("…", options)}
   * @return {@code ok …} or {@code error …}
   */
  public static String run(String command, String options) {
    try {
      Operation operation = Operation.of(command);
      Arguments arguments = Arguments.parse(operation, options, OpenImage.standsFor(operation));
      return "ok "
          + ImageJ1.perform(arguments, ProgressListener.NONE, CancellationToken.none()).text();
    } catch (Exception | OutOfMemoryError | LinkageError e) {
      return "error " + Sentence.of(e);
    }
  }

  /** As above, for operations that need no options. */
  public static String run(String command) {
    return run(command, "");
  }
}
