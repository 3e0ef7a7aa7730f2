package io.github.holoseg.commands;

import io.github.holoseg.batch.Arguments;
import io.github.holoseg.batch.Operation;
import io.github.holoseg.batch.Sentence;
import io.github.holoseg.batch.Tasks;
import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.task.ProgressListener;
import io.github.holoseg.viewer.swing.Viewing;
import io.github.holoseg.workbench.segment.Host;
import io.github.holoseg.workbench.swing.Workbenches;
import java.io.File;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.scijava.Cancelable;
import org.scijava.command.Command;
import org.scijava.log.LogService;
import org.scijava.plugin.Parameter;

/**
 * What the SciJava commands have in common: fields to arguments, run, tell the end.
 *
 * <p>They are for scripts ({@code CommandService.run}, {@code fiji --headless --run}). They are not
 * {@code visible}: menus, macros and the search bar of Fiji go through {@link HolosegPlugIn}, whose
 * windows can do more than a form and whose parser does not look for keys inside values.
 *
 * <p>The fields of a subclass have the keys of {@link io.github.holoseg.batch.Parameter} as names,
 * are not persisted (a batch must not depend on what was clicked last), and have explicit defaults.
 * Paths that are needed are not "required" for SciJava, because it would then skip the command in a
 * headless run without a word; we say what is missing. There are no image outputs: Fiji loses them
 * without a visible window.
 *
 * <p>After a failure {@link #isCanceled()} is true and {@link #getCancelReason()} is the sentence:
 * callers of {@code CommandService.run} see it there; a macro is stopped.
 */
abstract class OperationCommand implements Command, Cancelable {
  private final Operation operation;
  private String failure;

  @Parameter(required = false)
  private LogService log;

  OperationCommand(Operation operation) {
    this.operation = operation;
  }

  /** Adds key and value of every input; values are strings, numbers, booleans or files. */
  abstract void collect(Map<String, Object> inputs);

  @Override
  public final void run() {
    failure = attempt();
    if (failure == null) {
      return;
    }
    if (hasImageJ1()) {
      ImageJ1.fail(failure);
    } else if (log != null) {
      log.error("Holoseg ERROR: " + failure);
    }
  }

  private String attempt() {
    try {
      Arguments arguments = arguments();
      if (hasImageJ1()) {
        return ImageJ1.run(arguments);
      }
      if (operation == Operation.OPEN) {
        return "'" + operation.label() + "' shows an image of ImageJ 1.x, which is not here.";
      }
      if (operation == Operation.VIEW) {
        Viewing.requireDisplay();
      }
      Tasks.Done done = Tasks.run(arguments, ProgressListener.NONE, CancellationToken.none());
      if (done.viewed() != null) {
        Workbenches.open(Host.NONE, Workbenches.showing(done.viewed(), arguments));
      }
      if (log != null) {
        done.warnings().forEach(warning -> log.warn("Holoseg: " + warning));
        log.info("Holoseg: " + done.text());
      }
      return null;
    } catch (Exception | OutOfMemoryError | LinkageError e) {
      return Sentence.of(e);
    }
  }

  private Arguments arguments() {
    Map<String, Object> inputs = new LinkedHashMap<>();
    collect(inputs);
    Map<String, String> texts = new LinkedHashMap<>();
    inputs.forEach((key, value) -> texts.put(key, text(value)));
    return Arguments.of(operation, texts, hasImageJ1() ? OpenImage.standsFor(operation) : Set.of());
  }

  private static String text(Object value) {
    if (value == null) {
      return "";
    }
    return value instanceof File file ? file.getPath() : value.toString();
  }

  /** A SciJava application without ImageJ 1.x has none of its classes. */
  private static boolean hasImageJ1() {
    try {
      Class.forName("ij.IJ", false, OperationCommand.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }

  @Override
  public boolean isCanceled() {
    return failure != null;
  }

  @Override
  public void cancel(String reason) {
    failure = reason == null ? "cancelled" : reason;
  }

  @Override
  public String getCancelReason() {
    return failure;
  }
}
