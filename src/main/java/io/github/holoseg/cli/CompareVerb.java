package io.github.holoseg.cli;

import io.github.holoseg.batch.Arguments;
import io.github.holoseg.batch.CompareTask;
import io.github.holoseg.batch.LabelComparison;
import io.github.holoseg.batch.Operation;
import io.github.holoseg.batch.Parameter;
import io.github.holoseg.task.CancellationToken;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** {@link CompareTask} with two files one after the other, and a table. */
final class CompareVerb implements Verb {
  @Override
  public String word() {
    return Operation.COMPARE.word();
  }

  @Override
  public String summary() {
    return Operation.COMPARE.summary();
  }

  @Override
  public void describe(CommandSpec spec) {
    spec.addPositional(file("0", "1", "LABELS", "label map to judge"));
    spec.addPositional(file("1", "0..1", "REFERENCE", Parameter.REFERENCE.help()));
    spec.addOption(option(Parameter.REFERENCE, "PATH", "the second file, if it is named here"));
    spec.addOption(option(Parameter.MATCH, "NAME=VALUE,...", Parameter.MATCH.help()));
  }

  private static PositionalParamSpec file(String index, String arity, String label, String help) {
    return PositionalParamSpec.builder()
        .index(index)
        .arity(arity)
        .type(String.class)
        .paramLabel(label)
        .description(help)
        .build();
  }

  private static OptionSpec option(Parameter parameter, String label, String help) {
    return OptionSpec.builder("--" + parameter.key())
        .type(String.class)
        .arity("1")
        .paramLabel(label)
        .description(help)
        .build();
  }

  @Override
  public Answer run(ParseResult parsed, Console console, CancellationToken cancel)
      throws IOException {
    String reference =
        parsed.matchedOptionValue(
            "--" + Parameter.REFERENCE.key(), parsed.matchedPositionalValue(1, ""));
    Arguments arguments =
        Arguments.of(
            Operation.COMPARE,
            Map.of(
                Parameter.INPUT.key(),
                parsed.matchedPositionalValue(0, ""),
                Parameter.REFERENCE.key(),
                reference,
                Parameter.MATCH.key(),
                parsed.matchedOptionValue("--" + Parameter.MATCH.key(), "")));
    LabelComparison comparison = CompareTask.run(arguments, cancel);
    comparison.warnings().forEach(warning -> console.say("Warning: " + warning));
    return Answer.done(table(comparison.structures()), comparison);
  }

  private static String table(List<LabelComparison.Row> rows) {
    Table table =
        new Table(
            "structure",
            ">voxels",
            ">reference",
            ">Dice",
            ">precision",
            ">recall",
            ">mean mm",
            ">HD95 mm");
    for (LabelComparison.Row row : rows) {
      table.row(
          row.name(),
          Long.toString(row.voxels()),
          Long.toString(row.referenceVoxels()),
          Verbs.number(row.dice(), "%.4f"),
          Verbs.number(row.precision(), "%.4f"),
          Verbs.number(row.recall(), "%.4f"),
          Verbs.number(row.meanSurfaceDistance(), "%.2f"),
          Verbs.number(row.hausdorff95(), "%.2f"));
    }
    return table.toString();
  }
}
