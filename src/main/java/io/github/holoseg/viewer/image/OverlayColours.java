package io.github.holoseg.viewer.image;

import io.github.holoseg.viewer.LabelStyle;
import io.github.holoseg.viewer.LabelStyles;
import io.github.holoseg.viewer.Overlay;
import io.github.holoseg.volume.LabelColors;

/**
 * Colour and opacity of every label value from 0 to 65,535, for fill and outline. Immutable; made
 * anew when the styles or the overlay change.
 *
 * <p>An entry is 0xRRGGBB with the opacity, 0 to 255, in the top byte; 0 is not drawn.
 */
final class OverlayColours {
  private static final int VALUES = 65536;
  private static final int RGB = 0xFFFFFF;

  /** Colours of values without a style, made once. */
  private static final int[] STANDARD = new int[VALUES];

  static {
    for (int value = 1; value < VALUES; value++) {
      STANDARD[value] = LabelColors.colorOf(value) & RGB;
    }
  }

  final int[] fill = new int[VALUES];
  final int[] outline = new int[VALUES];
  private final LabelStyles styles;
  private final Overlay overlay;

  OverlayColours(LabelStyles styles, Overlay overlay) {
    this.styles = styles;
    this.overlay = overlay;
    int alpha = overlay.mode().fills() ? alpha(overlay.opacity()) : 0;
    int line = overlay.mode().outlines() ? alpha(1) : 0;
    for (int value = 1; value < VALUES; value++) {
      fill[value] = entry(STANDARD[value], alpha);
      outline[value] = entry(STANDARD[value], line);
    }
    for (int value : styles.values()) {
      LabelStyle style = styles.get(value);
      double visible = style.visible() ? style.opacity() : 0;
      fill[value] = entry(style.argb(), (int) Math.round(alpha * visible));
      outline[value] = entry(style.argb(), (int) Math.round(line * visible));
    }
  }

  boolean isFor(LabelStyles s, Overlay o) {
    return styles.equals(s) && overlay.equals(o);
  }

  private static int alpha(double opacity) {
    return (int) Math.round(255 * opacity);
  }

  private static int entry(int colour, int alpha) {
    return alpha == 0 ? 0 : alpha << 24 | colour & RGB;
  }
}
