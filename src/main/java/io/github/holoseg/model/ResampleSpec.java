package io.github.holoseg.model;

/**
 * How values are carried from one grid to another.
 *
 * @param interpolation within the plane, or in all three axes when nothing is separated
 * @param coordinates where output voxels lie on the input grid
 * @param separate whether one coarse axis is treated on its own (nnU-Net's separate-z)
 * @param separateInterpolation along that axis
 * @param truncate cut the results towards zero to whole numbers, as TotalSegmentator does
 */
public record ResampleSpec(
    Interpolation interpolation,
    Coordinates coordinates,
    Separate separate,
    Interpolation separateInterpolation,
    boolean truncate) {

  /** Stands in where nothing is resampled. */
  public static final ResampleSpec UNUSED =
      new ResampleSpec(
          Interpolation.LINEAR,
          Coordinates.HALF_PIXEL,
          Separate.NEVER,
          Interpolation.NEAREST,
          false);

  /** Kernels. CUBIC is the interpolating cubic B-spline (with prefilter). */
  public enum Interpolation {
    NEAREST,
    LINEAR,
    CUBIC
  }

  /** Position u on the input axis (n voxels) of output voxel o (of m); numeric-semantics 2.6 ff. */
  public enum Coordinates {
    /** u = (o + ½)·n/m − ½: nnU-Net, scikit-image {@code resize}. */
    HALF_PIXEL,
    /** u = o·(n−1)/(m−1): TotalSegmentator on CPU, {@code scipy.ndimage.zoom}. */
    CORNER_ALIGNED,
    /** u = o·s'/s, first voxel centres coincide: MONAI {@code Spacingd}. */
    FIRST_VOXEL,
    /**
     * As HALF_PIXEL, but positions and weights in float32 and results never rounded to half:
     * PyTorch {@code interpolate}, nnU-Net's {@code resample_torch_fornnunet}. With NEAREST its
     * {@code nearest-exact}. No cubic.
     */
    TORCH
  }

  /** When the coarse axis is separated. */
  public enum Separate {
    /** If max/min spacing exceeds 3, of the current grid or else of the new one. */
    AUTO,
    NEVER,
    ALWAYS
  }
}
