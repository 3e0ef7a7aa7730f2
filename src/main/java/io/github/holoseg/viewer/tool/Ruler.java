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

  @Override
  public Ruler withHandle(int handle, LpsPoint p) {
    return handle == 0 ? new Ruler(name, p, to) : new Ruler(name, from, p);
  }

  @Override
  public Ruler movedBy(LpsPoint mm) {
    return new Ruler(name, from.plus(mm), to.plus(mm));
  }

  @Override
  public Ruler named(String newName) {
    return new Ruler(newName, from, to);
  }
}
