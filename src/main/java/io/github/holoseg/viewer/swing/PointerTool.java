package io.github.holoseg.viewer.swing;

import java.awt.Component;
import java.awt.Cursor;

/**
 * At work while no tool is: takes hold of measures and of the line of the oblique plane, and leaves
 * everything else to the viewer. The mouse shows what it would take.
 */
final class PointerTool implements PlaneTool {
  private final MeasureMover mover;
  private final ObliqueTurner turner;
  private boolean turning;

  PointerTool(MeasureMover mover, ObliqueTurner turner) {
    this.mover = mover;
    this.turner = turner;
  }

  @Override
  public String name() {
    return Texts.get("tool.pointer.tip");
  }

  @Override
  public boolean pressed(PlanePointer at) {
    turning = false;
    if (mover.pressed(at)) {
      return true;
    }
    turning = at.isPlain() && turner.pressed(at);
    return turning;
  }

  @Override
  public void dragged(PlanePointer at) {
    if (turning) {
      turner.dragged(at);
    } else {
      mover.dragged(at);
    }
  }

  @Override
  public void released(PlanePointer at) {
    turning = false;
    mover.released();
  }

  @Override
  public void moved(PlanePointer at) {
    int cursor =
        mover.cursor(at).orElse(turner.isOver(at) ? Cursor.HAND_CURSOR : Cursor.DEFAULT_CURSOR);
    Component pane = at.event().getComponent();
    if (pane.getCursor().getType() != cursor) {
      pane.setCursor(Cursor.getPredefinedCursor(cursor));
    }
  }
}
