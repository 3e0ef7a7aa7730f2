package io.github.holoseg.viewer;

/**
 * The directions of a plane through the crosshair.
 *
 * @param right LPS unit vector to the picture's right
 * @param down LPS unit vector to the picture's bottom, at right angles to {@code right}
 */
public record Oblique(LpsPoint right, LpsPoint down) {
  /** Seen from the front, as the coronal plane. */
  public static final Oblique CORONAL = new Oblique(new LpsPoint(1, 0, 0), new LpsPoint(0, 0, -1));

  private static final double TOLERANCE = 1e-6;

  public Oblique {
    if (Math.abs(right.length() - 1) > TOLERANCE
        || Math.abs(down.length() - 1) > TOLERANCE
        || Math.abs(right.dot(down)) > TOLERANCE) {
      throw new IllegalArgumentException("not two unit vectors at right angles: " + right + down);
    }
  }

  /** The plane that holds {@code right} and, turned to a right angle, {@code down}. */
  public static Oblique of(LpsPoint right, LpsPoint down) {
    LpsPoint r = right.unit();
    return new Oblique(r, down.minus(r.times(down.dot(r))).unit());
  }

  /** Away from the viewer. */
  public LpsPoint normal() {
    return right.cross(down);
  }

  /** Turned about the picture's vertical axis, then about its horizontal one; radians. */
  public Oblique turned(double aboutDown, double aboutRight) {
    LpsPoint r = rotate(right, down, aboutDown);
    LpsPoint d = rotate(down, r, aboutRight);
    return of(r, d);
  }

  /**
   * Turned about any axis.
   *
   * @param axis LPS unit vector
   * @param angle radians, by the right-hand rule
   */
  public Oblique turnedAbout(LpsPoint axis, double angle) {
    return of(rotate(right, axis, angle), rotate(down, axis, angle));
  }

  /** Turned in the picture, clockwise; radians. */
  public Oblique rolled(double angle) {
    LpsPoint n = normal();
    return of(rotate(right, n, -angle), rotate(down, n, -angle));
  }

  /** Rodrigues' formula; {@code axis} is a unit vector. */
  private static LpsPoint rotate(LpsPoint v, LpsPoint axis, double angle) {
    double cos = Math.cos(angle);
    return v.times(cos)
        .plus(axis.cross(v).times(Math.sin(angle)))
        .plus(axis.times(axis.dot(v) * (1 - cos)));
  }
}
