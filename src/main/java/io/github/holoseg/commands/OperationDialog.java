package io.github.holoseg.commands;

import ij.gui.GenericDialog;
import ij.plugin.frame.Recorder;
import io.github.holoseg.batch.Arguments;
import io.github.holoseg.batch.Operation;
import io.github.holoseg.batch.Parameter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** An operation's parameters in a plain ImageJ dialog, and what the macro recorder gets of them. */
final class OperationDialog {
  private OperationDialog() {}

  /**
   * @return empty if the dialog was cancelled
   * @throws io.github.holoseg.batch.UsageException if what was entered cannot be
   */
  static Optional<Arguments> ask(Operation operation) {
    GenericDialog dialog = new GenericDialog(operation.label().replace("...", ""));
    for (Parameter parameter : operation.parameters()) {
      add(dialog, parameter);
    }
    OpenImage.standsFor(operation)
        .forEach(p -> dialog.addMessage(p.label() + " empty: the active image is taken"));
    dialog.showDialog();
    if (dialog.wasCanceled()) {
      return Optional.empty();
    }
    Map<String, String> texts = new LinkedHashMap<>();
    for (Parameter parameter : operation.parameters()) {
      texts.put(parameter.key(), read(dialog, parameter));
    }
    Arguments arguments = Arguments.of(operation, texts, OpenImage.standsFor(operation));
    if (Recorder.record) {
      record(arguments);
    }
    return Optional.of(arguments);
  }

  private static void add(GenericDialog dialog, Parameter parameter) {
    switch (parameter.kind()) {
      case PATH -> dialog.addFileField(parameter.label(), parameter.defaultValue());
      case FLAG -> dialog.addCheckbox(parameter.label(), false);
      default -> dialog.addStringField(parameter.label(), parameter.defaultValue(), 25);
    }
    dialog.setInsets(0, 25, 4);
    dialog.addMessage(parameter.help());
  }

  private static String read(GenericDialog dialog, Parameter parameter) {
    return parameter.kind() == Parameter.Kind.FLAG
        ? Boolean.toString(dialog.getNextBoolean())
        : dialog.getNextString();
  }

  /**
   * Replaces what the dialog recorded by itself: it writes a ticked box as a bare key, where all
   * other doors write key=true.
   */
  static void record(Arguments arguments) {
    Recorder.resetCommandOptions();
    arguments
        .all()
        .forEach(
            (key, value) -> {
              if (!value.isEmpty()) {
                Recorder.recordOption(key, value);
              }
            });
  }
}
