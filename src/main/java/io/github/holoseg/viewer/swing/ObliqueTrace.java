package io.github.holoseg.viewer.swing;

import io.github.holoseg.viewer.LpsPoint;
import io.github.holoseg.viewer.Plane;
import io.github.holoseg.viewer.ViewerSnapshot;
import io.github.holoseg.viewer.image.PlaneColours;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Point2D;
import java.util.function.BooleanSupplier;

/** Where the oblique plane cuts the other three, as a dashed line. */
final class ObliqueTrace implements PanePainter {
  /** Sine of the least angle between the planes for which a line means anything. */
  private static final double PARALLEL = 0.02;

  private static final BasicStroke DASHED =
      new BasicStroke(
          1.3f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 10, new float[] {7, 5}, 0);

  private final BooleanSupplier shown;

  /**
   * @param shown whether the oblique plane is seen
   */
  ObliqueTrace(BooleanSupplier shown) {
    this.shown = shown;
  }

  @Override
  public void paint(PlaneCanvas canvas) {
    ViewerSnapshot s = canvas.snapshot();
    if (!canvas.frame().plane().isOrthogonal() || !s.marks().crosshair() || !shown.getAsBoolean()) {
      return;
    }
    LpsPoint along = s.oblique().normal().cross(canvas.frame().normal());
    if (along.length() < PARALLEL) {
      return;
    }
    double far =
        2 * canvas.frame().mmPerPixel() * (canvas.frame().width() + canvas.frame().height());
    LpsPoint reach = along.unit().times(far);
    Point2D from = canvas.at(s.crosshair().minus(reach));
    Point2D to = canvas.at(s.crosshair().plus(reach));
    Graphics2D g = canvas.g();
    g.setStroke(DASHED);
    g.setColor(new Color(PlaneColours.of(Plane.OBLIQUE)));
    g.draw(new Line2D.Double(from, to));
  }
}
