package io.github.holoseg.render;

import java.util.Arrays;

/**
 * A raster of 0xAARRGGBB pixels, row by row from the top left.
 *
 * @param width in pixels
 * @param height in pixels
 * @param pixels {@code width * height} of them; not copied
 */
public record ArgbImage(int width, int height, int[] pixels) {
  public ArgbImage {
    if (width < 1 || height < 1 || (long) width * height != pixels.length) {
      throw new IllegalArgumentException(pixels.length + " pixels are not " + width + "x" + height);
    }
  }

  /** A raster of one colour. */
  public static ArgbImage filled(int width, int height, int argb) {
    int[] pixels = new int[Math.multiplyExact(width, height)];
    Arrays.fill(pixels, argb);
    return new ArgbImage(width, height, pixels);
  }

  public int get(int x, int y) {
    return pixels[y * width + x];
  }

  /** Sets a pixel; positions outside the raster are ignored. */
  public void set(int x, int y, int argb) {
    if (x >= 0 && y >= 0 && x < width && y < height) {
      pixels[y * width + x] = argb;
    }
  }

  /** Copies another raster into this one; what lies outside is ignored. */
  void put(ArgbImage part, int left, int top) {
    for (int y = 0; y < part.height; y++) {
      for (int x = 0; x < part.width; x++) {
        set(left + x, top + y, part.get(x, y));
      }
    }
  }

  /** {@code alpha} (0 to 1) of {@code over} on {@code under}; the result is opaque. */
  public static int blend(int under, int over, double alpha) {
    int argb = 0xFF;
    for (int shift = 16; shift >= 0; shift -= 8) {
      double mixed = (under >> shift & 0xFF) * (1 - alpha) + (over >> shift & 0xFF) * alpha;
      argb = argb << 8 | (int) Math.round(mixed);
    }
    return argb;
  }
}
