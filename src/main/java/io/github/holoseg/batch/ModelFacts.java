package io.github.holoseg.batch;

import io.github.holoseg.model.ModelSpec;
import io.github.holoseg.model.install.Origin;
import io.github.holoseg.pipeline.RunEstimate;
import io.github.holoseg.volume.Label;
import io.github.holoseg.volume.VolumeGeometry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What {@code models show} tells.
 *
 * @param folder where it lies
 * @param bundled whether it came with Holoseg
 * @param spacing mm along the oriented x, y, z; null: the scan's own
 * @param patch voxels of a tile along the oriented x, y, z
 * @param folds networks whose scores are averaged
 * @param parts further networks that are painted over
 * @param bytes of the network files
 * @param origin null if Holoseg did not install it
 * @param tests names of the golden tests that it carries
 * @param estimate null if the scan is none that the model takes
 * @param problem why there is no estimate, else null
 */
public record ModelFacts(
    String id,
    String version,
    String name,
    String description,
    String notice,
    String source,
    String license,
    List<String> citations,
    String folder,
    boolean bundled,
    String modality,
    List<String> channels,
    String orientation,
    double[] spacing,
    int[] patch,
    double overlap,
    int folds,
    int parts,
    boolean cascade,
    List<Structure> labels,
    long bytes,
    Origin origin,
    List<String> tests,
    Estimate estimate,
    String problem) {

  /** A structure that the model finds. */
  public record Structure(int value, String name) {
    static Structure of(Label label) {
      return new Structure(label.value(), label.name());
    }
  }

  /**
   * What a run would take.
   *
   * @param scan what it is for, in words
   * @param size voxels
   * @param scanSpacing mm
   * @param memory bytes
   * @param runs of a network
   * @param secondsPerRun null if not measured
   * @param seconds of all runs, null if not measured
   * @param provider that was measured, null if none was
   */
  public record Estimate(
      String scan,
      long[] size,
      double[] scanSpacing,
      long memory,
      long runs,
      Double secondsPerRun,
      Double seconds,
      String provider,
      List<RunEstimate.Part> networks) {
    static Estimate of(String scan, VolumeGeometry geometry, RunEstimate estimate) {
      boolean timed = !Double.isNaN(estimate.seconds());
      return new Estimate(
          scan,
          geometry.size(),
          geometry.spacing(),
          estimate.memory(),
          estimate.networks(),
          timed ? estimate.secondsPerRun() : null,
          timed ? estimate.seconds() : null,
          timed ? estimate.provider() : null,
          estimate.parts());
    }
  }

  static ModelFacts of(
      ModelSpec spec,
      String folder,
      boolean bundled,
      Origin origin,
      long bytes,
      Estimate estimate,
      String problem) {
    return new ModelFacts(
        spec.id(),
        spec.version(),
        spec.name(),
        spec.description(),
        spec.notice(),
        spec.source(),
        spec.license(),
        spec.citations(),
        folder,
        bundled,
        spec.modality(),
        spec.network().channels(),
        spec.geometry().orientation(),
        spacing(spec),
        spec.window().patch(),
        spec.window().overlap(),
        spec.network().weights().size(),
        spec.parts().size(),
        spec.cascade() != null,
        spec.labels().stream().map(Structure::of).toList(),
        bytes,
        origin,
        spec.tests().stream().map(test -> test.name()).toList(),
        estimate,
        problem);
  }

  /** JSON has no NaN, which stands for the scan's own spacing along one axis. */
  private static double[] spacing(ModelSpec spec) {
    double[] spacing = spec.geometry().spacing();
    return spacing == null
        ? null
        : Arrays.stream(spacing).map(s -> Double.isNaN(s) ? 0 : s).toArray();
  }

  /** For people: a line each. */
  public String toText() {
    StringBuilder t = new StringBuilder();
    line(t, "model", id + " " + version + "  " + name);
    line(t, "", description);
    line(t, "notice", notice);
    line(t, "finds", labelText());
    line(t, "made for", modality + ", channels " + String.join(", ", channels));
    line(t, "spacing", spacing == null ? "the scan's own" : spacingText(spacing));
    line(t, "axes", orientation == null ? "as stored" : orientation);
    line(t, "tiles", sizes(patch) + " voxels, overlap " + overlap);
    line(t, "networks", networkText());
    line(t, "size", megabytes(bytes));
    line(t, "licence", license.isEmpty() ? "not stated" : license);
    citations.forEach(citation -> line(t, "cite", citation));
    line(t, "kind", source);
    line(t, "folder", bundled ? "bundled with Holoseg" : folder);
    if (origin != null) {
      line(t, "from", origin.source() + (origin.inside().isEmpty() ? "" : " > " + origin.inside()));
      line(t, "installed", origin.installed() + " by Holoseg " + origin.holoseg());
      line(t, "SHA-256", origin.sha256());
    }
    line(t, "tests", tests.isEmpty() ? "none, cannot be verified" : String.join(", ", tests));
    if (estimate == null) {
      line(t, "estimate", problem);
    } else {
      estimateLines(t);
    }
    return t.toString().stripTrailing();
  }

  private void estimateLines(StringBuilder t) {
    line(t, "estimate", "for " + estimate.scan());
    line(t, "  memory", "about " + megabytes(estimate.memory()) + " (a crop needs less)");
    line(t, "  runs", estimate.runs() + " of a network");
    line(
        t,
        "  time",
        estimate.seconds() == null
            ? "not measured; with 'time' one tile is run"
            : String.format(
                Locale.ROOT,
                "about %.0f s on %s (%.2f s a run), without preparing and restoring",
                estimate.seconds(),
                estimate.provider(),
                estimate.secondsPerRun()));
  }

  private String networkText() {
    List<String> all = new ArrayList<>();
    all.add(folds == 1 ? "1" : folds + " folds, averaged");
    if (parts > 0) {
      all.add(parts + " more painted over it");
    }
    if (cascade) {
      all.add("a coarse one before it");
    }
    return String.join(", ", all);
  }

  private String labelText() {
    return labels.stream()
        .map(label -> label.value() + " " + label.name())
        .collect(Collectors.joining(", "));
  }

  private static String sizes(int[] sizes) {
    return IntStream.of(sizes).mapToObj(String::valueOf).collect(Collectors.joining(" x "));
  }

  private static String spacingText(double[] spacing) {
    return Arrays.stream(spacing)
            .mapToObj(s -> s == 0 ? "own" : String.format(Locale.ROOT, "%.4g", s))
            .collect(Collectors.joining(" x "))
        + " mm";
  }

  private static String megabytes(long bytes) {
    return String.format(Locale.ROOT, "%.1f MB", bytes / 1048576.0);
  }

  private static void line(StringBuilder t, String key, String value) {
    if (value != null && !value.isBlank()) {
      t.append(String.format(Locale.ROOT, "%-10s %s%n", key, value));
    }
  }
}
