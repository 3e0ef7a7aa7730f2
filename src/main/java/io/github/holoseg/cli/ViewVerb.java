package io.github.holoseg.cli;

import io.github.holoseg.batch.Arguments;
import io.github.holoseg.batch.Operation;
import io.github.holoseg.batch.Parameter;
import io.github.holoseg.batch.ViewTask;
import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.viewer.swing.Viewing;
import io.github.holoseg.workbench.swing.Workbenches;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** Shows a scan and its labels in a window; ends when the window is closed. */
final class ViewVerb implements Verb {
  private final OperationVerb reading = new OperationVerb(Operation.VIEW, (a, c, t) -> null);

  @Override
  public String word() {
    return Operation.VIEW.word();
  }

  @Override
  public String summary() {
    return Operation.VIEW.summary();
  }

  @Override
  public void describe(CommandSpec spec) {
    reading.describe(spec);
    spec.addPositional(
        PositionalParamSpec.builder()
            .index("1")
            .arity("0..1")
            .type(String.class)
            .paramLabel("LABELS")
            .description("the same as --labelmap")
            .build());
  }

  /** What {@code view --json} prints when the window is closed. */
  record ViewJson(String status, String input, String labels, List<String> warnings) {}

  @Override
  public Answer run(ParseResult parsed, Console console, CancellationToken cancel)
      throws IOException {
    Viewing.requireDisplay(); // before minutes are spent on reading
    Arguments arguments = arguments(parsed);
    if (arguments.optional(Parameter.INPUT).isEmpty()) {
      Workbenches.showAndWait(Workbenches.EMPTY, cancel);
      return closed(arguments, List.of());
    }
    ViewTask.Viewed viewed = ViewTask.run(arguments, console, cancel);
    viewed.warnings().forEach(warning -> console.say("Warning: " + warning));
    Workbenches.showAndWait(Workbenches.showing(viewed, arguments), cancel);
    return closed(arguments, viewed.warnings());
  }

  private static Answer closed(Arguments arguments, List<String> warnings) {
    return Answer.done(
        "The window was closed.",
        new ViewJson(
            "done",
            arguments.optional(Parameter.INPUT).orElse(null),
            arguments.optional(Parameter.LABELMAP).orElse(null),
            warnings));
  }

  private static Arguments arguments(ParseResult parsed) {
    Arguments arguments = OperationVerb.arguments(Operation.VIEW, parsed);
    String second = parsed.matchedPositionalValue(1, "");
    if (second.isEmpty()) {
      return arguments;
    }
    Map<String, String> texts = arguments.all();
    texts.put(Parameter.LABELMAP.key(), second);
    return Arguments.of(Operation.VIEW, texts);
  }
}
