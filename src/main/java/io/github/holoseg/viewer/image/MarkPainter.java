package io.github.holoseg.viewer.image;

import io.github.holoseg.render.ArgbImage;
import io.github.holoseg.render.Letters;
import io.github.holoseg.viewer.PlaneFrame;
import io.github.holoseg.viewer.ScaleBar;
import io.github.holoseg.viewer.SideLetters;
import io.github.holoseg.viewer.ViewerSnapshot;

/** Draws crosshair, letters and scale bar into a picture, for pictures made without a window. */
final class MarkPainter {
  private static final int MARGIN = 4;
  private static final int BAR = 0xFFFFFFFF;

  private MarkPainter() {}

  static void paint(ViewerSnapshot s, PlaneFrame frame, ArgbImage image) {
    int scale = Math.max(1, Math.min(image.width(), image.height()) / 150);
    if (s.marks().crosshair()) {
      crosshair(CrosshairLines.of(s, frame), image);
    }
    if (s.marks().letters()) {
      letters(SideLetters.of(frame), image, scale);
    }
    if (s.marks().scaleBar()) {
      bar(ScaleBar.of(frame), image, scale);
    }
  }

  private static void crosshair(CrosshairLines lines, ArgbImage image) {
    int x = (int) Math.round(lines.x());
    int y = (int) Math.round(lines.y());
    for (int i = 0; i < image.height(); i++) {
      if (Math.abs(i - y) > CrosshairLines.GAP) {
        image.set(x, i, lines.verticalColour());
      }
    }
    for (int i = 0; i < image.width(); i++) {
      if (Math.abs(i - x) > CrosshairLines.GAP) {
        image.set(i, y, lines.horizontalColour());
      }
    }
  }

  private static void letters(SideLetters sides, ArgbImage image, int scale) {
    int w = image.width();
    int h = image.height();
    int high = Letters.HEIGHT * scale;
    int middle = (h - high) / 2;
    draw(image, sides.left(), MARGIN, middle, scale);
    draw(image, sides.right(), w - MARGIN - Letters.width(sides.right(), scale), middle, scale);
    draw(image, sides.top(), (w - Letters.width(sides.top(), scale)) / 2, MARGIN, scale);
    int left = (w - Letters.width(sides.bottom(), scale)) / 2;
    draw(image, sides.bottom(), left, h - MARGIN - high, scale);
  }

  private static void bar(ScaleBar bar, ArgbImage image, int scale) {
    int y = image.height() - 2 * MARGIN;
    int thick = Math.max(1, scale);
    for (int x = 0; x < bar.pixels(); x++) {
      for (int t = 0; t < thick; t++) {
        image.set(2 * MARGIN + x, y - t, BAR);
      }
    }
    int top = y - thick - MARGIN - Letters.HEIGHT * scale;
    draw(image, bar.text(), 2 * MARGIN, top, scale);
  }

  private static void draw(ArgbImage image, String text, int x, int y, int scale) {
    Letters.draw(image, text, x, y, scale);
  }
}
