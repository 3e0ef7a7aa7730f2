package io.github.holoseg.render;

/**
 * Which values are shown from black to white.
 *
 * @param centre grey value shown as middle grey, HU for CT
 * @param width range of values from black to white; positive
 */
public record Window(double centre, double width) {
  /** For bone in CT. */
  public static final Window BONE = new Window(400, 1800);

  /** For soft tissue in CT. */
  public static final Window SOFT_TISSUE = new Window(40, 400);

  /** For lung in CT. */
  public static final Window LUNG = new Window(-600, 1500);

  /** For brain in CT. */
  public static final Window BRAIN = new Window(40, 80);

  public Window {
    if (!(width > 0) || !Double.isFinite(width) || !Double.isFinite(centre)) {
      throw new IllegalArgumentException(
          "a window needs a finite centre and a positive width: " + centre + ", " + width);
    }
  }

  /** The window from the value that is just black to the one that is just white. */
  public static Window between(double black, double white) {
    return new Window((black + white) / 2, white - black);
  }

  /** The value at which black begins, downwards. */
  public double black() {
    return centre - width / 2;
  }

  /** The value at which white begins, upwards. */
  public double white() {
    return centre + width / 2;
  }

  /** 0 to 255; what is no number is black. */
  public int grey(double value) {
    double g = 255 * ((value - centre) / width + 0.5);
    return (int) Math.round(Math.max(0, Math.min(255, g)));
  }
}
