package io.github.holoseg.viewer.swing;

import io.github.holoseg.viewer.Scene;
import io.github.holoseg.viewer.tool.Angle;
import io.github.holoseg.viewer.tool.Measure;
import io.github.holoseg.viewer.tool.Region;
import io.github.holoseg.viewer.tool.RegionStatistics;
import io.github.holoseg.viewer.tool.Ruler;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What measures say, in words. Values of regions are computed once. On the event thread. */
final class MeasureText {
  /** Regions that are dragged leave their earlier selves behind. */
  private static final int MOST = 200;

  private final Map<Region, RegionStatistics> statistics = new IdentityHashMap<>();
  private Object measuredOn;
  private boolean hu;

  /** Whether values are HU. */
  void setHu(boolean values) {
    hu = values;
  }

  /** All lines, the name first if there is one. */
  List<String> lines(Measure measure, Scene scene) {
    List<String> lines = new ArrayList<>();
    if (!measure.name().isBlank()) {
      lines.add(measure.name());
    }
    if (measure instanceof Region region) {
      RegionStatistics s = of(region, scene);
      String unit = unit();
      lines.add(Texts.get("measure.mean", decimal(s.mean()), decimal(s.sd()), unit));
      lines.add(Texts.get("measure.range", decimal(s.min()), decimal(s.max()), unit));
      lines.add(Texts.get("measure.area", decimal(s.area())));
    } else {
      lines.add(value(measure, scene));
    }
    return lines;
  }

  /** The one value that counts, for a list. */
  String value(Measure measure, Scene scene) {
    if (measure instanceof Ruler ruler) {
      return Texts.get("measure.mm", decimal(ruler.length()));
    }
    if (measure instanceof Angle angle) {
      return Texts.get("measure.degrees", decimal(angle.degrees()));
    }
    return Texts.get("measure.short", decimal(of((Region) measure, scene).mean()), unit());
  }

  /** What a measure is called that has no name: what it is. */
  static String name(Measure measure) {
    return measure.name().isBlank() ? Texts.get("measure.name." + measure.kind()) : measure.name();
  }

  private RegionStatistics of(Region region, Scene scene) {
    if (scene.volume() != measuredOn || statistics.size() > MOST) {
      statistics.clear();
      measuredOn = scene.volume();
    }
    return statistics.computeIfAbsent(region, r -> RegionStatistics.of(r, scene));
  }

  private String unit() {
    return hu ? Texts.get("measure.hu") : "";
  }

  private static String decimal(double value) {
    return Double.isFinite(value) ? String.format(Locale.ROOT, "%.1f", value) : "–";
  }
}
