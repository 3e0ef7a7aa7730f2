package io.github.holoseg.viewer.image;

/**
 * Paints a slice of labels over a picture: each structure filled and, inside its border, outlined.
 * The border is that of the voxels, in pixels of the picture.
 */
final class OverlayPainter {
  private OverlayPainter() {}

  /**
   * @param slice label values, {@code sliceWidth} to a row
   * @param lineWidth of the outline in pixels, at least 1
   * @param out pixels, {@code width} to a row
   */
  static void paint(
      short[] slice,
      int sliceWidth,
      AxisMap across,
      AxisMap down,
      OverlayColours colours,
      int lineWidth,
      int[] out,
      int width) {
    int[] fill = colours.fill;
    int[] outline = colours.outline;
    int[] column = across.nearest;
    for (int y = down.from; y < down.to; y++) {
      int row = down.nearest[y] * sliceWidth;
      int above = y - lineWidth < down.from ? -1 : down.nearest[y - lineWidth] * sliceWidth;
      int below = y + lineWidth >= down.to ? -1 : down.nearest[y + lineWidth] * sliceWidth;
      int to = y * width;
      for (int x = across.from; x < across.to; x++) {
        int at = column[x];
        short label = slice[row + at];
        if (label == 0) {
          continue;
        }
        int colour = fill[label & 0xFFFF];
        int line = outline[label & 0xFFFF];
        if (line != 0
            && (above < 0
                || below < 0
                || x - lineWidth < across.from
                || x + lineWidth >= across.to
                || slice[above + at] != label
                || slice[below + at] != label
                || slice[row + column[x - lineWidth]] != label
                || slice[row + column[x + lineWidth]] != label)) {
          colour = line;
        }
        if (colour != 0) {
          out[to + x] = blend(out[to + x], colour);
        }
      }
    }
  }

  /** Both channels of a pair at a time; the opacity is the top byte of {@code over}. */
  static int blend(int under, int over) {
    int alpha = over >>> 24;
    alpha += alpha >> 7; // 255 becomes 256: opaque is exact
    int redBlue = ((under & 0xFF00FF) * (256 - alpha) + (over & 0xFF00FF) * alpha >>> 8) & 0xFF00FF;
    int green = ((under & 0xFF00) * (256 - alpha) + (over & 0xFF00) * alpha >>> 8) & 0xFF00;
    return 0xFF000000 | redBlue | green;
  }
}
