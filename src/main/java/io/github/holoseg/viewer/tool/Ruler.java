package io.github.holoseg.viewer.tool;

import io.github.holoseg.viewer.LpsPoint;
import java.util.List;

/** The distance of two points. */
public record Ruler(String name, LpsPoint from, LpsPoint to) implements Measure {
  /** In mm. */
  public double length() {
    return from.distance(to);
  }

  @Override
  public List<LpsPoint> points() {
    return List.of(from, to);
  }

  @Override
  public String kind() {
    return "ruler";
  }
}
