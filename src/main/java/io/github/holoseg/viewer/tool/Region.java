package io.github.holoseg.viewer.tool;

import io.github.holoseg.viewer.LpsPoint;
import java.util.List;
import java.util.Locale;

/**
 * A rectangle or an ellipse in a plane.
 *
 * @param shape of the outline
 * @param centre LPS mm
 * @param right from the centre to the middle of one side; LPS mm
 * @param down from the centre to the middle of the next side, at right angles to {@code right}
 */
public record Region(String name, Shape shape, LpsPoint centre, LpsPoint right, LpsPoint down)
    implements Measure {
  /** Of the outline. */
  public enum Shape {
    RECTANGLE,
    ELLIPSE
  }

  private static final double RIGHT_ANGLE = 1e-3;

  public Region {
    if (Math.abs(right.dot(down)) > RIGHT_ANGLE * right.length() * down.length() + 1e-9) {
      throw new IllegalArgumentException("the sides are not at right angles: " + right + down);
    }
  }

  /**
   * The region whose corners are two points of a plane.
   *
   * @param right unit vector of the plane
   * @param down unit vector of the plane, at right angles
   */
  public static Region between(
      String name, Shape shape, LpsPoint a, LpsPoint b, LpsPoint right, LpsPoint down) {
    LpsPoint half = b.minus(a).times(0.5);
    return new Region(
        name,
        shape,
        a.plus(half),
        right.times(Math.abs(half.dot(right))),
        down.times(Math.abs(half.dot(down))));
  }

  /** Of the outline, in mm². */
  public double area() {
    double box = 4 * right.length() * down.length();
    return shape == Shape.RECTANGLE ? box : box * Math.PI / 4;
  }

  /**
   * Whether a point's projection on the plane lies within the outline.
   *
   * @param p LPS mm
   */
  public boolean holds(LpsPoint p) {
    LpsPoint v = p.minus(centre);
    double a = v.dot(right) / right.dot(right);
    double b = v.dot(down) / down.dot(down);
    return shape == Shape.RECTANGLE ? Math.abs(a) <= 1 && Math.abs(b) <= 1 : a * a + b * b <= 1;
  }

  @Override
  public List<LpsPoint> points() {
    return List.of(centre, centre.plus(right), centre.plus(down));
  }

  @Override
  public String kind() {
    return shape.name().toLowerCase(Locale.ROOT);
  }
}
