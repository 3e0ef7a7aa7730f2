package io.github.holoseg.viewer;

/** How labels are drawn over the scan. */
public enum OverlayMode {
  FILL(true, false),
  OUTLINE(false, true),
  BOTH(true, true),
  NONE(false, false);

  private final boolean fill;
  private final boolean outline;

  OverlayMode(boolean fill, boolean outline) {
    this.fill = fill;
    this.outline = outline;
  }

  public boolean fills() {
    return fill;
  }

  public boolean outlines() {
    return outline;
  }
}
