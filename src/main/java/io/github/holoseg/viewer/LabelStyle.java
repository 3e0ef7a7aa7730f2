package io.github.holoseg.viewer;

/**
 * How one label is drawn and whether tools may change it.
 *
 * @param argb opaque colour 0xFFRRGGBB
 * @param opacity 0 to 1, multiplied with the overlay's
 * @param locked tools leave its voxels as they are
 */
public record LabelStyle(int argb, boolean visible, double opacity, boolean locked) {
  public LabelStyle {
    argb |= 0xFF000000;
    if (!(opacity >= 0 && opacity <= 1)) {
      throw new IllegalArgumentException("opacity is " + opacity + ", must be 0 to 1");
    }
  }

  public LabelStyle withColour(int colour) {
    return new LabelStyle(colour, visible, opacity, locked);
  }

  public LabelStyle withVisible(boolean is) {
    return new LabelStyle(argb, is, opacity, locked);
  }

  public LabelStyle withOpacity(double value) {
    return new LabelStyle(argb, visible, value, locked);
  }

  public LabelStyle withLocked(boolean is) {
    return new LabelStyle(argb, visible, opacity, is);
  }
}
