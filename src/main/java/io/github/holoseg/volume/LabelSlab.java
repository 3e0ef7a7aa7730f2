package io.github.holoseg.volume;

/**
 * Labels of a box of a grid. A copy: it may be kept and handed to other threads, which do not
 * change its arrays.
 *
 * @param min first voxel of the box along x, y, z
 * @param size voxels of the box along x, y, z
 * @param labels label values as unsigned 16-bit numbers, x fastest, then y, z; 0: none
 */
public record LabelSlab(long[] min, int[] size, short[] labels) {
  public LabelSlab {
    if ((long) size[0] * size[1] * size[2] != labels.length) {
      throw new IllegalArgumentException(
          "a box of %d x %d x %d voxels does not hold %d labels"
              .formatted(size[0], size[1], size[2], labels.length));
    }
  }

  /** The same labels of a box that begins {@code by} voxels further along x, y, z. */
  public LabelSlab movedBy(long[] by) {
    return new LabelSlab(new long[] {min[0] + by[0], min[1] + by[1], min[2] + by[2]}, size, labels);
  }

  /**
   * The same box without some labels.
   *
   * @param keep for each of the 65,536 values whether it stays
   */
  public LabelSlab keeping(boolean[] keep) {
    short[] kept = labels.clone();
    for (int i = 0; i < kept.length; i++) {
      if (!keep[kept[i] & 0xffff]) {
        kept[i] = 0;
      }
    }
    return new LabelSlab(min, size, kept);
  }
}
