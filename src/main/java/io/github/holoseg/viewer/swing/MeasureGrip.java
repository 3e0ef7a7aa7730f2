package io.github.holoseg.viewer.swing;

import io.github.holoseg.viewer.LpsPoint;
import io.github.holoseg.viewer.tool.Measure;
import io.github.holoseg.viewer.tool.Measures;
import java.awt.geom.Line2D;
import java.util.List;
import java.util.Optional;

/**
 * What the mouse has hold of.
 *
 * @param handle one of {@link Measure#handles()}; {@link #ALL}: the whole measure
 */
record MeasureGrip(Measure measure, int handle) {
  static final int ALL = -1;

  /** Units of the component within which something is taken. */
  private static final double REACH = 7;

  /** The handle under the mouse, else the line; of several the one that is drawn on top. */
  static Optional<MeasureGrip> at(PlanePointer at, Measures measures, MeasurePainter painter) {
    List<Measure> all = measures.all();
    MeasureGrip line = null;
    for (int i = all.size() - 1; i >= 0; i--) {
      Measure measure = all.get(i);
      if (!painter.isShown(measure, at.frame(), at.state())) {
        continue;
      }
      int handle = handle(measure, at);
      if (handle >= 0) {
        return Optional.of(new MeasureGrip(measure, handle));
      }
      if (line == null && isOnLine(measure, at)) {
        line = new MeasureGrip(measure, ALL);
      }
    }
    return Optional.ofNullable(line);
  }

  private static int handle(Measure measure, PlanePointer at) {
    List<LpsPoint> handles = measure.handles();
    for (int i = 0; i < handles.size(); i++) {
      double[] pixel = at.frame().toPixel(handles.get(i));
      if (Math.hypot(pixel[0] - at.x(), pixel[1] - at.y()) <= REACH) {
        return i;
      }
    }
    return -1;
  }

  private static boolean isOnLine(Measure measure, PlanePointer at) {
    double[] before = null;
    for (LpsPoint p : measure.outline()) {
      double[] next = at.frame().toPixel(p);
      if (before != null
          && Line2D.ptSegDist(before[0], before[1], next[0], next[1], at.x(), at.y()) <= REACH) {
        return true;
      }
      before = next;
    }
    return false;
  }

  /** The measure after the mouse went from one place to another, LPS mm. */
  Measure dragged(LpsPoint from, LpsPoint to) {
    return handle == ALL ? measure.movedBy(to.minus(from)) : measure.withHandle(handle, to);
  }
}
