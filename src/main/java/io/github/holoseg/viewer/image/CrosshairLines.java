package io.github.holoseg.viewer.image;

import io.github.holoseg.viewer.Plane;
import io.github.holoseg.viewer.PlaneFrame;
import io.github.holoseg.viewer.ViewerSnapshot;

/**
 * Where the crosshair's lines lie in a picture, in pixels.
 *
 * @param x of the vertical line
 * @param y of the horizontal line
 * @param vertical the plane that cuts this one along the vertical line; null on the oblique plane
 * @param horizontal likewise along the horizontal line
 */
public record CrosshairLines(double x, double y, Plane vertical, Plane horizontal) {
  /** Pixels around the crossing that stay free. */
  public static final int GAP = 9;

  public static CrosshairLines of(ViewerSnapshot s, PlaneFrame frame) {
    double[] at = frame.toPixel(s.crosshair());
    Plane vertical = null;
    Plane horizontal = null;
    for (Plane other : Plane.values()) {
      if (frame.plane().isOrthogonal() && other.isOrthogonal()) {
        vertical = other.through() == frame.plane().across() ? other : vertical;
        horizontal = other.through() == frame.plane().down() ? other : horizontal;
      }
    }
    return new CrosshairLines(at[0], at[1], vertical, horizontal);
  }

  /** Colour of the vertical line. */
  public int verticalColour() {
    return PlaneColours.of(vertical == null ? Plane.OBLIQUE : vertical);
  }

  /** Colour of the horizontal line. */
  public int horizontalColour() {
    return PlaneColours.of(horizontal == null ? Plane.OBLIQUE : horizontal);
  }
}
