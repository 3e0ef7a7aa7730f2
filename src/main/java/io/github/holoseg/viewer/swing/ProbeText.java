package io.github.holoseg.viewer.swing;

import io.github.holoseg.viewer.LpsPoint;
import io.github.holoseg.viewer.Probe;
import io.github.holoseg.volume.Modality;
import java.util.Locale;

/** A probe in words. */
final class ProbeText {
  private ProbeText() {}

  /** For example {@code 312 HU}; only what may be CT has a unit. */
  static String value(Probe probe) {
    return value(probe, mayBeCt(probe.modality()));
  }

  /** Of a scan that says it is CT, or says nothing. */
  static boolean mayBeCt(Modality modality) {
    return modality == Modality.CT || modality == Modality.UNKNOWN;
  }

  /**
   * @param hu whether values are HU
   */
  static String value(Probe probe, boolean hu) {
    return hu ? Texts.get("probe.value", number(probe.value())) : number(probe.value());
  }

  /** Whole numbers without a point, others with two places. */
  static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e9
        ? String.format(Locale.ROOT, "%.0f", value)
        : String.format(Locale.ROOT, "%.2f", value);
  }

  /** For example {@code L 12.3 P 4.0 H 817.5 mm}: each number with the side it lies on. */
  static String position(LpsPoint p) {
    return side(p.x(), "L", "R") + "  " + side(p.y(), "P", "A") + "  " + side(p.z(), "H", "F");
  }

  private static String side(double mm, String positive, String negative) {
    return (mm < 0 ? negative : positive) + String.format(Locale.ROOT, " %.1f", Math.abs(mm));
  }

  /** Everything, for the status bar. */
  static String line(Probe probe, boolean hu) {
    String label = probe.label() == 0 ? "" : probe.label() + " " + probe.name();
    return Texts.get(
        "probe.line",
        position(probe.position()),
        probe.voxel()[0] + "",
        probe.voxel()[1] + "",
        probe.voxel()[2] + "",
        value(probe, hu),
        label);
  }
}
