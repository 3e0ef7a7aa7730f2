package io.github.holoseg.viewer.swing;

import io.github.holoseg.viewer.LpsPoint;
import io.github.holoseg.viewer.Oblique;
import io.github.holoseg.viewer.Plane;
import io.github.holoseg.viewer.PlaneFrame;
import io.github.holoseg.viewer.ViewerSnapshot;
import io.github.holoseg.viewer.image.PlaneColours;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Point2D;
import java.util.Optional;
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

  /**
   * The direction of the line in which the planes cut, LPS mm; empty where there is none to speak
   * of.
   */
  static Optional<LpsPoint> direction(Oblique oblique, PlaneFrame frame) {
    LpsPoint along = oblique.normal().cross(frame.normal());
    return along.length() < PARALLEL ? Optional.empty() : Optional.of(along.unit());
  }

  /** Whether there is a line in a pane now. */
  boolean isShown(ViewerSnapshot s, PlaneFrame frame) {
    return frame.plane().isOrthogonal()
        && s.marks().crosshair()
        && shown.getAsBoolean()
        && direction(s.oblique(), frame).isPresent();
  }

  @Override
  public void paint(PlaneCanvas canvas) {
    ViewerSnapshot s = canvas.snapshot();
    PlaneFrame frame = canvas.frame();
    if (!isShown(s, frame)) {
      return;
    }
    double far = 2 * frame.mmPerPixel() * (frame.width() + frame.height());
    LpsPoint reach = direction(s.oblique(), frame).orElseThrow().times(far);
    Point2D from = canvas.at(s.crosshair().minus(reach));
    Point2D to = canvas.at(s.crosshair().plus(reach));
    Graphics2D g = (Graphics2D) canvas.g().create(); // nobody else's lines are dashed
    g.setStroke(DASHED);
    g.setColor(new Color(PlaneColours.of(Plane.OBLIQUE)));
    g.draw(new Line2D.Double(from, to));
    g.dispose();
  }
}
