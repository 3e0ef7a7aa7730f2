package io.github.holoseg.measure;

import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.volume.LabelMap;
import java.util.Set;

/**
 * How far the surfaces of two structures lie apart. A structure's surface are its voxels with a
 * face on another value or on the border of the grid; distances are between voxel centres.
 *
 * @param mean mm; average symmetric surface distance: over the surface voxels of both
 * @param hausdorff95 mm; the larger one of the two directed 95th percentiles
 */
public record SurfaceAgreement(double mean, double hausdorff95) {
  /** Of structures of which one has no voxel. */
  static final SurfaceAgreement UNDEFINED = new SurfaceAgreement(Double.NaN, Double.NaN);

  /**
   * Of one structure; of many see {@link SurfaceComparison}.
   *
   * @param first a label map
   * @param reference on the same grid, in any axis order
   * @param values voxel values of the first that are the structure
   * @param referenceValues voxel values of the reference that are it
   * @return NaN in both if one of them has no voxel
   * @throws IllegalArgumentException if the grids differ otherwise than in axis order
   * @throws java.util.concurrent.CancellationException soon after the token is cancelled
   */
  public static SurfaceAgreement between(
      LabelMap first,
      LabelMap reference,
      Set<Integer> values,
      Set<Integer> referenceValues,
      int threads,
      CancellationToken cancel) {
    return SurfaceComparison.of(first, reference, threads, cancel).between(values, referenceValues);
  }
}
