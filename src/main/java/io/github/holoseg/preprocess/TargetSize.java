package io.github.holoseg.preprocess;

import io.github.holoseg.model.ResampleSpec.Coordinates;

/** How many voxels a grid has after resampling; each original has its own rule. Pure. */
final class TargetSize {
  private TargetSize() {}

  /**
   * Rounded half to even, from doubles in the originals' order of operations.
   *
   * @param spacing mm of the input
   * @param target mm of the output
   * @return at least 1
   */
  static int of(int size, double spacing, double target, Coordinates coordinates) {
    return of(size, spacing, target, 0, coordinates);
  }

  /**
   * @param across voxels that the other axes reach along this one; first-voxel coordinates only
   */
  static int of(int size, double spacing, double target, double across, Coordinates coordinates) {
    double voxels =
        switch (coordinates) {
          // nnU-Net compute_new_shape; scipy zoom rounds size times zoom
          case HALF_PIXEL, CORNER_ALIGNED, TORCH -> spacing / target * size;
          // MONAI compute_shape_offset: the extent between the outer voxel centres
          case FIRST_VOXEL -> (size - 1) * spacing / target + across + 1;
        };
    return Math.max(1, (int) Math.rint(voxels));
  }
}
