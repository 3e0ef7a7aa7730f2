package io.github.holoseg.viewer.swing;

import io.github.holoseg.viewer.Plane;
import java.awt.Cursor;

/**
 * What the left mouse button does in the planes, and what is painted over them. One tool is active
 * at a time; without one a click sets the crosshair. All calls come on the event thread and must
 * return within a few milliseconds.
 *
 * <p>A tool that takes a press ({@link #pressed} returns true) gets the drag and the release that
 * follow, also outside of the pane. Right button, middle button and wheel stay with the viewer,
 * unless the tool takes them.
 */
public interface PlaneTool {
  /** For tool tip and status bar. */
  String name();

  default Cursor cursor() {
    return Cursor.getPredefinedCursor(Cursor.CROSSHAIR_CURSOR);
  }

  /** The tool becomes the active one. */
  default void activated() {}

  /** Another tool becomes the active one; what is unfinished is finished or dropped. */
  default void deactivated() {}

  /** Left button; true takes the gesture, false leaves it to the viewer. */
  default boolean pressed(PlanePointer at) {
    return false;
  }

  default void dragged(PlanePointer at) {}

  default void released(PlanePointer at) {}

  /** The mouse moves without a button. */
  default void moved(PlanePointer at) {}

  /** The mouse leaves a pane. */
  default void exited(Plane plane) {}

  /** True takes the turn of the wheel; positive is towards the user. */
  default boolean wheel(PlanePointer at, double turns) {
    return false;
  }

  /** Escape; true if there was something to drop. */
  default boolean cancelled() {
    return false;
  }

  /** Called for every pane whenever it is painted. */
  default void paint(PlaneCanvas canvas) {}
}
