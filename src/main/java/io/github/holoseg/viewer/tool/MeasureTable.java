package io.github.holoseg.viewer.tool;

import io.github.holoseg.viewer.LpsPoint;
import io.github.holoseg.viewer.Scene;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Measures as a table for spreadsheets (RFC 4180, a decimal point everywhere). */
public final class MeasureTable {
  private MeasureTable() {}

  /** One line for each measure; columns that do not apply are empty. */
  public static String csv(List<Measure> measures, Scene scene) {
    StringBuilder text =
        new StringBuilder(
            "scan,kind,name,length_mm,degrees,samples,mean,sd,min,max,area_mm2,lps\n");
    for (Measure m : measures) {
      String length = m instanceof Ruler r ? decimal(r.length()) : "";
      String degrees = m instanceof Angle a ? decimal(a.degrees()) : "";
      String region = m instanceof Region r ? region(RegionStatistics.of(r, scene)) : ",,,,,";
      String points =
          m.points().stream().map(MeasureTable::point).collect(Collectors.joining("; "));
      text.append(quoted(scene.volume().info().name()))
          .append(',')
          .append(m.kind())
          .append(',')
          .append(quoted(m.name()))
          .append(',')
          .append(length)
          .append(',')
          .append(degrees)
          .append(',')
          .append(region)
          .append(',')
          .append(points)
          .append('\n');
    }
    return text.toString();
  }

  private static String region(RegionStatistics s) {
    return s.samples()
        + ","
        + decimal(s.mean())
        + ","
        + decimal(s.sd())
        + ","
        + decimal(s.min())
        + ","
        + decimal(s.max())
        + ","
        + decimal(s.area());
  }

  private static String point(LpsPoint p) {
    return decimal(p.x()) + " " + decimal(p.y()) + " " + decimal(p.z());
  }

  private static String decimal(double value) {
    return Double.isFinite(value) ? String.format(Locale.ROOT, "%.3f", value) : "";
  }

  private static String quoted(String text) {
    return text.matches("[^,\"\\r\\n]*") ? text : '"' + text.replace("\"", "\"\"") + '"';
  }
}
