package io.github.holoseg.cli;

import static picocli.CommandLine.Model.UsageMessageSpec.SECTION_KEY_FOOTER;

import io.github.holoseg.batch.Arguments;
import io.github.holoseg.batch.Operation;
import io.github.holoseg.batch.Parameter;
import io.github.holoseg.task.CancellationToken;
import java.io.File;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** An {@link Operation} as a sub-command: its options come from the declared parameters. */
final class OperationVerb implements Verb {
  /** What is done with the checked arguments. */
  interface Body {
    Answer run(Arguments arguments, Console console, CancellationToken cancel) throws IOException;
  }

  private static final Map<Parameter, String> SHORT =
      Map.of(Parameter.OUTPUT, "-o", Parameter.MODEL, "-m");

  private final Operation operation;
  private final Body body;

  OperationVerb(Operation operation, Body body) {
    this.operation = operation;
    this.body = body;
  }

  @Override
  public String word() {
    String words = operation.word();
    return words.substring(words.lastIndexOf(' ') + 1);
  }

  @Override
  public String summary() {
    return operation.summary();
  }

  @Override
  public void describe(CommandSpec spec) {
    for (Parameter parameter : operation.parameters()) {
      if (parameter == operation.positional()) {
        boolean many = takesSeveral(operation);
        String one = parameter == Parameter.MODEL ? "0..1" : "1";
        spec.addPositional(
            PositionalParamSpec.builder()
                .index(many ? "0..*" : "0")
                .arity(many ? "1..*" : one)
                .type(many ? String[].class : String.class)
                .paramLabel(parameter.name())
                .description(parameter.help())
                .build());
      } else {
        spec.addOption(option(parameter));
      }
    }
    // Only when help is asked for: exporters are classes that need not be loaded at every start.
    spec.usageMessage().sectionMap().put(SECTION_KEY_FOOTER, help -> footer(help, operation));
  }

  private static String footer(Help help, Operation operation) {
    List<String> endings = operation.endings();
    return endings.isEmpty()
        ? ""
        : help.createHeading("%nEndings of the output:%n  " + String.join(" ", endings) + "%n");
  }

  /** The channels of a model may be named one after the other. */
  private static boolean takesSeveral(Operation operation) {
    return operation == Operation.SEGMENT;
  }

  private OptionSpec option(Parameter parameter) {
    String name = "--" + parameter.key();
    String[] names =
        Optional.ofNullable(SHORT.get(parameter))
            .map(s -> new String[] {s, name})
            .orElse(new String[] {name});
    OptionSpec.Builder option = OptionSpec.builder(names).required(operation.requires(parameter));
    if (parameter.kind() == Parameter.Kind.FLAG) {
      return option.type(boolean.class).description(parameter.help()).build();
    }
    String standard = parameter.defaultValue();
    return option
        .type(String.class)
        .arity("1")
        .paramLabel(placeholder(parameter))
        .description(
            parameter.help().replace("%", "%%")
                + (standard.isEmpty() ? "" : " (default: " + standard + ")"))
        .build();
  }

  private static String placeholder(Parameter parameter) {
    return switch (parameter.kind()) {
      case PATH -> "PATH";
      case INTEGER -> "N";
      case LIST -> "A,B";
      default -> parameter.name();
    };
  }

  @Override
  public Answer run(ParseResult parsed, Console console, CancellationToken cancel)
      throws IOException {
    return body.run(arguments(operation, parsed), console, cancel);
  }

  static Arguments arguments(Operation operation, ParseResult parsed) {
    Map<String, String> texts = new LinkedHashMap<>();
    for (Parameter parameter : operation.parameters()) {
      String key = parameter.key();
      if (parameter == operation.positional()) {
        texts.put(
            key,
            takesSeveral(operation)
                ? String.join(File.pathSeparator, parsed.matchedPositionalValue(0, new String[0]))
                : parsed.matchedPositionalValue(0, ""));
      } else if (parameter.kind() == Parameter.Kind.FLAG) {
        texts.put(key, Boolean.toString(parsed.hasMatchedOption("--" + key)));
      } else {
        texts.put(key, parsed.matchedOptionValue("--" + key, ""));
      }
    }
    return Arguments.of(operation, texts);
  }
}
