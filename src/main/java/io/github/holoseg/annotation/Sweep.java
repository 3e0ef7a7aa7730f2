package io.github.holoseg.annotation;

/**
 * The places not farther than a radius from a segment, in the millimetres of a {@link GridFrame};
 * with a normal: measured in a plane and only where the plane cuts a voxel. A convex body, so each
 * row of voxels has one run: found from where the row enters the parts of the body, then moved to
 * where the distance itself says.
 */
final class Sweep {
  static final double TIE_MM = 1e-7;

  private final double[] a;
  private final double[] d;
  private final double length2;
  private final double radius2;
  private final double radius;
  private final double[] normal;
  private final double half;
  private final GridFrame frame;

  /**
   * @param b the end; with a normal it is moved into the plane through {@code a}
   * @param normal unit vector, null for a ball
   */
  Sweep(double[] a, double[] b, double radius, double[] normal, GridFrame frame) {
    this.a = a.clone();
    this.d = new double[] {b[0] - a[0], b[1] - a[1], b[2] - a[2]};
    this.normal = normal;
    this.frame = frame;
    this.radius = radius;
    this.radius2 = radius * radius;
    this.half = normal == null ? 0 : frame.halfThickness(normal);
    if (normal != null) {
      double off = dot(d, normal);
      for (int axis = 0; axis < 3; axis++) {
        d[axis] -= off * normal[axis];
        // Exactly half-way between two slices rounding would decide, row by row.
        this.a[axis] += TIE_MM * normal[axis];
      }
    }
    this.length2 = dot(d, d);
  }

  private static double dot(double[] p, double[] q) {
    return p[0] * q[0] + p[1] * q[1] + p[2] * q[2];
  }

  /** The end of the segment along an axis, mm. */
  double end(int axis) {
    return a[axis] + d[axis];
  }

  /** How far the body reaches beyond the segment along an axis, mm; not too little. */
  double reach(int axis) {
    if (normal == null) {
      return radius;
    }
    double n = Math.abs(normal[axis]);
    return radius * Math.sqrt(Math.max(0, 1 - n * n)) + half * n;
  }

  /** Whether the centre of a voxel lies in the body. */
  boolean contains(int x, int y, int z) {
    double px = x * frame.spacing(0) - a[0];
    double py = y * frame.spacing(1) - a[1];
    double pz = z * frame.spacing(2) - a[2];
    double off2 = 0;
    if (normal != null) {
      double off = px * normal[0] + py * normal[1] + pz * normal[2];
      // Half open: half-way between two slices only one is painted.
      if (off < -half || off >= half) {
        return false;
      }
      off2 = off * off;
    }
    double t = length2 == 0 ? 0 : (px * d[0] + py * d[1] + pz * d[2]) / length2;
    t = Math.max(0, Math.min(1, t));
    double ex = px - t * d[0];
    double ey = py - t * d[1];
    double ez = pz - t * d[2];
    return ex * ex + ey * ey + ez * ez - off2 <= radius2;
  }

  /** Sets the voxels of a row. */
  void row(BoxMask mask, int y, int z) {
    VoxelBox box = mask.box();
    int from = box.minX();
    int last = box.endX() - 1;
    int inside = someInside(y, z, from, last);
    if (inside < 0) {
      return;
    }
    // The body is convex: both ends by bisection.
    int low = from;
    int high = inside;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (contains(middle, y, z)) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    int start = low;
    low = inside;
    high = last;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (contains(middle, y, z)) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    mask.setRun(y, z, start, low + 1);
  }

  /** A voxel of the row in the body, or -1: the distance to the segment is convex along the row. */
  private int someInside(int y, int z, int from, int last) {
    if (normal != null) {
      // Only a part of the row lies in the plane.
      double step = normal[0] * frame.spacing(0);
      double off =
          -a[0] * normal[0]
              + (y * frame.spacing(1) - a[1]) * normal[1]
              + (z * frame.spacing(2) - a[2]) * normal[2];
      if (Math.abs(step) > 1e-12) {
        double p = (-half - off) / step;
        double q = (half - off) / step;
        int low = (int) Math.max(from, Math.ceil(Math.min(p, q)) - 1);
        int high = (int) Math.min(last, Math.floor(Math.max(p, q)) + 1);
        return nearestOf(y, z, low, high);
      }
    }
    return nearestOf(y, z, from, last);
  }

  private int nearestOf(int y, int z, int from, int last) {
    int low = from;
    int high = last;
    while (high - low > 2) {
      int third = (high - low) / 3;
      int p = low + third;
      int q = high - third;
      if (distance2(p, y, z) <= distance2(q, y, z)) {
        high = q;
      } else {
        low = p;
      }
    }
    for (int x = Math.max(from, low - 1); x <= Math.min(last, high + 1); x++) {
      if (contains(x, y, z)) {
        return x;
      }
    }
    return -1;
  }

  private double distance2(int x, int y, int z) {
    double px = x * frame.spacing(0) - a[0];
    double py = y * frame.spacing(1) - a[1];
    double pz = z * frame.spacing(2) - a[2];
    double off = normal == null ? 0 : px * normal[0] + py * normal[1] + pz * normal[2];
    double t = length2 == 0 ? 0 : (px * d[0] + py * d[1] + pz * d[2]) / length2;
    t = Math.max(0, Math.min(1, t));
    double ex = px - t * d[0];
    double ey = py - t * d[1];
    double ez = pz - t * d[2];
    return ex * ex + ey * ey + ez * ez - off * off;
  }

  /** Sets the voxels in which the segment itself lies. */
  void line(BoxMask mask) {
    double finest = Math.min(frame.spacing(0), Math.min(frame.spacing(1), frame.spacing(2)));
    int steps = (int) Math.min(1 << 20, Math.ceil(Math.sqrt(length2) / (finest / 2)));
    for (int i = 0; i <= steps; i++) {
      double t = steps == 0 ? 0 : (double) i / steps;
      double[] place = {a[0] + t * d[0], a[1] + t * d[1], a[2] + t * d[2]};
      mask.set(frame.nearest(place, 0), frame.nearest(place, 1), frame.nearest(place, 2));
    }
  }
}
