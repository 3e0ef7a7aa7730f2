package io.github.holoseg.volume;

import java.util.List;
import net.imglib2.Cursor;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.integer.ShortType;
import net.imglib2.type.numeric.integer.UnsignedShortType;

/**
 * A small body with two femurs, made up and exact: values in HU and labels are functions of the
 * physical position (LPS, mm), so that every grid, however turned, oblique or anisotropic, shows
 * the same body. Each voxel has the value at its centre.
 *
 * <p>The body is an elliptic cylinder about the z axis, fat outside, soft tissue inside. Each femur
 * is a shaft along z with a cortex and marrow, and a ball at its upper end towards the middle. No
 * axis is an axis of symmetry: the left femur is thicker, a metal marker lies in front on the left
 * only, and the balls are at the top. Not a model of any real anatomy.
 */
public final class Phantom {
  /** HU outside the body. */
  public static final int AIR = -1000;

  public static final int FAT = -100;
  public static final int SOFT_TISSUE = 40;
  public static final int MARROW = -30;

  /** HU inside the balls. */
  public static final int TRABECULAR = 320;

  public static final int CORTEX = 1200;
  public static final int MARKER = 2500;

  /** Centre of the marker, LPS mm: left, anterior, superior. */
  private static final double[] MARKER_CENTRE = {44, -22, 46};

  private static final double MARKER_RADIUS = 6;

  private static final Femur LEFT = new Femur(30, 13, 7.5, 18);
  private static final Femur RIGHT = new Femur(-28, 10, 5.5, 14);

  private Phantom() {}

  /**
   * 96x80x40 voxels of 1.5x1.5x4 mm, turned by 8 degrees about x and 5 about z, the body in the
   * middle.
   */
  public static VolumeGeometry defaultGeometry() {
    double a = Math.toRadians(8);
    double b = Math.toRadians(5);
    double[][] direction = {
      {Math.cos(b), -Math.sin(b) * Math.cos(a), Math.sin(b) * Math.sin(a)},
      {Math.sin(b), Math.cos(b) * Math.cos(a), -Math.cos(b) * Math.sin(a)},
      {0, Math.sin(a), Math.cos(a)}
    };
    long[] size = {96, 80, 40};
    double[] spacing = {1.5, 1.5, 4};
    double[] centre =
        new VolumeGeometry(size, spacing, new double[3], direction)
            .toPhysical((size[0] - 1) / 2.0, (size[1] - 1) / 2.0, (size[2] - 1) / 2.0);
    return new VolumeGeometry(
        size, spacing, new double[] {-centre[0], -centre[1], -centre[2]}, direction);
  }

  /** The scan on the default grid. */
  public static Volume<ShortType> ct() {
    return ct(defaultGeometry());
  }

  /** The scan on any grid with less than 2^31 voxels. */
  public static Volume<ShortType> ct(VolumeGeometry geometry) {
    Img<ShortType> voxels = ArrayImgs.shorts(geometry.size());
    Cursor<ShortType> cursor = voxels.localizingCursor();
    while (cursor.hasNext()) {
      cursor.fwd();
      cursor.get().setInteger(hu(at(geometry, cursor)));
    }
    return new Volume<>(voxels, geometry, VolumeInfo.inMemory("phantom", Modality.CT));
  }

  /** The right answer: 1 femur_left, 2 femur_right, cortex and marrow included. */
  public static LabelMap truth(VolumeGeometry geometry) {
    Img<UnsignedShortType> voxels = ArrayImgs.unsignedShorts(geometry.size());
    Cursor<UnsignedShortType> cursor = voxels.localizingCursor();
    while (cursor.hasNext()) {
      cursor.fwd();
      cursor.get().setInteger(label(at(geometry, cursor)));
    }
    return new LabelMap(
        voxels, geometry, List.of(Label.of(1, "femur_left"), Label.of(2, "femur_right")));
  }

  /** HU at an LPS position in mm. */
  public static int hu(double[] p) {
    if (distance(p, MARKER_CENTRE) <= MARKER_RADIUS) {
      return MARKER;
    }
    for (Femur femur : new Femur[] {LEFT, RIGHT}) {
      if (femur.contains(p)) {
        return femur.hu(p);
      }
    }
    if (inBody(p, 0)) {
      return inBody(p, 8) ? SOFT_TISSUE : FAT;
    }
    return AIR;
  }

  private static int label(double[] p) {
    return LEFT.contains(p) ? 1 : RIGHT.contains(p) ? 2 : 0;
  }

  private static boolean inBody(double[] p, double depth) {
    double x = p[0] / (64 - depth);
    double y = p[1] / (46 - depth);
    return x * x + y * y <= 1 && Math.abs(p[2]) <= 74;
  }

  private static double distance(double[] p, double[] q) {
    return Math.sqrt(
        (p[0] - q[0]) * (p[0] - q[0])
            + (p[1] - q[1]) * (p[1] - q[1])
            + (p[2] - q[2]) * (p[2] - q[2]));
  }

  private static double[] at(VolumeGeometry geometry, Cursor<?> cursor) {
    return geometry.toPhysical(
        cursor.getDoublePosition(0), cursor.getDoublePosition(1), cursor.getDoublePosition(2));
  }

  /**
   * A shaft along z with a ball on top, both a little behind the middle of the body.
   *
   * @param x LPS position of the shaft's axis; the ball lies nearer to the middle
   */
  private record Femur(double x, double radius, double marrowRadius, double ballRadius) {
    private static final double Y = 6;
    private static final double BOTTOM = -66;
    private static final double TOP = 30;
    private static final double CORTEX_OF_BALL = 3;

    boolean contains(double[] p) {
      return inShaft(p, radius, 0) || inBall(p, ballRadius);
    }

    int hu(double[] p) {
      if (inShaft(p, marrowRadius, radius - marrowRadius)) {
        return MARROW;
      }
      return inBall(p, ballRadius - CORTEX_OF_BALL) ? TRABECULAR : CORTEX;
    }

    private boolean inShaft(double[] p, double r, double inset) {
      return Math.hypot(p[0] - x, p[1] - Y) <= r && p[2] >= BOTTOM + inset && p[2] <= TOP - inset;
    }

    private boolean inBall(double[] p, double r) {
      return distance(p, new double[] {x - Math.signum(x) * 8, Y, TOP + 8}) <= r;
    }
  }
}
