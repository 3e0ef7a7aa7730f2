package io.github.holoseg.viewer.swing;

import io.github.holoseg.viewer.LpsPoint;
import io.github.holoseg.viewer.PlaneFrame;
import io.github.holoseg.viewer.Scene;
import io.github.holoseg.viewer.ViewerState;
import io.github.holoseg.viewer.tool.Measure;
import io.github.holoseg.viewer.tool.Measures;
import io.github.holoseg.viewer.tool.Region;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Point2D;
import java.awt.geom.RoundRectangle2D;
import java.util.List;

/** Draws measures in the slices that they lie in, with their results. */
final class MeasurePainter implements PanePainter {
  private static final double HANDLE = 3.5;
  private static final int LINE = 16;
  private static final Color BEHIND_TEXT = new Color(0, 0, 0, 150);

  private final Measures measures;
  private final MeasureText words;
  private Measure unfinished;
  private Measure selected;

  MeasurePainter(Measures measures, MeasureText words) {
    this.measures = measures;
    this.words = words;
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
    Path2D path = new Path2D.Double();
    boolean first = true;
    for (LpsPoint p : measure.outline()) {
      add(path, canvas.at(p), first);
      first = false;
    }
    g.setStroke(new BasicStroke(width + 2));
    g.setColor(new Color(0, 0, 0, 130));
    g.draw(path);
    g.setStroke(new BasicStroke(width));
    g.setColor(Theme.MEASURE);
    g.draw(path);
    if (!(measure instanceof Region) || measure == selected) {
      for (LpsPoint p : measure.handles()) {
        Point2D at = canvas.at(p);
        g.fill(
            new Ellipse2D.Double(at.getX() - HANDLE, at.getY() - HANDLE, 2 * HANDLE, 2 * HANDLE));
      }
    }
    label(canvas, measure);
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
    List<String> lines = words.lines(measure, canvas.snapshot().scene());
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
}
