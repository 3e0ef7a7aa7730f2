package io.github.holoseg.viewer.swing;

import io.github.holoseg.viewer.LpsPoint;
import io.github.holoseg.viewer.Plane;
import io.github.holoseg.viewer.tool.Angle;
import io.github.holoseg.viewer.tool.Measure;
import io.github.holoseg.viewer.tool.Measures;
import io.github.holoseg.viewer.tool.Region;
import io.github.holoseg.viewer.tool.Ruler;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Draws a new measure, or moves a point of one. Ruler and regions are dragged; an angle takes three
 * clicks, its vertex the second.
 */
final class MeasureTool implements PlaneTool {
  enum Kind {
    RULER,
    ANGLE,
    ELLIPSE,
    RECTANGLE
  }

  /** Units of the component within which a point is taken. */
  private static final double REACH = 8;

  private final ViewerPanel panel;
  private final Measures measures;
  private final MeasurePainter painter;
  private final Kind kind;
  private final List<LpsPoint> clicked = new ArrayList<>();
  private Plane plane;
  private LpsPoint start;
  private Measure unfinished;
  private Measure moved;
  private int movedPoint;

  MeasureTool(ViewerPanel panel, Measures measures, MeasurePainter painter, Kind kind) {
    this.panel = panel;
    this.measures = measures;
    this.painter = painter;
    this.kind = kind;
  }

  @Override
  public String name() {
    return Texts.get("measure." + kind.name().toLowerCase(Locale.ROOT));
  }

  @Override
  public void deactivated() {
    cancelled();
  }

  @Override
  public boolean cancelled() {
    boolean something = unfinished != null || !clicked.isEmpty();
    clicked.clear();
    unfinished = null;
    moved = null;
    painter.setUnfinished(null);
    return something;
  }

  @Override
  public boolean pressed(PlanePointer at) {
    if (at.event().isShiftDown() || at.event().isAltDown()) {
      return false;
    }
    if (clicked.isEmpty() && take(at)) {
      return true;
    }
    start = at.position();
    if (kind != Kind.ANGLE) {
      plane = at.frame().plane();
      return true;
    }
    if (at.frame().plane() != plane) {
      clicked.clear();
    }
    plane = at.frame().plane();
    clicked.add(start);
    if (clicked.size() == 3) {
      measures.add(new Angle("", clicked.get(0), clicked.get(1), clicked.get(2)));
      clicked.clear();
      show(null);
    }
    return true;
  }

  /** Takes hold of a point that is there already. */
  private boolean take(PlanePointer at) {
    moved = null;
    for (Measure measure : measures.all()) {
      if (measure instanceof Region || !painter.isShown(measure, at.frame(), at.state())) {
        continue;
      }
      for (int i = 0; i < measure.points().size(); i++) {
        double[] pixel = at.frame().toPixel(measure.points().get(i));
        if (Math.hypot(pixel[0] - at.x(), pixel[1] - at.y()) <= REACH) {
          moved = measure;
          movedPoint = i;
          painter.select(measure);
        }
      }
    }
    return moved != null;
  }

  @Override
  public void dragged(PlanePointer at) {
    LpsPoint p = at.position();
    if (moved != null) {
      List<LpsPoint> points = new ArrayList<>(moved.points());
      points.set(movedPoint, p);
      Measure next =
          moved instanceof Ruler r
              ? new Ruler(r.name(), points.get(0), points.get(1))
              : new Angle(moved.name(), points.get(0), points.get(1), points.get(2));
      measures.replace(moved, next);
      painter.select(next);
      moved = next;
    } else if (kind == Kind.RULER) {
      show(new Ruler("", start, p));
    } else if (kind != Kind.ANGLE) {
      show(
          Region.between(
              "", MeasureTools.shape(kind), start, p, at.frame().right(), at.frame().down()));
    }
  }

  @Override
  public void released(PlanePointer at) {
    if (unfinished != null && kind != Kind.ANGLE) {
      double pixels = start.distance(at.position()) / at.frame().mmPerPixel();
      if (pixels > 3) {
        measures.add(unfinished);
        painter.select(unfinished);
      }
      show(null);
    }
    moved = null;
  }

  @Override
  public void moved(PlanePointer at) {
    if (kind == Kind.ANGLE && !clicked.isEmpty() && at.frame().plane() == plane) {
      LpsPoint p = at.position();
      show(
          clicked.size() == 1
              ? new Ruler("", clicked.get(0), p)
              : new Angle("", clicked.get(0), clicked.get(1), p));
    }
  }

  private void show(Measure measure) {
    unfinished = measure;
    painter.setUnfinished(measure);
    panel.repaintPlanes();
  }
}
