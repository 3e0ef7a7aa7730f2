package io.github.holoseg.commands.image;

import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/** The units of length that people and programs write into an ImageJ calibration. */
final class LengthUnits {
  private static final Map<String, Double> MILLIMETRES =
      Map.ofEntries(
          Map.entry("mm", 1.0),
          Map.entry("millimeter", 1.0),
          Map.entry("millimetre", 1.0),
          Map.entry("cm", 10.0),
          Map.entry("centimeter", 10.0),
          Map.entry("centimetre", 10.0),
          Map.entry("m", 1000.0),
          Map.entry("meter", 1000.0),
          Map.entry("metre", 1000.0),
          Map.entry("µm", 1e-3), // micro sign, as ImageJ writes it
          Map.entry("μm", 1e-3), // Greek mu
          Map.entry("um", 1e-3),
          Map.entry("micron", 1e-3),
          Map.entry("micrometer", 1e-3),
          Map.entry("micrometre", 1e-3),
          Map.entry("nm", 1e-6),
          Map.entry("nanometer", 1e-6),
          Map.entry("nanometre", 1e-6),
          Map.entry("inch", 25.4),
          Map.entry("in", 25.4));

  private LengthUnits() {}

  /** How many mm one unit has; empty for {@code pixel} and what is no length. */
  static OptionalDouble millimetres(String unit) {
    String name = unit == null ? "" : unit.strip().toLowerCase(Locale.ROOT);
    Double mm = MILLIMETRES.get(name);
    if (mm == null && name.endsWith("es")) {
      mm = MILLIMETRES.get(name.substring(0, name.length() - 2)); // inches
    }
    if (mm == null && name.endsWith("s")) {
      mm = MILLIMETRES.get(name.substring(0, name.length() - 1)); // microns, meters
    }
    return mm == null ? OptionalDouble.empty() : OptionalDouble.of(mm);
  }
}
