package io.github.holoseg.viewer;

/**
 * A place or a direction in the patient, LPS: x to the left, y to the back, z to the head.
 *
 * @param x mm
 * @param y mm
 * @param z mm
 */
public record LpsPoint(double x, double y, double z) {
  /** From three numbers, as {@code VolumeGeometry} gives them. */
  public static LpsPoint of(double[] p) {
    return new LpsPoint(p[0], p[1], p[2]);
  }

  public double[] toArray() {
    return new double[] {x, y, z};
  }

  public LpsPoint plus(LpsPoint q) {
    return new LpsPoint(x + q.x, y + q.y, z + q.z);
  }

  public LpsPoint minus(LpsPoint q) {
    return new LpsPoint(x - q.x, y - q.y, z - q.z);
  }

  public LpsPoint times(double factor) {
    return new LpsPoint(x * factor, y * factor, z * factor);
  }

  public double dot(LpsPoint q) {
    return x * q.x + y * q.y + z * q.z;
  }

  public LpsPoint cross(LpsPoint q) {
    return new LpsPoint(y * q.z - z * q.y, z * q.x - x * q.z, x * q.y - y * q.x);
  }

  public double length() {
    return Math.sqrt(dot(this));
  }

  /** In mm. */
  public double distance(LpsPoint q) {
    return minus(q).length();
  }

  /**
   * @throws IllegalArgumentException of a vector without a direction
   */
  public LpsPoint unit() {
    double length = length();
    if (!(length > 1e-12) || !Double.isFinite(length)) {
      throw new IllegalArgumentException("no direction: " + this);
    }
    return times(1 / length);
  }
}
