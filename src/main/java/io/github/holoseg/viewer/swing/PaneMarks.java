package io.github.holoseg.viewer.swing;

import io.github.holoseg.viewer.Plane;
import io.github.holoseg.viewer.PlaneFrame;
import io.github.holoseg.viewer.ScaleBar;
import io.github.holoseg.viewer.SideLetters;
import io.github.holoseg.viewer.SlabMode;
import io.github.holoseg.viewer.ViewerSnapshot;
import io.github.holoseg.viewer.image.CrosshairLines;
import io.github.holoseg.viewer.image.PlaneColours;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.Locale;

/** Draws what stands over a picture: crosshair, letters, scale bar, the texts in the corners. */
final class PaneMarks {
  private static final int MARGIN = 10;
  private static final float LINE = 1.1f;
  private static final int LINE_OPACITY = 190;

  private PaneMarks() {}

  /**
   * @param frame in units of the component
   * @param hovered what lies under the mouse in this pane, a line each, lowest first; null if it is
   *     elsewhere
   */
  static void paint(Graphics2D g, ViewerSnapshot s, PlaneFrame frame, List<String> hovered) {
    if (s.marks().crosshair()) {
      crosshair(g, CrosshairLines.of(s, frame), frame);
    }
    if (s.marks().letters()) {
      letters(g, SideLetters.of(frame), frame);
    }
    if (s.marks().scaleBar()) {
      bar(g, ScaleBar.of(frame), frame);
    }
    if (s.marks().readOut()) {
      title(g, s, frame);
      window(g, s, frame);
      if (hovered != null) {
        hovered(g, hovered, frame);
      }
    }
  }

  private static void crosshair(Graphics2D g, CrosshairLines lines, PlaneFrame frame) {
    g.setStroke(new BasicStroke(LINE));
    double gap = CrosshairLines.GAP;
    g.setColor(faint(lines.verticalColour()));
    g.draw(new Line2D.Double(lines.x(), 0, lines.x(), lines.y() - gap));
    g.draw(new Line2D.Double(lines.x(), lines.y() + gap, lines.x(), frame.height()));
    g.setColor(faint(lines.horizontalColour()));
    g.draw(new Line2D.Double(0, lines.y(), lines.x() - gap, lines.y()));
    g.draw(new Line2D.Double(lines.x() + gap, lines.y(), frame.width(), lines.y()));
  }

  private static Color faint(int argb) {
    return new Color(argb & 0xFFFFFF | LINE_OPACITY << 24, true);
  }

  private static void letters(Graphics2D g, SideLetters sides, PlaneFrame frame) {
    g.setFont(Theme.font(java.awt.Font.BOLD, 15));
    FontMetrics metrics = g.getFontMetrics();
    float middle = frame.height() / 2f + metrics.getAscent() / 2f - 2;
    float centre = frame.width() / 2f;
    Theme.text(g, sides.left(), MARGIN, middle, Theme.LETTERS);
    int right = metrics.stringWidth(sides.right());
    Theme.text(g, sides.right(), frame.width() - MARGIN - right, middle, Theme.LETTERS);
    int top = metrics.stringWidth(sides.top());
    Theme.text(g, sides.top(), centre - top / 2f, MARGIN + metrics.getAscent() - 3, Theme.LETTERS);
    int bottom = metrics.stringWidth(sides.bottom());
    Theme.text(g, sides.bottom(), centre - bottom / 2f, frame.height() - MARGIN, Theme.LETTERS);
  }

  private static void bar(Graphics2D g, ScaleBar bar, PlaneFrame frame) {
    double y = frame.height() - MARGIN;
    g.setColor(new Color(0, 0, 0, 160));
    g.fill(new Rectangle2D.Double(MARGIN - 1, y - 4, bar.pixels() + 2, 5));
    g.setColor(Theme.TEXT);
    g.fill(new Rectangle2D.Double(MARGIN, y - 3, bar.pixels(), 3));
    g.setFont(Theme.font(java.awt.Font.PLAIN, 11));
    Theme.text(g, bar.text(), MARGIN, (float) y - 8, Theme.TEXT);
  }

  private static void title(Graphics2D g, ViewerSnapshot s, PlaneFrame frame) {
    Plane plane = frame.plane();
    g.setFont(Theme.font(java.awt.Font.BOLD, 12));
    FontMetrics metrics = g.getFontMetrics();
    float base = MARGIN + metrics.getAscent() - 2;
    String name = Texts.get("plane." + plane.name().toLowerCase(Locale.ROOT));
    Theme.text(g, name, MARGIN, base, new Color(PlaneColours.of(plane)));
    if (plane.isOrthogonal()) {
      long slices = s.scene().geometry().size(plane.through());
      String slice = Texts.get("pane.slice", 1 + s.slice(plane) + "", slices + "");
      g.setFont(Theme.font(java.awt.Font.PLAIN, 12));
      Theme.text(g, slice, MARGIN + metrics.stringWidth(name) + 8, base, Theme.TEXT);
    }
    if (s.slab().mode() != SlabMode.SINGLE) {
      String slab =
          Texts.get(
              "pane.slab." + s.slab().mode().name().toLowerCase(Locale.ROOT),
              String.format(Locale.ROOT, "%.1f", s.slab().thickness()));
      g.setFont(Theme.font(java.awt.Font.PLAIN, 11));
      Theme.text(g, slab, MARGIN, base + 16, Theme.LETTERS);
    }
  }

  private static void window(Graphics2D g, ViewerSnapshot s, PlaneFrame frame) {
    g.setFont(Theme.font(java.awt.Font.PLAIN, 11));
    String text =
        Texts.get(
            "pane.window",
            String.format(Locale.ROOT, "%.0f", s.window().width()),
            String.format(Locale.ROOT, "%.0f", s.window().centre()));
    FontMetrics metrics = g.getFontMetrics();
    float left = frame.width() - MARGIN - metrics.stringWidth(text);
    Theme.text(g, text, left, MARGIN + metrics.getAscent() - 2, Theme.FAINT_TEXT);
  }

  private static void hovered(Graphics2D g, List<String> lines, PlaneFrame frame) {
    g.setFont(Theme.font(java.awt.Font.PLAIN, 12));
    FontMetrics metrics = g.getFontMetrics();
    float y = frame.height() - MARGIN;
    for (String line : lines) {
      right(g, line, metrics, frame, y, Theme.TEXT);
      y -= metrics.getHeight();
    }
  }

  private static void right(
      Graphics2D g, String text, FontMetrics metrics, PlaneFrame frame, float y, Color colour) {
    Theme.text(g, text, frame.width() - MARGIN - metrics.stringWidth(text), y, colour);
  }
}
