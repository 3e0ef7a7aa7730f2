package io.github.holoseg.batch;

import io.github.holoseg.io.SeriesFacts;
import io.github.holoseg.volume.Volume;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import net.imglib2.type.numeric.RealType;

/**
 * What {@code info} tells about a volume, or about a source of which none was read.
 *
 * @param status {@link #DONE}, {@link #REFUSED} or {@link #FAILED}; the command line ends with 1
 *     for the last, else with 0
 * @param message why no volume was read, null if one was; then only name, source and series are
 *     known
 * @param name short name
 * @param format who read it
 * @param modality CT, MR …
 * @param source file or folder, null for a volume in memory
 * @param seriesInstanceUid null where there is none
 * @param geometry size, spacing in mm, LPS origin and direction, axes
 * @param type class of the stored type, for example {@code ShortType}
 * @param min smallest value, HU for CT; null if no value is finite
 * @param max largest value
 * @param properties further facts, sorted by name
 * @param warnings one sentence each
 * @param series all that lies in a DICOM source, best first; empty for other files
 */
public record VolumeFacts(
    String status,
    String message,
    String name,
    String format,
    String modality,
    String source,
    String seriesInstanceUid,
    RunReport.Geometry geometry,
    String type,
    Double min,
    Double max,
    Map<String, String> properties,
    List<String> warnings,
    List<SeriesFacts> series) {

  /** The volume was read. */
  public static final String DONE = "done";

  /** The volume was not read, but others of the source can be. */
  public static final String REFUSED = "refused";

  /** What was asked for, or all there is, cannot be read. */
  public static final String FAILED = "failed";

  static VolumeFacts of(Volume<?> volume, List<SeriesFacts> series) {
    double min = Double.POSITIVE_INFINITY;
    double max = Double.NEGATIVE_INFINITY;
    for (RealType<?> voxel : volume.voxels()) {
      double value = voxel.getRealDouble();
      min = value < min ? value : min;
      max = value > max ? value : max;
    }
    boolean any = min <= max;
    return new VolumeFacts(
        DONE,
        null,
        volume.info().name(),
        volume.info().format(),
        volume.info().modality().name(),
        volume.info().sourcePath().map(Object::toString).orElse(null),
        volume.info().seriesInstanceUid(),
        RunReport.Geometry.of(volume.geometry()),
        volume.voxels().getType().getClass().getSimpleName(),
        any ? min : null,
        any ? max : null,
        new TreeMap<>(volume.info().properties()),
        volume.info().warnings(),
        List.copyOf(series));
  }

  /**
   * @param asked whether the user named the series or volume that is refused
   */
  static VolumeFacts refused(Path source, String message, boolean asked, List<SeriesFacts> series) {
    boolean any = series.stream().anyMatch(s -> s.problems().isEmpty());
    return new VolumeFacts(
        any && !asked ? REFUSED : FAILED,
        message,
        String.valueOf(source.toAbsolutePath().normalize().getFileName()),
        null,
        null,
        source.toString(),
        null,
        null,
        null,
        null,
        null,
        Map.of(),
        List.of(),
        List.copyOf(series));
  }

  /** Whether what was asked for, or all there is, cannot be read. */
  public boolean hasFailed() {
    return status.equals(FAILED);
  }

  public String toJson() {
    return Json.text(this);
  }

  /** For people: a line each. */
  public String toText() {
    StringBuilder t = new StringBuilder();
    line(t, "name", name);
    line(t, "not read", message);
    if (geometry != null) {
      volumeLines(t);
    }
    series.forEach(s -> seriesLines(t, s));
    return t.toString();
  }

  private void volumeLines(StringBuilder t) {
    line(t, "format", format);
    line(t, "modality", modality);
    line(t, "series", seriesInstanceUid);
    line(t, "size", join("%.0f", Arrays.stream(geometry.size()).asDoubleStream().toArray()));
    line(t, "spacing", join("%.4f", geometry.spacing()) + " mm");
    line(t, "origin", join("%.3f", geometry.origin()) + " mm (LPS)");
    for (double[] row : geometry.direction()) {
      line(t, row == geometry.direction()[0] ? "direction" : "", join("%9.6f", row));
    }
    line(t, "axes", geometry.axes());
    line(t, "type", type);
    line(t, "values", min == null ? "none is finite" : number(min) + " to " + number(max));
    properties.forEach((key, value) -> line(t, key, value));
    warnings.forEach(warning -> line(t, "warning", warning));
  }

  private void seriesLines(StringBuilder t, SeriesFacts s) {
    List<String> parts = new ArrayList<>();
    parts.add(s.id().isEmpty() ? "(no UID)" : s.id());
    parts.add((s.modality() + " " + s.kind()).strip());
    parts.add(
        s.rows() == 0
            ? s.slices() + (s.slices() == 1 ? " file" : " files")
            : s.slices()
                + (s.slices() == 1 ? " slice of " : " slices of ")
                + s.columns()
                + "x"
                + s.rows());
    if (s.spacing().stream().anyMatch(Objects::nonNull)) {
      parts.add(
          s.spacing().stream()
                  .map(mm -> mm == null ? "?" : String.format(Locale.ROOT, "%.3f", mm))
                  .collect(Collectors.joining(" x "))
              + " mm");
    }
    parts.add(s.axes());
    parts.add(s.volume());
    parts.add(s.description().isEmpty() ? "" : '"' + s.description() + '"');
    parts.removeIf(String::isEmpty);
    boolean isRead =
        geometry != null && s.id().equals(properties.getOrDefault("stack", seriesInstanceUid));
    line(t, isRead ? "series, read" : "series", String.join("  ", parts));
    if (!isRead) {
      s.oddities().forEach(odd -> line(t, "", "odd: " + odd));
    }
    s.problems().forEach(problem -> line(t, "", "cannot be read: " + problem));
  }

  private static void line(StringBuilder text, String name, String value) {
    if (value != null) {
      text.append(String.format(Locale.ROOT, "%-18s %s%n", name, value));
    }
  }

  private static String join(String format, double... values) {
    return String.format(
        Locale.ROOT, format + "  " + format + "  " + format, values[0], values[1], values[2]);
  }

  private static String number(double value) {
    if (value == Math.rint(value)) {
      return String.format(Locale.ROOT, "%.0f", value);
    }
    // 9.999 as a float is 9.99899959564209 in double's digits.
    return value == (float) value ? Float.toString((float) value) : Double.toString(value);
  }
}
