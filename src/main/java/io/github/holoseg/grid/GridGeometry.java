package io.github.holoseg.grid;

import io.github.holoseg.volume.VolumeGeometry;

/** Where the network's grid lies in the patient. */
public final class GridGeometry {
  private GridGeometry() {}

  /**
   * The geometry of a network's grid, in grid axes: axis 0 is the fastest of its scores. A grid
   * that MONAI's resampling skews by rounding is taken as straight, true in its middle.
   *
   * @param convention of the resampling; does not matter where nothing was resampled
   */
  public static VolumeGeometry of(GridMapping mapping, AxisSampling.Convention convention) {
    VolumeGeometry turned = mapping.turn().apply(mapping.source());
    int[] input = mapping.sourceCrop().size();
    int[] output = mapping.resampledSize();
    int[] kept = mapping.gridCrop().size();
    double[] first = new double[3];
    double[] spacing = new double[3];
    for (int axis = 0; axis < 3; axis++) {
      AxisSampling sampling =
          AxisSampling.of(
              input[axis],
              output[axis],
              convention,
              mapping.gridSpacing()[axis] / mapping.sourceSpacing()[axis],
              mapping.placement().middle(axis, output));
      boolean same =
          input[axis] == output[axis] && convention != AxisSampling.Convention.FIRST_VOXEL;
      int min = mapping.gridCrop().min()[axis];
      double start = same ? min : sampling.position(min);
      double step = same ? 1 : sampling.position(min + 1) - start;
      first[axis] = mapping.sourceCrop().min()[axis] + start;
      // A single voxel of corners that are aligned has no step of its own.
      spacing[axis] = turned.spacing()[axis] * (step > 0 ? step : input[axis]);
    }
    return new VolumeGeometry(
        new long[] {kept[0], kept[1], kept[2]},
        spacing,
        turned.toPhysical(first[0], first[1], first[2]),
        turned.direction());
  }
}
