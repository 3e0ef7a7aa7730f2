package io.github.holoseg.batch;

import io.github.holoseg.volume.Volume;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import net.imglib2.type.numeric.RealType;

/**
 * What {@code info} tells about a volume.
 *
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
 * @param series what else lies in a DICOM folder, this series included; empty for other files
 */
public record VolumeFacts(
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
    List<Series> series) {

  /**
   * A stack of slices of a DICOM folder.
   *
   * @param kind for example AXIAL or LOCALIZER
   * @param problems why it cannot be read; empty if it can
   */
  public record Series(
      String uid,
      String modality,
      String description,
      String kind,
      int slices,
      List<String> problems) {}

  static VolumeFacts of(Volume<?> volume, List<Series> series) {
    double min = Double.POSITIVE_INFINITY;
    double max = Double.NEGATIVE_INFINITY;
    for (RealType<?> voxel : volume.voxels()) {
      double value = voxel.getRealDouble();
      min = value < min ? value : min;
      max = value > max ? value : max;
    }
    boolean any = min <= max;
    return new VolumeFacts(
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

  public String toJson() {
    return Json.text(this);
  }

  /** For people: a line each. */
  public String toText() {
    StringBuilder t = new StringBuilder();
    line(t, "name", name);
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
    for (Series s : series) {
      line(
          t,
          "in folder",
          String.join(
                  "  ",
                  s.uid == null ? "(no UID)" : s.uid,
                  s.modality,
                  s.kind,
                  s.slices + " slices",
                  s.description)
              + (s.problems.isEmpty() ? "" : "  (" + String.join("; ", s.problems) + ")"));
    }
    return t.toString();
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
    return value == Math.rint(value)
        ? String.format(Locale.ROOT, "%.0f", value)
        : Double.toString(value);
  }
}
