package io.github.holoseg.batch;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The tables of a batch as CSV (RFC 4180, commas, UTF-8, a decimal point everywhere). */
final class Csv {
  private static final Pattern PLAIN = Pattern.compile("[^,\"\\r\\n]*");

  private Csv() {}

  /**
   * @param passedOver images that are no cases, and why; a row each, at the end
   */
  static String cases(List<FolderOutcome.CaseResult> cases, Map<Path, String> passedOver) {
    List<String> lines =
        new ArrayList<>(List.of("case,source,status,seconds,output,message,warnings"));
    for (FolderOutcome.CaseResult c : cases) {
      lines.add(
          row(
              c.name(),
              c.source(),
              c.failure() == null ? "done" : "failed",
              decimal(c.seconds(), 1),
              c.output() == null ? "" : c.output(),
              c.failure() == null ? "" : c.failure(),
              String.join(" | ", c.warnings())));
    }
    passedOver.forEach(
        (path, reason) -> lines.add(row("", path, "passed over", "", "", reason, "")));
    return text(lines);
  }

  static String volumes(List<FolderOutcome.CaseResult> cases) {
    List<String> lines =
        new ArrayList<>(List.of("case,value,structure,voxels,volume_ml,mean_hu,truncated"));
    for (FolderOutcome.CaseResult c : cases) {
      for (Structure s : c.structures()) {
        lines.add(
            row(
                c.name(),
                s.value(),
                s.name(),
                s.voxels(),
                decimal(s.volumeMl(), 4),
                s.meanHu() == null ? "" : decimal(s.meanHu(), 3),
                s.truncated()));
      }
    }
    return text(lines);
  }

  private static String decimal(double value, int digits) {
    return String.format(Locale.ROOT, "%." + digits + "f", value);
  }

  private static String row(Object... cells) {
    return Stream.of(cells).map(c -> cell(c.toString())).collect(Collectors.joining(","));
  }

  private static String cell(String text) {
    return PLAIN.matcher(text).matches() ? text : '"' + text.replace("\"", "\"\"") + '"';
  }

  private static String text(List<String> lines) {
    return String.join("\n", lines) + "\n";
  }
}
