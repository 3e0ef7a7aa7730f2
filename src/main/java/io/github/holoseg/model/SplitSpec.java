package io.github.holoseg.model;

/**
 * When and how the resampled grid of a long scan is cut into three pieces along z, each of which
 * goes through the network by itself with its own crop, normalisation and tiles: TotalSegmentator
 * nnunet.py, {@code do_triple_split}.
 *
 * @param margin voxels along z that a piece sees beyond the part that it decides, at least 1
 * @param voxels a grid of more voxels is cut; {@link #WHEN_ASKED}: only if the user wants it
 * @param slices and only if there are more of these along z
 */
public record SplitSpec(int margin, long voxels, int slices) {
  /** No grid has more voxels. */
  public static final long WHEN_ASKED = Long.MAX_VALUE;

  /** The same for every grid. */
  public SplitSpec always() {
    return new SplitSpec(margin, 0, 0);
  }

  /** Whether a grid of this size along x, y, z is cut. */
  public boolean cuts(int[] size) {
    return (double) size[0] * size[1] * size[2] > voxels && size[2] > slices;
  }

  /** Along z, so that no piece is shorter than its surroundings. */
  public int fewestSlices() {
    return 3 * margin;
  }
}
