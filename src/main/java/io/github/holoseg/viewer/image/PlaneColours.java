package io.github.holoseg.viewer.image;

import io.github.holoseg.viewer.Plane;

/** Each plane has a colour: its title, and the line where it cuts the other planes. */
public final class PlaneColours {
  private PlaneColours() {}

  /** 0xFFRRGGBB. */
  public static int of(Plane plane) {
    return switch (plane) {
      case AXIAL -> 0xFFF06A5D;
      case CORONAL -> 0xFF7CC96B;
      case SAGITTAL -> 0xFFEBC950;
      case OBLIQUE -> 0xFF62B2F2;
    };
  }
}
