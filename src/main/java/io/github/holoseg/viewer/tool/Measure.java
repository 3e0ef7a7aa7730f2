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
}
