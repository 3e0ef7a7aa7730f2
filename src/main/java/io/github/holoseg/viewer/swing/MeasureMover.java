package io.github.holoseg.viewer.swing;

import io.github.holoseg.viewer.LpsPoint;
import io.github.holoseg.viewer.tool.Measure;
import io.github.holoseg.viewer.tool.Measures;
import java.awt.Cursor;
import java.util.Optional;

/**
 * Moves measures that are there: a point by its handle, the whole by its line. At work while no
 * other tool is; measuring tools hand presses on to it, too.
 */
final class MeasureMover implements PlaneTool {
  private final Measures measures;
  private final MeasurePainter painter;
  private MeasureGrip grip;
  private LpsPoint last;

  MeasureMover(Measures measures, MeasurePainter painter) {
    this.measures = measures;
    this.painter = painter;
  }

  @Override
  public String name() {
    return Texts.get("measure.move");
  }

  @Override
  public boolean pressed(PlanePointer at) {
    if (at.event().isShiftDown() || at.event().isAltDown() || at.event().isControlDown()) {
      return false;
    }
    grip = MeasureGrip.at(at, measures, painter).orElse(null);
    last = at.position();
    if (grip != null) {
      painter.select(grip.measure());
    }
    return grip != null;
  }

  @Override
  public void dragged(PlanePointer at) {
    if (grip == null) {
      return;
    }
    Measure next = grip.dragged(last, at.position());
    last = at.position();
    painter.select(next); // before the listeners hear of it
    measures.replace(grip.measure(), next);
    grip = new MeasureGrip(next, grip.handle());
  }

  @Override
  public void released(PlanePointer at) {
    grip = null;
  }

  /** The mouse shows what it would take hold of. */
  @Override
  public void moved(PlanePointer at) {
    Optional<MeasureGrip> under = MeasureGrip.at(at, measures, painter);
    int cursor =
        under.isEmpty()
            ? Cursor.DEFAULT_CURSOR
            : under.get().handle() == MeasureGrip.ALL ? Cursor.MOVE_CURSOR : Cursor.HAND_CURSOR;
    if (at.event().getComponent().getCursor().getType() != cursor) {
      at.event().getComponent().setCursor(Cursor.getPredefinedCursor(cursor));
    }
  }
}
