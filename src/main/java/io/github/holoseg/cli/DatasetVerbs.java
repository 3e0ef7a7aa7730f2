package io.github.holoseg.cli;

import io.github.holoseg.annotation.cases.CaseStatus;
import io.github.holoseg.batch.UsageException;
import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.workbench.dataset.CaseExport;
import io.github.holoseg.workbench.dataset.NnunetExport;
import io.github.holoseg.workbench.dataset.NnunetImport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** Corrected cases to an nnU-Net training set, and back. */
final class DatasetVerbs {
  private DatasetVerbs() {}

  /**
   * What both print with {@code --json}.
   *
   * @param written cases of the set; null for an import
   * @param failures one sentence each
   */
  record DatasetJson(String status, String folder, List<String> written, List<String> failures) {}

  /** {@code dataset}: says what follows it. */
  static final class Group implements Verb {
    @Override
    public String word() {
      return "dataset";
    }

    @Override
    public String summary() {
      return "make nnU-Net training sets of corrected cases, or take them back";
    }

    @Override
    public List<Verb> children() {
      return List.of(new Export(), new Import());
    }

    @Override
    public Answer run(ParseResult parsed, Console console, CancellationToken cancel) {
      throw new UsageException("dataset: say export or import; dataset --help lists both");
    }
  }

  private static final class Export implements Verb {
    @Override
    public String word() {
      return "export";
    }

    @Override
    public String summary() {
      return "write the finished cases of a folder as imagesTr, labelsTr and dataset.json";
    }

    @Override
    public void describe(CommandSpec spec) {
      spec.addPositional(folder("0", "CASES", "folder of cases, as the workbench keeps it"));
      spec.addPositional(folder("1", "SET", "folder of the set, for example Dataset012_Hips"));
      spec.addOption(
          OptionSpec.builder("--all")
              .type(boolean.class)
              .arity("0")
              .description("also cases that are in work or flagged")
              .build());
    }

    @Override
    public Answer run(ParseResult parsed, Console console, CancellationToken cancel)
        throws IOException {
      Set<CaseStatus> wanted =
          parsed.matchedOptionValue("--all", false)
              ? EnumSet.of(CaseStatus.DONE, CaseStatus.IN_WORK, CaseStatus.FLAGGED)
              : EnumSet.of(CaseStatus.DONE);
      Path set = Path.of(parsed.<String>matchedPositionalValue(1, ""));
      NnunetExport.Result result =
          CaseExport.export(
              Path.of(parsed.<String>matchedPositionalValue(0, "")), wanted, set, console, cancel);
      result.failures().forEach(failure -> console.say("Warning: " + failure));
      String text = "cases exported: " + result.written().size() + ", to " + set;
      return answer(text, set, result.written(), result.failures());
    }
  }

  private static final class Import implements Verb {
    @Override
    public String word() {
      return "import";
    }

    @Override
    public String summary() {
      return "write the labels of a set into a folder of cases";
    }

    @Override
    public void describe(CommandSpec spec) {
      spec.addPositional(folder("0", "SET", "folder with dataset.json"));
      spec.addPositional(folder("1", "CASES", "folder of cases; made if it is not there"));
    }

    @Override
    public Answer run(ParseResult parsed, Console console, CancellationToken cancel)
        throws IOException {
      Path cases = Path.of(parsed.<String>matchedPositionalValue(1, ""));
      NnunetExport.Result result =
          NnunetImport.intoCases(
              Path.of(parsed.<String>matchedPositionalValue(0, "")), cases, console, cancel);
      result.failures().forEach(failure -> console.say("Warning: " + failure));
      String text = "cases imported: " + result.written().size() + ", to " + cases;
      return answer(text, cases, result.written(), result.failures());
    }
  }

  private static Answer answer(
      String text, Path folder, List<String> written, List<String> failures) throws IOException {
    if (!failures.isEmpty()) {
      throw new IOException(
          folder + ": " + failures.size() + " cases failed, see above; the others are done");
    }
    return Answer.done(text, new DatasetJson("done", folder.toString(), written, failures));
  }

  private static PositionalParamSpec folder(String index, String label, String help) {
    return PositionalParamSpec.builder()
        .index(index)
        .arity("1")
        .type(String.class)
        .paramLabel(label)
        .description(help)
        .build();
  }
}
