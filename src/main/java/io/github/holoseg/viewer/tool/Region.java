package io.github.holoseg.viewer.tool;

import io.github.holoseg.viewer.LpsPoint;
import java.util.ArrayList;
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
  private static final int ELLIPSE_POINTS = 72;

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

  @Override
  public List<LpsPoint> outline() {
    int corners = shape == Shape.ELLIPSE ? ELLIPSE_POINTS : 4;
    double reach = shape == Shape.ELLIPSE ? 1 : Math.sqrt(2);
    List<LpsPoint> line = new ArrayList<>();
    for (int i = 0; i <= corners; i++) {
      double angle = 2 * Math.PI * (i % corners + 0.5) / corners;
      line.add(at(reach * Math.cos(angle), reach * Math.sin(angle)));
    }
    return line;
  }

  private LpsPoint at(double alongRight, double alongDown) {
    return centre.plus(right.times(alongRight)).plus(down.times(alongDown));
  }

  /** The corners of the box around it, one after the other. */
  @Override
  public List<LpsPoint> handles() {
    return List.of(at(1, 1), at(-1, 1), at(-1, -1), at(1, -1));
  }

  /**
   * The opposite corner stays, and the handle is the same one beyond it; a region without width or
   * height has no direction to grow into.
   */
  @Override
  public Region withHandle(int handle, LpsPoint p) {
    if (right.length() == 0 || down.length() == 0) {
      return this;
    }
    LpsPoint stays = handles().get((handle + 2) % 4);
    LpsPoint across = right.unit();
    LpsPoint along = down.unit();
    LpsPoint by = p.minus(stays);
    LpsPoint halfAcross = across.times(by.dot(across) / 2);
    LpsPoint halfAlong = along.times(by.dot(along) / 2);
    int signAcross = handle == 0 || handle == 3 ? 1 : -1;
    int signAlong = handle < 2 ? 1 : -1;
    Region next =
        new Region(
            name,
            shape,
            stays.plus(halfAcross).plus(halfAlong),
            halfAcross.times(signAcross),
            halfAlong.times(signAlong));
    return next.right.length() == 0 || next.down.length() == 0 ? this : next;
  }

  @Override
  public Region movedBy(LpsPoint mm) {
    return new Region(name, shape, centre.plus(mm), right, down);
  }

  @Override
  public Region named(String newName) {
    return new Region(newName, shape, centre, right, down);
  }
}
