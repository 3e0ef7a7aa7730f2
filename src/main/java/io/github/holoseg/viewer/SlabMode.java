package io.github.holoseg.viewer;

/** What a pixel shows of the voxels before and behind it. */
public enum SlabMode {
  /** The slice alone. */
  SINGLE,
  /** The largest value in the slab (maximum intensity projection). */
  MIP,
  /** The mean of the slab. */
  MEAN
}
