package io.github.holoseg.cli;

import io.github.holoseg.batch.Arguments;
import io.github.holoseg.batch.ConvertTask;
import io.github.holoseg.batch.Diagnosis;
import io.github.holoseg.batch.FolderOptions;
import io.github.holoseg.batch.FolderOutcome;
import io.github.holoseg.batch.InfoTask;
import io.github.holoseg.batch.Operation;
import io.github.holoseg.batch.Parameter;
import io.github.holoseg.batch.RunReport;
import io.github.holoseg.batch.SegmentFolderTask;
import io.github.holoseg.batch.SegmentOptions;
import io.github.holoseg.batch.SegmentOutcome;
import io.github.holoseg.batch.SegmentTask;
import io.github.holoseg.batch.Structure;
import io.github.holoseg.batch.VolumeFacts;
import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.volume.BoundaryShift;
import io.github.holoseg.volume.Volume;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** What each sub-command does and answers. */
final class Verbs {
  private Verbs() {}

  static List<Verb> all() {
    return List.of(
        new OperationVerb(Operation.SEGMENT, Verbs::segment),
        new OperationVerb(Operation.FOLDER, Verbs::folder),
        new OperationVerb(Operation.INFO, Verbs::info),
        new OperationVerb(Operation.CONVERT, Verbs::convert),
        new ViewVerb(),
        new CompareVerb(),
        new DatasetVerbs.Group(),
        new ModelsVerb("models", ModelVerbs.all()),
        new OperationVerb(Operation.DOCTOR, Verbs::doctor),
        new DemoVerb(Path.of(System.getProperty("holoseg.project", "."))));
  }

  private static Answer segment(Arguments arguments, Console console, CancellationToken cancel)
      throws IOException {
    SegmentOutcome outcome = SegmentTask.run(SegmentOptions.of(arguments), console, cancel);
    outcome.report().warnings().forEach(w -> console.say("Warning: " + w));
    String text =
        table(outcome.structures())
            + System.lineSeparator()
            + boundaries(outcome.report().refinement())
            + "Labels: "
            + outcome.options().output()
            + onSlices(outcome.report().output())
            + System.lineSeparator()
            + "Report: "
            + outcome.reportPath()
            + System.lineSeparator()
            + "Model: "
            + verification(outcome.report().verification());
    return Answer.done(text, outcome.report());
  }

  private static String verification(RunReport.Verification v) {
    return v.certificate() == null
        ? v.verdict()
        : v.verdict() + " on this machine, certificate " + v.certificate() + " of " + v.date();
  }

  private static String onSlices(RunReport.Output output) {
    return output.slices() == null
        ? ""
        : System.lineSeparator() + "Labels on the original slices: " + output.slices().path();
  }

  private static String boundaries(List<BoundaryShift> refinement) {
    StringBuilder text = new StringBuilder();
    for (BoundaryShift s : refinement) {
      text.append(
          String.format(
              Locale.ROOT,
              "Boundary of %s: moved by %.2f mm on average, %.1f at most; %+.1f ml%n",
              s.label(),
              s.meanShift(),
              s.largestShift(),
              s.volumeChange()));
    }
    return text.toString();
  }

  static String table(List<Structure> structures) {
    Table table = new Table("structure", ">volume ml", ">mean HU", "");
    for (Structure s : structures) {
      table.row(s.name(), number(s.volumeMl()), number(s.meanHu(), "%.1f"), note(s));
    }
    return table.toString();
  }

  /** What is odd about a structure; the letters are the patient's sides. */
  static String note(Structure s) {
    return s.voxels() == 0 ? "not found" : s.truncated() ? "truncated (" + s.borders() + ")" : "";
  }

  static String number(double value) {
    return number(value, "%.1f");
  }

  /** A dash for what is not defined. */
  static String number(Double value, String format) {
    return value == null ? "-" : String.format(Locale.ROOT, format, value);
  }

  /** Null for what is no number, so that JSON can hold it. */
  static Double defined(double value) {
    return Double.isNaN(value) ? null : value;
  }

  private static Answer folder(Arguments arguments, Console console, CancellationToken cancel)
      throws IOException {
    FolderOutcome outcome =
        SegmentFolderTask.run(
            FolderOptions.of(arguments),
            (index, count, name, finished) -> {
              String which = "[" + (index + 1) + "/" + count + "] " + name;
              if (finished == null) {
                console.say(which);
              } else if (finished.failure() != null) {
                console.say(which + " failed: " + finished.failure());
              } else {
                finished.warnings().forEach(w -> console.say(which + " warning: " + w));
              }
            },
            console,
            cancel);
    outcome
        .passedOver()
        .forEach((path, reason) -> console.say("Passed over: " + path + ": " + reason));
    return new Answer(
        outcome.sentence() + "; see " + outcome.summary(),
        FolderJson.of(outcome),
        outcome.failures().isEmpty() ? Main.DONE : Main.FAILED);
  }

  /** A {@link FolderOutcome} with paths as plain text. */
  record FolderJson(
      String status, String summary, List<CaseJson> cases, List<PassedOver> passedOver) {
    record PassedOver(String source, String reason) {}

    record CaseJson(
        String name,
        String source,
        String status,
        String message,
        String output,
        double seconds,
        List<Structure> labels,
        List<String> warnings) {}

    static FolderJson of(FolderOutcome outcome) {
      return new FolderJson(
          outcome.failures().isEmpty() ? "done" : "failed",
          outcome.summary().toString(),
          outcome.cases().stream()
              .map(
                  c ->
                      new CaseJson(
                          c.name(),
                          c.source().toString(),
                          c.failure() == null ? "done" : "failed",
                          c.failure(),
                          c.output() == null ? null : c.output().toString(),
                          c.seconds(),
                          c.structures(),
                          c.warnings()))
              .toList(),
          outcome.passedOver().entrySet().stream()
              .map(p -> new PassedOver(p.getKey().toString(), p.getValue()))
              .toList());
    }
  }

  private static Answer info(Arguments arguments, Console console, CancellationToken cancel)
      throws IOException {
    VolumeFacts facts = InfoTask.run(arguments, console, cancel);
    if (facts.hasFailed()) {
      console.say("holoseg: " + facts.message());
    }
    return new Answer(
        facts.toText().stripTrailing(), facts, facts.hasFailed() ? Main.FAILED : Main.DONE);
  }

  private static Answer convert(Arguments arguments, Console console, CancellationToken cancel)
      throws IOException {
    Volume<?> volume = ConvertTask.run(arguments, console, cancel);
    volume.info().warnings().forEach(w -> console.say("Warning: " + w));
    Path output = arguments.path(Parameter.OUTPUT).orElseThrow();
    return Answer.done(
        "Wrote " + output + " (" + volume.geometry() + ")",
        new ConvertJson(
            "done",
            output.toString(),
            RunReport.Geometry.of(volume.geometry()),
            volume.info().warnings()));
  }

  /** What {@code convert --json} prints. */
  record ConvertJson(
      String status, String output, RunReport.Geometry geometry, List<String> warnings) {}

  private static Answer doctor(Arguments arguments, Console console, CancellationToken cancel) {
    Diagnosis diagnosis = Diagnosis.examine();
    return new Answer(
        diagnosis.toText().stripTrailing(),
        diagnosis,
        diagnosis.isHealthy() ? Main.DONE : Main.FAILED);
  }
}
