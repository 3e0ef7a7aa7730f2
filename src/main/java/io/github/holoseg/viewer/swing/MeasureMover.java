package io.github.holoseg.viewer.swing;

import io.github.holoseg.viewer.LpsPoint;
import io.github.holoseg.viewer.tool.Measure;
import io.github.holoseg.viewer.tool.Measures;
import java.awt.Cursor;
import java.util.Optional;

/** Moves measures that are there: a point by its handle, the whole by its line. */
final class MeasureMover {
  private final Measures measures;
  private final MeasurePainter painter;
  private MeasureGrip grip;
  private LpsPoint last;

  MeasureMover(Measures measures, MeasurePainter painter) {
    this.measures = measures;
    this.painter = painter;
  }

  /** Takes hold of what is under the mouse, if anything is. */
  boolean pressed(PlanePointer at) {
    if (!at.isPlain()) {
      return false;
    }
    grip = MeasureGrip.at(at, measures, painter).orElse(null);
    last = at.position();
    if (grip != null) {
      painter.select(grip.measure());
    }
    return grip != null;
  }

  void dragged(PlanePointer at) {
    if (grip == null) {
      return;
    }
    Measure next = grip.dragged(last, at.position());
    last = at.position();
    painter.select(next); // before the listeners hear of it
    measures.replace(grip.measure(), next);
    grip = new MeasureGrip(next, grip.handle());
  }

  void released() {
    grip = null;
  }

  /** What the mouse would look like over what can be taken; empty over nothing. */
  Optional<Integer> cursor(PlanePointer at) {
    return MeasureGrip.at(at, measures, painter)
        .map(g -> g.handle() == MeasureGrip.ALL ? Cursor.MOVE_CURSOR : Cursor.HAND_CURSOR);
  }
}
