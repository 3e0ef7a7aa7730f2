package io.github.holoseg.render;

import java.util.Map;

/**
 * A 5×7 raster font with the characters that pictures need: the patient's sides, digits and units.
 */
public final class Letters {
  public static final int WIDTH = 5;
  public static final int HEIGHT = 7;

  private static final int RIM = 0xFF000000;
  private static final int INK = 0xFFFFE060;

  /** Seven rows of five bits each, most significant bit on the left. */
  private static final Map<Character, int[]> ROWS =
      Map.ofEntries(
          Map.entry('R', new int[] {0b11110, 0b10001, 0b10001, 0b11110, 0b10100, 0b10010, 0b10001}),
          Map.entry('L', new int[] {0b10000, 0b10000, 0b10000, 0b10000, 0b10000, 0b10000, 0b11111}),
          Map.entry('A', new int[] {0b01110, 0b10001, 0b10001, 0b11111, 0b10001, 0b10001, 0b10001}),
          Map.entry('P', new int[] {0b11110, 0b10001, 0b10001, 0b11110, 0b10000, 0b10000, 0b10000}),
          Map.entry('H', new int[] {0b10001, 0b10001, 0b10001, 0b11111, 0b10001, 0b10001, 0b10001}),
          Map.entry('F', new int[] {0b11111, 0b10000, 0b10000, 0b11110, 0b10000, 0b10000, 0b10000}),
          Map.entry('0', new int[] {0b01110, 0b10001, 0b10011, 0b10101, 0b11001, 0b10001, 0b01110}),
          Map.entry('1', new int[] {0b00100, 0b01100, 0b00100, 0b00100, 0b00100, 0b00100, 0b01110}),
          Map.entry('2', new int[] {0b01110, 0b10001, 0b00001, 0b00110, 0b01000, 0b10000, 0b11111}),
          Map.entry('5', new int[] {0b11111, 0b10000, 0b11110, 0b00001, 0b00001, 0b10001, 0b01110}),
          Map.entry('.', new int[] {0, 0, 0, 0, 0, 0b01100, 0b01100}),
          Map.entry(' ', new int[] {0, 0, 0, 0, 0, 0, 0}),
          Map.entry('c', new int[] {0, 0, 0b01110, 0b10000, 0b10000, 0b10001, 0b01110}),
          Map.entry('m', new int[] {0, 0, 0b11010, 0b10101, 0b10101, 0b10101, 0b10101}));

  private Letters() {}

  /** Pixels that a text is wide. */
  public static int width(String text, int scale) {
    return Math.max(0, text.length() * (WIDTH + 1) - 1) * scale;
  }

  /**
   * Draws a text with a dark rim, its box's top left at (x, y).
   *
   * @param scale pixels of the picture to one of the font
   * @throws IllegalArgumentException naming the character that the font lacks
   */
  public static void draw(ArgbImage image, String text, int x, int y, int scale) {
    for (int i = 0; i < text.length(); i++) {
      draw(image, text.charAt(i), x + i * (WIDTH + 1) * scale, y, scale);
    }
  }

  /** Draws one letter with a dark rim, its box's top left at (x, y). */
  static void draw(ArgbImage image, char letter, int x, int y, int scale) {
    int[] rows = ROWS.get(letter);
    if (rows == null) {
      throw new IllegalArgumentException("no such letter in the font: " + letter);
    }
    paint(image, rows, x, y, scale, RIM, 1);
    paint(image, rows, x, y, scale, INK, 0);
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
