package io.github.holoseg.viewer;

import io.github.holoseg.volume.VolumeGeometry;

/**
 * Where the pixels of a picture of a plane lie in the patient. Pixel (0, 0) is the top left one;
 * whole numbers are pixel centres.
 *
 * @param plane which one
 * @param width pixels
 * @param height pixels
 * @param mmPerPixel the same in both directions
 * @param origin LPS mm of the centre of pixel (0, 0)
 * @param right LPS unit vector to the picture's right
 * @param down LPS unit vector to the picture's bottom
 */
public record PlaneFrame(
    Plane plane,
    int width,
    int height,
    double mmPerPixel,
    LpsPoint origin,
    LpsPoint right,
    LpsPoint down) {

  /**
   * @param width of the pane in pixels
   * @param height of the pane in pixels
   */
  public static PlaneFrame of(ViewerSnapshot s, Plane plane, int width, int height) {
    return plane.isOrthogonal()
        ? orthogonal(s, plane, width, height)
        : oblique(s, plane, width, height);
  }

  private static PlaneFrame orthogonal(ViewerSnapshot s, Plane plane, int width, int height) {
    VolumeGeometry g = s.scene().geometry();
    PlaneView view = s.view(plane);
    LpsPoint right = axis(g, plane.across(), plane.isAcrossFlipped(s.convention()));
    LpsPoint down = axis(g, plane.down(), plane.isDownFlipped());
    double mm =
        Math.max(extent(g, plane.across()) / width, extent(g, plane.down()) / height) / view.zoom();
    double[] middle = new double[3];
    middle[plane.across()] = (g.size(plane.across()) - 1) / 2.0;
    middle[plane.down()] = (g.size(plane.down()) - 1) / 2.0;
    middle[plane.through()] = s.slice(plane);
    LpsPoint centre = LpsPoint.of(g.toPhysical(middle[0], middle[1], middle[2]));
    return around(plane, width, height, mm, centre, right, down, view);
  }

  private static PlaneFrame oblique(ViewerSnapshot s, Plane plane, int width, int height) {
    VolumeGeometry g = s.scene().geometry();
    Oblique o = s.oblique();
    double largest = Math.max(extent(g, 0), Math.max(extent(g, 1), extent(g, 2)));
    double mm = largest / Math.min(width, height) / s.view(plane).zoom();
    LpsPoint n = o.normal();
    LpsPoint middle = s.scene().centre();
    LpsPoint centre = middle.plus(n.times(s.crosshair().minus(middle).dot(n)));
    return around(plane, width, height, mm, centre, o.right(), o.down(), s.view(plane));
  }

  private static PlaneFrame around(
      Plane plane,
      int width,
      int height,
      double mm,
      LpsPoint centre,
      LpsPoint right,
      LpsPoint down,
      PlaneView view) {
    LpsPoint origin =
        centre
            .plus(right.times(view.panRight() - (width - 1) / 2.0 * mm))
            .plus(down.times(view.panDown() - (height - 1) / 2.0 * mm));
    return new PlaneFrame(plane, width, height, mm, origin, right, down);
  }

  private static LpsPoint axis(VolumeGeometry g, int axis, boolean flipped) {
    double[][] d = g.direction();
    LpsPoint unit = new LpsPoint(d[0][axis], d[1][axis], d[2][axis]).unit();
    return flipped ? unit.times(-1) : unit;
  }

  private static double extent(VolumeGeometry g, int axis) {
    return g.size(axis) * g.spacing()[axis];
  }

  /** LPS mm of a place in the picture. */
  public LpsPoint toLps(double x, double y) {
    return origin.plus(right.times(x * mmPerPixel)).plus(down.times(y * mmPerPixel));
  }

  /** The pixel {x, y} in front of which a point lies; it need not be in the plane. */
  public double[] toPixel(LpsPoint p) {
    LpsPoint v = p.minus(origin);
    double along = right.dot(down); // 0, but for directions in files that are nearly orthogonal
    double a = v.dot(right);
    double b = v.dot(down);
    double det = 1 - along * along;
    return new double[] {(a - along * b) / det / mmPerPixel, (b - along * a) / det / mmPerPixel};
  }

  /** How far a point lies behind the plane, mm; negative in front of it. */
  public double depth(LpsPoint p) {
    return p.minus(origin).dot(normal());
  }

  /** LPS unit vector away from the viewer. */
  public LpsPoint normal() {
    return right.cross(down).unit();
  }

  /**
   * The same picture in units of a component: coordinates as Java2D counts them, whole numbers at
   * the corners of pixels.
   *
   * @param scale pixels of this frame to a unit
   */
  public PlaneFrame inUnits(double scale) {
    return new PlaneFrame(
        plane,
        (int) Math.round(width / scale),
        (int) Math.round(height / scale),
        mmPerPixel * scale,
        toLps(-0.5, -0.5),
        right,
        down);
  }

  /** mm from the pane's middle to a pixel: {right, down}. */
  public double[] fromMiddle(double x, double y) {
    return new double[] {
      (x - (width - 1) / 2.0) * mmPerPixel, (y - (height - 1) / 2.0) * mmPerPixel
    };
  }
}
