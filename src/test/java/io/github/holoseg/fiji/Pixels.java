package io.github.holoseg.fiji;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.Objects;

/** Counts colours in what is seen. CT is grey; labels are not. */
final class Pixels {
  private static final float LEAST_SATURATION = 0.15f;
  private static final float HUE_TOLERANCE = 0.04f;

  private Pixels() {}

  /** Pixels of about the hue of a colour, however it is mixed with grey. */
  static int ofHue(BufferedImage image, int rgb) {
    float wanted = hsb(rgb)[0];
    int count = 0;
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        float[] hsb = hsb(image.getRGB(x, y));
        float away = Math.abs(hsb[0] - wanted);
        if (hsb[1] > LEAST_SATURATION && Math.min(away, 1 - away) < HUE_TOLERANCE) {
          count++;
        }
      }
    }
    return count;
  }

  /** Pixels that are no background. */
  static int bright(BufferedImage image) {
    int count = 0;
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        count += (image.getRGB(x, y) >> 8 & 0xFF) > 60 ? 1 : 0;
      }
    }
    return count;
  }

  /** Pixels that are another colour in one of them. */
  static int different(BufferedImage a, BufferedImage b) {
    Objects.checkIndex(a.getWidth() * a.getHeight() - 1, b.getWidth() * b.getHeight());
    int count = 0;
    for (int y = 0; y < a.getHeight(); y++) {
      for (int x = 0; x < a.getWidth(); x++) {
        count += a.getRGB(x, y) == b.getRGB(x, y) ? 0 : 1;
      }
    }
    return count;
  }

  private static float[] hsb(int rgb) {
    return Color.RGBtoHSB(rgb >> 16 & 0xFF, rgb >> 8 & 0xFF, rgb & 0xFF, null);
  }
}
