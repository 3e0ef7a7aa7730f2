package io.github.holoseg.model;

/**
 * What part of the scan the network sees.
 *
 * @param mode the rule
 * @param threshold for {@link Mode#FOREGROUND}: voxels above it are foreground
 * @param margin voxels added on both sides along x, y, z, cut at the border
 */
public record CropSpec(Mode mode, double threshold, int[] margin) {
  /** Everything. */
  public static final CropSpec NONE = new CropSpec(Mode.NONE, 0, new int[3]);

  /** Rules for the box. */
  public enum Mode {
    NONE,
    /** Box of the voxels that are not 0 in any channel, holes filled: nnU-Net. */
    NONZERO,
    /** Box of the voxels above the threshold in any channel: MONAI {@code CropForegroundd}. */
    FOREGROUND
  }
}
