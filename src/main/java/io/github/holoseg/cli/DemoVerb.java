package io.github.holoseg.cli;

import io.github.holoseg.batch.Arguments;
import io.github.holoseg.batch.Operation;
import io.github.holoseg.batch.Parameter;
import io.github.holoseg.batch.SegmentOptions;
import io.github.holoseg.batch.SegmentOutcome;
import io.github.holoseg.batch.SegmentTask;
import io.github.holoseg.batch.Structure;
import io.github.holoseg.io.AtomicFile;
import io.github.holoseg.measure.LabelOverlap;
import io.github.holoseg.measure.Overlap;
import io.github.holoseg.model.ModelRepository;
import io.github.holoseg.render.ArgbImage;
import io.github.holoseg.render.Montage;
import io.github.holoseg.render.PngWriter;
import io.github.holoseg.render.Window;
import io.github.holoseg.task.CancellationToken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** Shows on a small scan what Holoseg does, end to end, and what to do next. */
final class DemoVerb implements Verb {
  private static final List<Parameter> OPTIONS =
      List.of(Parameter.MODEL, Parameter.DEVICE, Parameter.THREADS);
  private static final int PICTURE_HEIGHT = 420;

  private final Path project;

  /**
   * @param project where {@code sample-volumes/data} is looked for
   */
  DemoVerb(Path project) {
    this.project = project;
  }

  @Override
  public String word() {
    return "demo";
  }

  @Override
  public String summary() {
    return "segment a small sample and show the result";
  }

  @Override
  public void describe(CommandSpec spec) {
    spec.addOption(option("output", "demo-output", "folder for label map, report and picture"));
    for (Parameter p : OPTIONS) {
      spec.addOption(option(p.key(), p.defaultValue(), p.help()));
    }
  }

  private static OptionSpec option(String key, String standard, String help) {
    return OptionSpec.builder("--" + key)
        .type(String.class)
        .arity("1")
        .paramLabel(key.toUpperCase(Locale.ROOT))
        .description(help + " (default: " + standard + ")")
        .build();
  }

  /** What {@code demo --json} prints. */
  record DemoJson(
      String status,
      String input,
      String labels,
      String report,
      String montage,
      String reference,
      List<Row> structures) {}

  /** A line of the table; {@code agreement} is null where there is no reference. */
  record Row(Structure structure, Agreement agreement) {}

  /** How far a structure and the reference are the same voxels, 0 to 1; null where undefined. */
  record Agreement(Double dice, Double precision, Double recall) {
    static Agreement of(LabelOverlap overlap) {
      return new Agreement(
          Verbs.defined(overlap.dice()),
          Verbs.defined(overlap.precision()),
          Verbs.defined(overlap.recall()));
    }
  }

  @Override
  public Answer run(ParseResult parsed, Console console, CancellationToken cancel)
      throws IOException {
    Path output = Path.of(parsed.matchedOptionValue("--output", "demo-output"));
    Files.createDirectories(output);
    DemoScan scan = DemoScan.find(project, output);
    console.say("This is " + scan.what() + ".");
    SegmentOutcome outcome = SegmentTask.run(options(parsed, scan, output), console, cancel);
    outcome.report().warnings().forEach(w -> console.say("Warning: " + w));
    Path picture = output.resolve("montage.png");
    ArgbImage montage =
        Montage.render(outcome.volume(), outcome.result().labels(), Window.BONE, PICTURE_HEIGHT);
    AtomicFile.write(picture, out -> PngWriter.write(montage, out));
    List<Row> rows = rows(outcome, scan, cancel);
    return Answer.done(
        text(outcome, scan, rows, picture),
        new DemoJson(
            "done",
            scan.input().toString(),
            outcome.options().output().toString(),
            outcome.reportPath().toString(),
            picture.toString(),
            scan.referenceName(),
            rows));
  }

  private static SegmentOptions options(ParseResult parsed, DemoScan scan, Path output) {
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put("input", scan.input().toString());
    texts.put("output", output.resolve("labels.nii.gz").toString());
    texts.put("report", output.resolve("report.json").toString());
    for (Parameter p : OPTIONS) {
      String standard = p == Parameter.MODEL ? scan.model() : "";
      texts.put(p.key(), parsed.matchedOptionValue("--" + p.key(), standard));
    }
    return SegmentOptions.of(Arguments.of(Operation.SEGMENT, texts));
  }

  private static List<Row> rows(SegmentOutcome outcome, DemoScan scan, CancellationToken cancel) {
    List<Row> rows = new ArrayList<>();
    Overlap overlap =
        Overlap.between(
            outcome.result().labels(),
            scan.reference(),
            Runtime.getRuntime().availableProcessors(),
            cancel);
    for (Structure s : outcome.structures()) {
      Set<Integer> values = scan.values().get(s.name());
      rows.add(
          new Row(
              s,
              values == null
                  ? null
                  : Agreement.of(overlap.of(s.name(), Set.of(s.value()), values))));
    }
    return rows;
  }

  private static String text(SegmentOutcome outcome, DemoScan scan, List<Row> rows, Path picture) {
    Table table =
        new Table("structure", ">volume ml", ">mean HU", ">Dice", ">precision", ">recall", "");
    for (Row row : rows) {
      Structure s = row.structure();
      Agreement a = row.agreement();
      table.row(
          s.name(),
          Verbs.number(s.volumeMl()),
          Verbs.number(s.meanHu(), "%.1f"),
          a == null ? "-" : share(a.dice()),
          a == null ? "-" : share(a.precision()),
          a == null ? "-" : share(a.recall()),
          Verbs.note(s));
    }
    List<String> lines = new ArrayList<>(List.of("", table.toString(), ""));
    lines.add("Dice, precision and recall compare with " + scan.referenceName() + ".");
    if (outcome.report().model().id().equals(ModelRepository.DEFAULT_ID)) {
      lines.add(
          "The model 'femur-pelvis' was trained on simulated anatomy only and has never seen a"
              + " patient before this one (docs/models/femur-pelvis.md).");
    } else if (outcome.report().model().id().equals("bone")) {
      lines.add(
          "The model 'bone' is a HU threshold in the form of a network. It finds dense bone (and"
              + " metal) and leaves out marrow, so its recall of whole bones is low by nature.");
    }
    lines.add("");
    lines.add("Label map  " + outcome.options().output());
    lines.add("Report     " + outcome.reportPath());
    lines.add("Picture    " + picture);
    lines.add("");
    lines.add("Next:");
    lines.add(
        next(
            "view " + fromHere(scan.input()) + " " + fromHere(outcome.options().output()),
            "look at it in three planes"));
    lines.add(next("models", "which models are installed"));
    lines.add(next("segment YOUR_SCAN -o labels.nii.gz", "your own scan (DICOM folder, NIfTI)"));
    lines.add(next("doctor", "what this machine can run"));
    return String.join(System.lineSeparator(), lines);
  }

  /** A call as it was made this time: from a checkout that is {@code ./holoseg}. */
  private static String next(String call, String purpose) {
    return String.format(
        Locale.ROOT,
        "  %-50s  # %s",
        System.getProperty("holoseg.command", "holoseg") + " " + call,
        purpose);
  }

  /** As short as it can be typed in this folder. */
  private static Path fromHere(Path file) {
    Path here = Path.of("").toAbsolutePath();
    Path whole = file.toAbsolutePath().normalize();
    return whole.startsWith(here) ? here.relativize(whole) : whole;
  }

  private static String share(Double value) {
    return Verbs.number(value, "%.3f");
  }
}
