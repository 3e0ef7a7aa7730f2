package io.github.holoseg.annotation;

import io.github.holoseg.task.CancellationToken;

/**
 * Holes of a structure: face-connected parts of what it is not that do not reach the border of the
 * volume. What lies in a hole, another structure for example, is for the edit's rules to spare.
 */
public final class FillHoles {
  private FillHoles() {}

  /** Holes that are closed on all sides. */
  public static BoxMask inVolume(BoxMask mask, CancellationToken cancel) {
    return holes(mask, -1, cancel);
  }

  /**
   * Holes that are closed within a slice.
   *
   * @param axis across which the slices lie, 0 x, 1 y, 2 z
   */
  public static BoxMask inSlices(BoxMask mask, int axis, CancellationToken cancel) {
    if (axis < 0 || axis > 2) {
      throw new IllegalArgumentException("axis " + axis + ", must be 0, 1 or 2");
    }
    return holes(mask, axis, cancel);
  }

  /** What reaches a face of the mask's own box reaches the border: nothing stands in its way. */
  private static BoxMask holes(BoxMask mask, int across, CancellationToken cancel) {
    BoxMask gaps = mask.within(mask.bounds()).complement();
    Components parts = Components.of(gaps, across, cancel);
    boolean[] outside = parts.touchingFaces(across);
    return parts.mask(part -> !outside[part]);
  }
}
