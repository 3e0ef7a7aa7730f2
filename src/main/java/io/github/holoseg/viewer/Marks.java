package io.github.holoseg.viewer;

/**
 * What is drawn beside scan and labels, and how smoothly.
 *
 * @param crosshair lines through the point that all planes share
 * @param letters the patient's sides at the borders
 * @param scaleBar a length in mm
 * @param readOut text in the corners: slice, position, window; drawn by the window, not by the
 *     headless renderer
 * @param smooth linear interpolation between voxels instead of blocks
 */
public record Marks(
    boolean crosshair, boolean letters, boolean scaleBar, boolean readOut, boolean smooth) {
  public static final Marks ALL = new Marks(true, true, true, true, true);

  /** The picture alone, voxel by voxel. */
  public static final Marks NONE = new Marks(false, false, false, false, false);

  public Marks withCrosshair(boolean is) {
    return new Marks(is, letters, scaleBar, readOut, smooth);
  }

  public Marks withLetters(boolean is) {
    return new Marks(crosshair, is, scaleBar, readOut, smooth);
  }

  public Marks withScaleBar(boolean is) {
    return new Marks(crosshair, letters, is, readOut, smooth);
  }

  public Marks withReadOut(boolean is) {
    return new Marks(crosshair, letters, scaleBar, is, smooth);
  }

  public Marks withSmooth(boolean is) {
    return new Marks(crosshair, letters, scaleBar, readOut, is);
  }
}
