package io.github.holoseg.volume;

/** Colours for labels that bring none: well apart for neighbouring values, the same every time. */
public final class LabelColors {
  private static final double GOLDEN_RATIO = 0.6180339887498949;

  private LabelColors() {}

  /** An opaque colour 0xFFRRGGBB for a label value. */
  public static int colorOf(int value) {
    double hue = (value * GOLDEN_RATIO) % 1.0;
    double saturation = 0.55 + 0.35 * ((value * 7 % 5) / 4.0);
    double brightness = 0.95 - 0.25 * ((value * 3 % 4) / 3.0);
    return hsb(hue, saturation, brightness);
  }

  private static int hsb(double hue, double saturation, double brightness) {
    int rgb = 0xFF;
    for (int channel = 0; channel < 3; channel++) {
      double k = (5 - 2 * channel + hue * 6) % 6;
      double v = brightness * (1 - saturation * Math.max(0, Math.min(1, Math.min(k, 4 - k))));
      rgb = rgb << 8 | (int) Math.round(v * 255);
    }
    return rgb;
  }
}
