package io.github.holoseg.viewer.swing;

import io.github.holoseg.viewer.LpsPoint;
import io.github.holoseg.viewer.PlaneFrame;
import io.github.holoseg.viewer.ViewerSnapshot;

/** Turns the oblique plane by the line that shows it in another plane, about the crosshair. */
final class ObliqueTurner {
  /** Units of the component within which the line is taken. */
  private static final double REACH = 6;

  /** So near the crosshair the mouse means the crosshair. */
  private static final double TOO_NEAR = 30;

  private final ObliqueTrace trace;
  private double angle;

  ObliqueTurner(ObliqueTrace trace) {
    this.trace = trace;
  }

  /** Whether the mouse is on the line, away from the crosshair. */
  boolean isOver(PlanePointer at) {
    ViewerSnapshot s = at.state().snapshot();
    PlaneFrame frame = at.frame();
    if (!trace.isShown(s, frame)) {
      return false;
    }
    LpsPoint along = ObliqueTrace.direction(s.oblique(), frame).orElseThrow();
    double[] centre = frame.toPixel(s.crosshair());
    double[] end = frame.toPixel(s.crosshair().plus(along.times(frame.mmPerPixel())));
    double dx = at.x() - centre[0];
    double dy = at.y() - centre[1];
    double across = dx * (end[1] - centre[1]) - dy * (end[0] - centre[0]);
    return Math.hypot(dx, dy) > TOO_NEAR && Math.abs(across) <= REACH;
  }

  /** Takes hold of the line, if the mouse is on it. */
  boolean pressed(PlanePointer at) {
    angle = angle(at);
    return isOver(at);
  }

  void dragged(PlanePointer at) {
    double now = angle(at);
    double by = now - angle;
    angle = now;
    LpsPoint axis = at.frame().normal();
    at.state().update(s -> s.withOblique(s.oblique().turnedAbout(axis, by)));
  }

  /** Of the mouse about the crosshair, clockwise in the picture: from its right to its bottom. */
  private static double angle(PlanePointer at) {
    double[] centre = at.frame().toPixel(at.state().snapshot().crosshair());
    return Math.atan2(at.y() - centre[1], at.x() - centre[0]);
  }
}
