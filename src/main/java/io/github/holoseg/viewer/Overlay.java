package io.github.holoseg.viewer;

/**
 * How the labels are drawn.
 *
 * @param opacity of the fill of a fully opaque label, 0 to 1; outlines are solid
 */
public record Overlay(OverlayMode mode, double opacity) {
  /** Thin fill with a solid outline. */
  public static final Overlay STANDARD = new Overlay(OverlayMode.BOTH, 0.35);

  public Overlay {
    if (!(opacity >= 0 && opacity <= 1)) {
      throw new IllegalArgumentException("opacity is " + opacity + ", must be 0 to 1");
    }
  }
}
