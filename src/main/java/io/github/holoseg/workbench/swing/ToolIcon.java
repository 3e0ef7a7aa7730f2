package io.github.holoseg.workbench.swing;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Component;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import javax.swing.Icon;

/** Line drawings for the tools, in the text's colour, sharp at every scale. */
enum ToolIcon implements Icon {
  BRUSH(new Ellipse2D.Double(2, 9, 6, 6), line(7, 10, 15, 2), line(8, 12, 16, 4)),
  ERASER(path(3, 11, 10, 4, 15, 9, 8, 16, 3, 11), line(6, 8, 11, 13)),
  POLYGON(path(3, 14, 2, 6, 9, 2, 16, 7, 13, 15, 3, 14)),
  FILL(path(3, 9, 9, 3, 15, 9, 9, 15, 3, 9), line(3, 9, 15, 9), line(16, 11, 16, 15)),
  REGION(
      new Ellipse2D.Double(7, 7, 4, 4),
      line(9, 1, 9, 5),
      line(9, 13, 9, 17),
      line(1, 9, 5, 9),
      line(13, 9, 17, 9)),
  UNDO(path(7, 3, 3, 7, 7, 11), path(3, 7, 11, 7, 15, 11, 11, 15, 6, 15)),
  REDO(path(11, 3, 15, 7, 11, 11), path(15, 7, 7, 7, 3, 11, 7, 15, 12, 15)),
  BALL(new Ellipse2D.Double(2, 2, 14, 14), new Ellipse2D.Double(2, 6.5, 14, 5)),
  SAVE(
      new Rectangle2D.Double(3, 3, 12, 12),
      line(6, 3, 6, 7),
      line(12, 3, 12, 7),
      line(6, 7, 12, 7)),
  SEGMENT(new Ellipse2D.Double(2, 5, 8, 9), path(10, 3, 16, 3, 16, 15, 10, 15)),
  DOUBT(path(9, 2, 16.5, 15.5, 1.5, 15.5, 9, 2), line(9, 7, 9, 11), line(9, 13, 9, 13.3));

  private static final int SIZE = 18;

  private final List<Shape> shapes;

  ToolIcon(Shape... shapes) {
    this.shapes = List.of(shapes);
  }

  private static Shape line(double x1, double y1, double x2, double y2) {
    return new Line2D.Double(x1, y1, x2, y2);
  }

  private static Shape path(double... points) {
    Path2D.Double path = new Path2D.Double();
    path.moveTo(points[0], points[1]);
    for (int i = 2; i < points.length; i += 2) {
      path.lineTo(points[i], points[i + 1]);
    }
    return path;
  }

  @Override
  public void paintIcon(Component component, Graphics graphics, int x, int y) {
    Graphics2D g = (Graphics2D) graphics.create();
    g.translate(x, y);
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    Color text = component.getForeground();
    int alpha = component.isEnabled() ? 255 : 90;
    g.setColor(new Color(text.getRed(), text.getGreen(), text.getBlue(), alpha));
    g.setStroke(new BasicStroke(1.5f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    shapes.forEach(g::draw);
    g.dispose();
  }

  @Override
  public int getIconWidth() {
    return SIZE;
  }

  @Override
  public int getIconHeight() {
    return SIZE;
  }
}
