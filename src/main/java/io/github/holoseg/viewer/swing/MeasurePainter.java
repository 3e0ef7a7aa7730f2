package io.github.holoseg.viewer.swing;

import io.github.holoseg.viewer.LpsPoint;
import io.github.holoseg.viewer.PlaneFrame;
import io.github.holoseg.viewer.Scene;
import io.github.holoseg.viewer.ViewerState;
import io.github.holoseg.viewer.tool.Angle;
import io.github.holoseg.viewer.tool.Measure;
import io.github.holoseg.viewer.tool.Measures;
import io.github.holoseg.viewer.tool.Region;
import io.github.holoseg.viewer.tool.RegionStatistics;
import io.github.holoseg.viewer.tool.Ruler;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Point2D;
import java.awt.geom.RoundRectangle2D;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Draws measures in the slices that they lie in, with their results. */
final class MeasurePainter implements PanePainter {
  private static final double HANDLE = 3.5;
  private static final int ELLIPSE_POINTS = 72;
  private static final int LINE = 16;
  private static final Color BEHIND_TEXT = new Color(0, 0, 0, 150);

  private final Measures measures;
  private final Map<Region, RegionStatistics> statistics = new IdentityHashMap<>();
  private Scene measuredOn;
  private Measure unfinished;
  private Measure selected;

  MeasurePainter(Measures measures) {
    this.measures = measures;
  }

  void setUnfinished(Measure measure) {
    unfinished = measure;
  }

  void select(Measure measure) {
    selected = measure;
  }

  /** The one that was touched last. */
  Measure selected(List<Measure> all) {
    return all.stream().filter(m -> m == selected).findFirst().orElse(all.get(all.size() - 1));
  }

  /** Whether all points lie in the slice that a pane shows. */
  boolean isShown(Measure measure, PlaneFrame frame, ViewerState state) {
    double[] spacing = state.snapshot().scene().geometry().spacing();
    return isNear(measure, frame, spacing);
  }

  private static boolean isNear(Measure measure, PlaneFrame frame, double[] spacing) {
    double half =
        frame.plane().isOrthogonal()
            ? spacing[frame.plane().through()] / 2
            : Math.min(spacing[0], Math.min(spacing[1], spacing[2])) / 2;
    return measure.points().stream().allMatch(p -> Math.abs(frame.depth(p)) <= half + 1e-6);
  }

  @Override
  public void paint(PlaneCanvas canvas) {
    Scene scene = canvas.snapshot().scene();
    if (scene.volume() != (measuredOn == null ? null : measuredOn.volume())) {
      statistics.clear();
      measuredOn = scene;
    }
    double[] spacing = scene.geometry().spacing();
    for (Measure measure : measures.all()) {
      if (isNear(measure, canvas.frame(), spacing)) {
        draw(canvas, measure, measure == selected ? 2.2f : 1.5f);
      }
    }
    if (unfinished != null && isNear(unfinished, canvas.frame(), spacing)) {
      draw(canvas, unfinished, 1.5f);
    }
  }

  private void draw(PlaneCanvas canvas, Measure measure, float width) {
    Graphics2D g = canvas.g();
    Path2D path = path(canvas, measure);
    g.setStroke(new BasicStroke(width + 2));
    g.setColor(new Color(0, 0, 0, 130));
    g.draw(path);
    g.setStroke(new BasicStroke(width));
    g.setColor(Theme.MEASURE);
    g.draw(path);
    if (!(measure instanceof Region)) {
      for (LpsPoint p : measure.points()) {
        Point2D at = canvas.at(p);
        g.fill(
            new Ellipse2D.Double(at.getX() - HANDLE, at.getY() - HANDLE, 2 * HANDLE, 2 * HANDLE));
      }
    }
    label(canvas, measure);
  }

  private static Path2D path(PlaneCanvas canvas, Measure measure) {
    Path2D.Double path = new Path2D.Double();
    if (measure instanceof Region region) {
      int corners = region.shape() == Region.Shape.ELLIPSE ? ELLIPSE_POINTS : 4;
      for (int i = 0; i < corners; i++) {
        double angle = 2 * Math.PI * (i + 0.5) / corners;
        double reach = corners == 4 ? Math.sqrt(2) : 1;
        LpsPoint p =
            region
                .centre()
                .plus(region.right().times(reach * Math.cos(angle)))
                .plus(region.down().times(reach * Math.sin(angle)));
        add(path, canvas.at(p), i == 0);
      }
      path.closePath();
      return path;
    }
    boolean first = true;
    for (LpsPoint p : measure.points()) {
      add(path, canvas.at(p), first);
      first = false;
    }
    return path;
  }

  private static void add(Path2D path, Point2D p, boolean first) {
    if (first) {
      path.moveTo(p.getX(), p.getY());
    } else {
      path.lineTo(p.getX(), p.getY());
    }
  }

  private void label(PlaneCanvas canvas, Measure measure) {
    Graphics2D g = canvas.g();
    g.setFont(Theme.font(Font.BOLD, 12));
    Point2D at = canvas.at(measure.points().get(1));
    float y = (float) at.getY() - 8;
    List<String> lines = text(measure);
    FontMetrics metrics = g.getFontMetrics();
    int width = lines.stream().mapToInt(metrics::stringWidth).max().orElse(0);
    float x = (float) Math.min(at.getX() + 10, canvas.frame().width() - width - 12.0);
    g.setColor(BEHIND_TEXT);
    g.fill(
        new RoundRectangle2D.Float(
            x - 5, y - metrics.getAscent() - 2, width + 10, lines.size() * LINE + 5, 6, 6));
    for (String line : lines) {
      Theme.text(g, line, x, y, Theme.MEASURE);
      y += LINE;
    }
  }

  private List<String> text(Measure measure) {
    if (measure instanceof Ruler ruler) {
      return List.of(Texts.get("measure.mm", decimal(ruler.length())));
    }
    if (measure instanceof Angle angle) {
      return List.of(Texts.get("measure.degrees", decimal(angle.degrees())));
    }
    Region region = (Region) measure;
    RegionStatistics s =
        region == unfinished
            ? RegionStatistics.of(region, measuredOn)
            : statistics.computeIfAbsent(region, r -> RegionStatistics.of(r, measuredOn));
    return List.of(
        Texts.get("measure.mean", decimal(s.mean()), decimal(s.sd())),
        Texts.get("measure.range", decimal(s.min()), decimal(s.max())),
        Texts.get("measure.area", decimal(s.area())));
  }

  private static String decimal(double value) {
    return Double.isFinite(value) ? String.format(Locale.ROOT, "%.1f", value) : "–";
  }
}
