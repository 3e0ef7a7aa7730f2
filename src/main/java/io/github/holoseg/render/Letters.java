package io.github.holoseg.render;

/** A 5×7 raster font with the few characters that a montage needs. */
final class Letters {
  static final int WIDTH = 5;
  static final int HEIGHT = 7;

  private static final String CHARACTERS = "RLAPHF";

  /** Seven rows of five bits each, most significant bit on the left. */
  private static final int[][] ROWS = {
    {0b11110, 0b10001, 0b10001, 0b11110, 0b10100, 0b10010, 0b10001},
    {0b10000, 0b10000, 0b10000, 0b10000, 0b10000, 0b10000, 0b11111},
    {0b01110, 0b10001, 0b10001, 0b11111, 0b10001, 0b10001, 0b10001},
    {0b11110, 0b10001, 0b10001, 0b11110, 0b10000, 0b10000, 0b10000},
    {0b10001, 0b10001, 0b10001, 0b11111, 0b10001, 0b10001, 0b10001},
    {0b11111, 0b10000, 0b10000, 0b11110, 0b10000, 0b10000, 0b10000},
  };

  private Letters() {}

  /** Draws one letter with a dark rim, its box's top left at (x, y). */
  static void draw(ArgbImage image, char letter, int x, int y, int scale) {
    int index = CHARACTERS.indexOf(letter);
    if (index < 0) {
      throw new IllegalArgumentException("no such letter in the font: " + letter);
    }
    paint(image, ROWS[index], x, y, scale, 0xFF000000, 1);
    paint(image, ROWS[index], x, y, scale, 0xFFFFE060, 0);
  }

  private static void paint(
      ArgbImage image, int[] rows, int x, int y, int scale, int argb, int rim) {
    for (int row = 0; row < HEIGHT; row++) {
      for (int column = 0; column < WIDTH; column++) {
        if ((rows[row] >> WIDTH - 1 - column & 1) == 0) {
          continue;
        }
        for (int dy = -rim; dy < scale + rim; dy++) {
          for (int dx = -rim; dx < scale + rim; dx++) {
            image.set(x + column * scale + dx, y + row * scale + dy, argb);
          }
        }
      }
    }
  }
}
