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

  private final ViewerPanel panel;
  private final Measures measures;
  private final MeasurePainter painter;
  private final MeasureMover mover;
  private final Kind kind;
  private final List<LpsPoint> clicked = new ArrayList<>();
  private Plane plane;
  private LpsPoint start; // null: what is dragged draws nothing
  private Measure unfinished;
  private boolean moving;

  MeasureTool(
      ViewerPanel panel, Measures measures, MeasurePainter painter, MeasureMover mover, Kind kind) {
    this.panel = panel;
    this.measures = measures;
    this.painter = painter;
    this.mover = mover;
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
    start = null;
    stopMoving();
    painter.setUnfinished(null);
    return something;
  }

  @Override
  public boolean pressed(PlanePointer at) {
    if (at.event().isShiftDown() || at.event().isAltDown()) {
      return false;
    }
    if (clicked.isEmpty() && mover.pressed(at)) {
      moving = true;
      start = null;
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
      Measure made = new Angle("", clicked.get(0), clicked.get(1), clicked.get(2));
      painter.select(made);
      measures.add(made);
      clicked.clear();
      show(null);
    }
    return true;
  }

  @Override
  public void dragged(PlanePointer at) {
    LpsPoint p = at.position();
    if (moving) {
      mover.dragged(at);
    } else if (start == null) {
      return; // given up while the button is held
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
        painter.select(unfinished); // before the listeners hear of it
        measures.add(unfinished);
      }
      show(null);
    }
    stopMoving();
  }

  private void stopMoving() {
    moving = false;
    mover.released();
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
