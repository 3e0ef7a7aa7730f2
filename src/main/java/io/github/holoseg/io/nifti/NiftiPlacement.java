package io.github.holoseg.io.nifti;

import io.github.holoseg.volume.SlicePositions;
import io.github.holoseg.volume.VolumeGeometry;

/**
 * What a header says about where the voxels are.
 *
 * @param size x, y, z
 * @param spacing mm; along z across the planes
 * @param sform RAS affine in mm, code 1; null: code 0
 * @param qform RAS affine without shear, code 1; null: code 0
 */
record NiftiPlacement(long[] size, double[] spacing, double[][] sform, double[][] qform) {
  static NiftiPlacement of(VolumeGeometry geometry) {
    double[][] affine = geometry.rasAffine();
    return new NiftiPlacement(geometry.size(), geometry.spacing(), affine, affine);
  }

  /**
   * Sheared slices with even steps have an sform only, which can say it; no header can place uneven
   * ones. The voxel sizes multiply to the volume of a voxel.
   */
  static NiftiPlacement of(SlicePositions slices) {
    return new NiftiPlacement(
        slices.size(),
        new double[] {slices.spacingX(), slices.spacingY(), slices.meanStep()},
        slices.rasAffine().orElse(null),
        null);
  }

  @Override
  public String toString() {
    return size[0] + "x" + size[1] + "x" + size[2] + " voxels";
  }
}
