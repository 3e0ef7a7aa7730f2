package io.github.holoseg.viewer.swing;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Component;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.Arc2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import javax.swing.Icon;

/** Small drawings, sharp at any resolution, in the colour of the text. */
final class Icons {
  private static final int SIZE = 18;

  private Icons() {}

  static Icon pointer() {
    return lines(line(9, 1, 9, 7), line(9, 11, 9, 17), line(1, 9, 7, 9), line(11, 9, 17, 9));
  }

  static Icon ruler() {
    return lines(line(3, 15, 15, 3), line(1, 13, 5, 17), line(13, 1, 17, 5));
  }

  static Icon angle() {
    return lines(
        line(3, 15, 16, 15), line(3, 15, 12, 4), new Arc2D.Double(-4, 8, 14, 14, 0, 50, 0));
  }

  static Icon ellipse() {
    return lines(new Ellipse2D.Double(2, 4, 14, 10));
  }

  static Icon rectangle() {
    return lines(new Rectangle2D.Double(2, 4, 14, 10));
  }

  static Icon fit() {
    return lines(
        path(2, 6, 2, 2, 6, 2),
        path(12, 2, 16, 2, 16, 6),
        path(16, 12, 16, 16, 12, 16),
        path(6, 16, 2, 16, 2, 12));
  }

  static Icon smooth() {
    Path2D.Double curve = new Path2D.Double();
    curve.moveTo(1, 14);
    curve.curveTo(7, 14, 8, 4, 17, 4);
    return lines(curve);
  }

  static Icon letters() {
    return lines(
        path(3, 15, 3, 3, 9, 3, 11, 5, 11, 8, 9, 9, 3, 9), line(8, 9, 12, 15), line(15, 3, 15, 15));
  }

  static Icon help() {
    Path2D.Double mark = new Path2D.Double();
    mark.moveTo(6, 6);
    mark.curveTo(6, 1.5, 12.5, 1.5, 12, 6.2);
    mark.curveTo(11.8, 8.5, 9, 8.5, 9, 11.5);
    return lines(mark, line(9, 14.6, 9, 15.2));
  }

  static Icon eye(boolean open) {
    Path2D.Double lids = new Path2D.Double();
    lids.moveTo(1, 9);
    lids.quadTo(9, 0.5, 17, 9);
    lids.quadTo(9, 17.5, 1, 9);
    return open
        ? lines(lids, new Ellipse2D.Double(6.5, 6.5, 5, 5))
        : lines(line(3, 9, 15, 9));
  }

  static Icon lock(boolean closed) {
    Path2D.Double bow = new Path2D.Double();
    bow.moveTo(5.5, 8);
    bow.lineTo(5.5, 5.5);
    bow.curveTo(5.5, 1.5, 12.5, 1.5, 12.5, 5.5);
    if (closed) {
      bow.lineTo(12.5, 8);
    }
    return new Drawing(closed ? 1 : 0.35f, bow, new Rectangle2D.Double(3.5, 8, 11, 8));
  }

  /** A square of one colour. */
  static Icon swatch(Color colour) {
    return new Icon() {
      @Override
      public void paintIcon(Component c, Graphics g, int x, int y) {
        g.setColor(colour);
        g.fillRect(x + 2, y + 2, SIZE - 4, SIZE - 4);
        g.setColor(new Color(0, 0, 0, 90));
        g.drawRect(x + 2, y + 2, SIZE - 5, SIZE - 5);
      }

      @Override
      public int getIconWidth() {
        return SIZE;
      }

      @Override
      public int getIconHeight() {
        return SIZE;
      }
    };
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

  private static Icon lines(Shape... shapes) {
    return new Drawing(1, shapes);
  }

  private record Drawing(float strength, Shape... shapes) implements Icon {
    @Override
    public void paintIcon(Component c, Graphics graphics, int x, int y) {
      Graphics2D g = (Graphics2D) graphics.create();
      Theme.smooth(g);
      g.translate(x, y);
      Color text = c.getForeground();
      int alpha = Math.round((c.isEnabled() ? 255 : 90) * strength);
      g.setColor(new Color(text.getRed(), text.getGreen(), text.getBlue(), alpha));
      g.setStroke(new BasicStroke(1.5f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
      for (Shape shape : shapes) {
        g.draw(shape);
      }
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
}
