package io.github.holoseg.viewer;

/** The planes that are shown; the first three lie along the voxel axes of the turned scan. */
public enum Plane {
  /** Across the body; front is up. */
  AXIAL(0, 1, 2, false),
  /** Seen from the front or the back; head is up. */
  CORONAL(0, 2, 1, true),
  /** Seen from the patient's left; head is up, front is on the left in either convention. */
  SAGITTAL(1, 2, 0, true),
  /** Any plane through the crosshair, see {@link Oblique}; its axes are not of the grid. */
  OBLIQUE(-1, -1, -1, false);

  private final int across;
  private final int down;
  private final int through;
  private final boolean downFlipped;

  Plane(int across, int down, int through, boolean downFlipped) {
    this.across = across;
    this.down = down;
    this.through = through;
    this.downFlipped = downFlipped;
  }

  /** Whether it is made of voxels as they are, not of interpolated ones. */
  public boolean isOrthogonal() {
    return this != OBLIQUE;
  }

  /** The axis of the LPS-turned grid along the picture's rows. */
  public int across() {
    return across;
  }

  /** The axis of the LPS-turned grid along the picture's columns. */
  public int down() {
    return down;
  }

  /** The axis of the LPS-turned grid along which one scrolls. */
  public int through() {
    return through;
  }

  /** Whether the picture's right is where the axis {@link #across()} has its smallest index. */
  public boolean isAcrossFlipped(Convention convention) {
    return across == 0 && convention == Convention.NEUROLOGICAL;
  }

  /** Whether the picture's bottom is where the axis {@link #down()} has its smallest index. */
  public boolean isDownFlipped() {
    return downFlipped;
  }
}
