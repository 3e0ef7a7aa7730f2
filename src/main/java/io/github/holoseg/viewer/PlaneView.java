package io.github.holoseg.viewer;

/**
 * Which part of a plane is seen.
 *
 * @param zoom 1 shows the whole plane, 2 half of it
 * @param panRight mm from the plane's middle to the pane's, to the picture's right
 * @param panDown mm likewise, to the picture's bottom
 */
public record PlaneView(double zoom, double panRight, double panDown) {
  /** The whole plane. */
  public static final PlaneView FIT = new PlaneView(1, 0, 0);

  /** Smallest and largest zoom; beyond nothing is recognised. */
  public static final double MIN_ZOOM = 0.1;

  /** See {@link #MIN_ZOOM}. */
  public static final double MAX_ZOOM = 100;

  public PlaneView {
    if (!(zoom >= MIN_ZOOM && zoom <= MAX_ZOOM)
        || !Double.isFinite(panRight)
        || !Double.isFinite(panDown)) {
      throw new IllegalArgumentException("no view: " + zoom + ", " + panRight + ", " + panDown);
    }
  }

  /** Moves what is seen: positive values show what lies further right and down. */
  public PlaneView panned(double right, double down) {
    return new PlaneView(zoom, panRight + right, panDown + down);
  }

  /**
   * Zooms so that a point of the picture stays where it is.
   *
   * @param factor above 1 enlarges; the result is kept between the limits
   * @param right mm from the pane's middle to the point, before
   * @param down mm likewise
   */
  public PlaneView zoomed(double factor, double right, double down) {
    double next = Math.max(MIN_ZOOM, Math.min(MAX_ZOOM, zoom * factor));
    double keep = 1 - zoom / next;
    return new PlaneView(next, panRight + right * keep, panDown + down * keep);
  }
}
