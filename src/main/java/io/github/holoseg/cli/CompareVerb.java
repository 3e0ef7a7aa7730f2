package io.github.holoseg.cli;

import io.github.holoseg.batch.UsageException;
import io.github.holoseg.io.LabelMapReader;
import io.github.holoseg.measure.LabelOverlap;
import io.github.holoseg.measure.NearestLabels;
import io.github.holoseg.measure.Overlap;
import io.github.holoseg.measure.SurfaceAgreement;
import io.github.holoseg.measure.SurfaceComparison;
import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.volume.Label;
import io.github.holoseg.volume.LabelMap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** Says how well the structures of two label maps agree, structure by structure. */
final class CompareVerb implements Verb {
  @Override
  public String word() {
    return "compare";
  }

  @Override
  public String summary() {
    return "say how well two label maps agree";
  }

  @Override
  public void describe(CommandSpec spec) {
    spec.addPositional(file("0", "LABELS", "label map to judge"));
    spec.addPositional(file("1", "REFERENCE", "label map to judge it by"));
    spec.addOption(
        OptionSpec.builder("--match")
            .type(String.class)
            .arity("1")
            .paramLabel("NAME=VALUE,...")
            .description(
                "which voxel values of the reference are a structure of the first, for files"
                    + " without names: femur_left=75,hip_left=77+79 (default: equal names)")
            .build());
  }

  private static PositionalParamSpec file(String index, String label, String help) {
    return PositionalParamSpec.builder()
        .index(index)
        .arity("1")
        .type(String.class)
        .paramLabel(label)
        .description(help)
        .build();
  }

  /** What {@code compare --json} prints; shares 0 to 1, distances mm, null where undefined. */
  record CompareJson(
      String status,
      String labels,
      String reference,
      List<String> warnings,
      List<Row> structures) {}

  /** A line of the table. */
  record Row(
      String name,
      long voxels,
      long referenceVoxels,
      Double dice,
      Double precision,
      Double recall,
      Double meanSurfaceDistance,
      Double hausdorff95) {}

  @Override
  public Answer run(ParseResult parsed, Console console, CancellationToken cancel)
      throws IOException {
    String firstName = parsed.matchedPositionalValue(0, "");
    String referenceName = parsed.matchedPositionalValue(1, "");
    Map<String, Set<Integer>> match = match(parsed.matchedOptionValue("--match", ""));
    LabelMap first = read(firstName);
    LabelMap reference = read(referenceName);
    int threads = Runtime.getRuntime().availableProcessors();
    List<String> warnings = new ArrayList<>();
    if (!NearestLabels.isSameGrid(reference.geometry(), first.geometry())) {
      warnings.add(
          "the reference lies on another grid (%s against %s) and was brought to that of the first"
                  .formatted(reference.geometry(), first.geometry())
              + " by its nearest voxels, so that distances are off by up to half a voxel");
      reference = NearestLabels.onGrid(reference, first.geometry(), threads, cancel);
    }
    Map<String, Set<Integer>> pairs = pairs(first, reference, match);
    Overlap overlap = Overlap.between(first, reference, threads, cancel);
    SurfaceComparison surfaces = SurfaceComparison.of(first, reference, threads, cancel);
    List<Row> rows = new ArrayList<>();
    for (Map.Entry<String, Set<Integer>> pair : pairs.entrySet()) {
      Set<Integer> own = Set.of(first.label(pair.getKey()).orElseThrow().value());
      LabelOverlap o = overlap.of(pair.getKey(), own, pair.getValue());
      SurfaceAgreement s = surfaces.between(own, pair.getValue());
      rows.add(
          new Row(
              o.name(),
              o.voxels(),
              o.referenceVoxels(),
              Verbs.defined(o.dice()),
              Verbs.defined(o.precision()),
              Verbs.defined(o.recall()),
              Verbs.defined(s.mean()),
              Verbs.defined(s.hausdorff95())));
    }
    warnings.forEach(warning -> console.say("Warning: " + warning));
    return Answer.done(
        table(rows), new CompareJson("done", firstName, referenceName, warnings, rows));
  }

  private static LabelMap read(String file) throws IOException {
    Path path = Path.of(file);
    if (!Files.exists(path)) {
      throw new IOException(file + ": there is no such file or folder.");
    }
    return LabelMapReader.read(path);
  }

  /** Names of the first, each with its values in the reference. */
  private static Map<String, Set<Integer>> pairs(
      LabelMap first, LabelMap reference, Map<String, Set<Integer>> match) throws IOException {
    for (String name : match.keySet()) {
      if (first.label(name).isEmpty()) {
        throw new IOException(
            "--match: the first has no structure '" + name + "'; it has " + names(first) + ".");
      }
    }
    if (!match.isEmpty()) {
      return match;
    }
    Map<String, Set<Integer>> pairs = new LinkedHashMap<>();
    for (Label label : first.labels()) {
      reference
          .label(label.name())
          .ifPresent(other -> pairs.put(label.name(), Set.of(other.value())));
    }
    if (pairs.isEmpty()) {
      throw new IOException(
          "No structure has the same name in both: the first has "
              + names(first)
              + ", the reference "
              + names(reference)
              + "; say which values of the reference are meant, --match="
              + first.labels().stream().findFirst().map(Label::name).orElse("name")
              + "=1.");
    }
    return pairs;
  }

  /** What the user says, by itself. */
  private static Map<String, Set<Integer>> match(String text) {
    Map<String, Set<Integer>> pairs = new LinkedHashMap<>();
    for (String pair : text.isBlank() ? new String[0] : text.split(",")) {
      String[] sides = pair.strip().split("=");
      if (sides.length != 2 || !sides[1].matches("\\d{1,5}(\\+\\d{1,5})*")) {
        throw new UsageException(
            "--match: '" + pair + "' is not of the form name=value or name=value+value.");
      }
      pairs.put(
          sides[0],
          Arrays.stream(sides[1].split("\\+"))
              .map(Integer::parseInt)
              .filter(value -> value <= 65535)
              .collect(Collectors.toCollection(TreeSet::new)));
    }
    return pairs;
  }

  private static String names(LabelMap map) {
    String names =
        map.labels().stream().limit(8).map(Label::name).collect(Collectors.joining(", "));
    return map.labels().isEmpty() ? "none" : names + (map.labels().size() > 8 ? ", …" : "");
  }

  private static String table(List<Row> rows) {
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
    for (Row row : rows) {
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
