package io.github.holoseg.io.bioformats;

import java.util.HashMap;
import java.util.Map;

/** The description that ImageJ writes into the first page: lines of {@code key=value}. */
final class ImageJInfo {
  private static final Map<String, Double> UNITS_IN_MM =
      Map.ofEntries(
          Map.entry("nm", 1e-6),
          Map.entry("um", 1e-3),
          Map.entry("\u00b5m", 1e-3),
          Map.entry("\u03bcm", 1e-3),
          Map.entry("\\u00B5m", 1e-3),
          Map.entry("micron", 1e-3),
          Map.entry("microns", 1e-3),
          Map.entry("micrometer", 1e-3),
          Map.entry("mm", 1.0),
          Map.entry("millimeter", 1.0),
          Map.entry("cm", 10.0),
          Map.entry("m", 1000.0),
          Map.entry("inch", 25.4));

  private final Map<String, String> values = new HashMap<>();

  ImageJInfo(String comment) {
    for (String line : comment.split("\n")) {
      int equals = line.indexOf('=');
      if (equals > 0) {
        values.putIfAbsent(line.substring(0, equals), line.substring(equals + 1).strip());
      }
    }
  }

  /** Empty if it is not there. */
  String text(String key) {
    return values.getOrDefault(key, "");
  }

  /** NaN if it is not there. */
  double number(String key) {
    try {
      return Double.parseDouble(text(key));
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }

  /** Length in mm of the unit along an axis; NaN for pixels and for unknown units. */
  double unit(int axis) {
    String own = text(new String[] {"xunit", "yunit", "zunit"}[axis]);
    return UNITS_IN_MM.getOrDefault(own.isEmpty() ? text("unit") : own, Double.NaN);
  }
}
