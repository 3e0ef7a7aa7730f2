package io.github.holoseg.viewer;

/**
 * How thick the shown slice is. Labels are always those of the middle slice.
 *
 * @param thickness mm, the slices whose centres lie within half of it on either side
 */
public record Slab(SlabMode mode, double thickness) {
  /** One slice. */
  public static final Slab NONE = new Slab(SlabMode.SINGLE, 10);

  public Slab {
    if (!(thickness > 0 && thickness <= 10_000)) {
      throw new IllegalArgumentException("a slab is 0 to 10,000 mm thick, not " + thickness);
    }
  }

  /**
   * Number of slices on either side of the middle one.
   *
   * @param spacing mm between slices
   */
  public int halfSlices(double spacing) {
    return mode == SlabMode.SINGLE ? 0 : (int) Math.floor(thickness / 2 / spacing + 1e-9);
  }
}
