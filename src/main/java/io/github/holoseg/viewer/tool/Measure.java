package io.github.holoseg.viewer.tool;

import io.github.holoseg.viewer.LpsPoint;
import java.util.List;

/**
 * Something that was measured; places are LPS mm, so that it means the same on any grid, plane and
 * zoom.
 */
public sealed interface Measure permits Ruler, Angle, Region {
  /** What the user calls it; may be empty. */
  String name();

  /** Its points, in the order in which they were set. */
  List<LpsPoint> points();

  /** For example {@code ruler}. */
  String kind();

  /** The line that is drawn: its corners in order; a closed one ends where it begins. */
  default List<LpsPoint> outline() {
    return points();
  }

  /** Points that can be dragged. */
  default List<LpsPoint> handles() {
    return points();
  }

  /**
   * The measure with one of its {@link #handles()} somewhere else. A region stays in its plane.
   *
   * @param p LPS mm
   */
  Measure withHandle(int handle, LpsPoint p);

  /** The measure somewhere else. */
  Measure movedBy(LpsPoint mm);

  /** The measure under another name. */
  Measure named(String newName);
}
