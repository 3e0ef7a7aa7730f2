package io.github.holoseg.viewer.tool;

import io.github.holoseg.viewer.LpsPoint;
import java.util.List;

/**
 * The angle at a point between two others, for example of a femur's neck and shaft.
 *
 * @param vertex where the arms meet
 */
public record Angle(String name, LpsPoint first, LpsPoint vertex, LpsPoint second)
    implements Measure {
  /** 0 to 180 degrees; NaN while an arm has no length. */
  public double degrees() {
    LpsPoint a = first.minus(vertex);
    LpsPoint b = second.minus(vertex);
    if (a.length() == 0 || b.length() == 0) {
      return Double.NaN;
    }
    // atan2 is exact near 0 and 180 degrees, where the arc cosine is not
    return Math.toDegrees(Math.atan2(a.cross(b).length(), a.dot(b)));
  }

  @Override
  public List<LpsPoint> points() {
    return List.of(first, vertex, second);
  }

  @Override
  public String kind() {
    return "angle";
  }

  @Override
  public Angle withHandle(int handle, LpsPoint p) {
    return switch (handle) {
      case 0 -> new Angle(name, p, vertex, second);
      case 1 -> new Angle(name, first, p, second);
      default -> new Angle(name, first, vertex, p);
    };
  }

  @Override
  public Angle movedBy(LpsPoint mm) {
    return new Angle(name, first.plus(mm), vertex.plus(mm), second.plus(mm));
  }

  @Override
  public Angle named(String newName) {
    return new Angle(newName, first, vertex, second);
  }
}
