package io.github.holoseg.batch;

import io.github.holoseg.io.LabelMapReader;
import io.github.holoseg.measure.NearestLabels;
import io.github.holoseg.measure.Overlap;
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

/**
 * Says how well the structures of two label maps agree, structure by structure. Nothing is written.
 *
 * <p>Structures are paired by name, or as the user says. A reference on another grid is brought to
 * that of the first by its nearest voxels, with a warning.
 */
public final class CompareTask {
  private CompareTask() {}

  /**
   * @param arguments of {@link Operation#COMPARE}
   * @throws UsageException if {@code match} is malformed; nothing was read
   * @throws IOException naming the file, or saying that no structure is in both
   * @throws java.util.concurrent.CancellationException soon after a cancel
   */
  public static LabelComparison run(Arguments arguments, CancellationToken cancel)
      throws IOException {
    Map<String, Set<Integer>> match = match(arguments.text(Parameter.MATCH));
    String firstName = arguments.text(Parameter.INPUT);
    String referenceName = arguments.text(Parameter.REFERENCE);
    LabelMap first = read(arguments.path(Parameter.INPUT).orElseThrow());
    LabelMap reference = read(arguments.path(Parameter.REFERENCE).orElseThrow());
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
    List<LabelComparison.Row> rows = new ArrayList<>();
    for (Map.Entry<String, Set<Integer>> pair : pairs.entrySet()) {
      Set<Integer> own = Set.of(first.label(pair.getKey()).orElseThrow().value());
      rows.add(
          LabelComparison.Row.of(
              overlap.of(pair.getKey(), own, pair.getValue()),
              surfaces.between(own, pair.getValue())));
    }
    return new LabelComparison("done", firstName, referenceName, warnings, rows);
  }

  private static LabelMap read(Path file) throws IOException {
    if (!Files.exists(file)) {
      throw new IOException(file + ": there is no such file or folder.");
    }
    return LabelMapReader.read(file);
  }

  /** Names of the first, each with its values in the reference. */
  private static Map<String, Set<Integer>> pairs(
      LabelMap first, LabelMap reference, Map<String, Set<Integer>> match) throws IOException {
    for (String name : match.keySet()) {
      if (first.label(name).isEmpty()) {
        throw new IOException(
            "match: the first has no structure '" + name + "'; it has " + names(first) + ".");
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
              + "; say which values of the reference are meant, match="
              + first.labels().stream().findFirst().map(Label::name).orElse("name")
              + "=1.");
    }
    return pairs;
  }

  private static Map<String, Set<Integer>> match(String text) {
    Map<String, Set<Integer>> pairs = new LinkedHashMap<>();
    for (String pair : text.isBlank() ? new String[0] : text.split(",")) {
      String[] sides = pair.strip().split("=");
      if (sides.length != 2 || !sides[1].matches("\\d{1,5}(\\+\\d{1,5})*")) {
        throw new UsageException(
            "match: '" + pair + "' is not of the form name=value or name=value+value.");
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
}
