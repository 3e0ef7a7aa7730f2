package io.github.holoseg.viewer.swing;

import io.github.holoseg.viewer.LpsPoint;
import io.github.holoseg.viewer.PlaneFrame;
import io.github.holoseg.viewer.ViewerSnapshot;
import java.awt.Graphics2D;
import java.awt.geom.Point2D;

/**
 * A pane to paint on, over scan and labels.
 *
 * @param g in units of the component, smooth, clipped to the pane
 * @param frame in the same units
 * @param snapshot what is shown
 */
public record PlaneCanvas(Graphics2D g, PlaneFrame frame, ViewerSnapshot snapshot) {
  /** Where a point of the patient is drawn; it need not lie in the plane. */
  public Point2D.Double at(LpsPoint p) {
    double[] pixel = frame.toPixel(p);
    return new Point2D.Double(pixel[0], pixel[1]);
  }

  /**
   * Whether a point lies in the shown slice.
   *
   * @param tolerance mm in front of the plane and behind it
   */
  public boolean isNear(LpsPoint p, double tolerance) {
    return Math.abs(frame.depth(p)) <= tolerance;
  }
}
