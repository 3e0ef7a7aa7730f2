package io.github.holoseg.model;

/**
 * Axis order and spacing that a network expects.
 *
 * @param orientation axis codes such as {@code RAS}; null: the axes as stored in the file
 * @param spacing mm along the oriented x, y, z; null: the file's own. NaN: along this axis the
 *     file's own (nnU-Net's 2D configurations keep the distance of slices)
 * @param spacingTolerance relative deviation up to which nothing is resampled; 0: only when source
 *     and target have the same number of voxels
 * @param image how the image is resampled to the network's grid
 * @param scores how scores (or labels, see {@link DecisionSpec#labelsFirst()}) are resampled back
 * @param split when the resampled grid is cut into pieces; null: never. Needs a spacing that comes
 *     before crop and normalisation, labels that are resampled back by nearest neighbour, and z as
 *     the slowest axis of the tensor
 */
public record GeometrySpec(
    String orientation,
    double[] spacing,
    double spacingTolerance,
    ResampleSpec image,
    ResampleSpec scores,
    SplitSpec split) {

  /** The same, cut otherwise. */
  public GeometrySpec withSplit(SplitSpec other) {
    return new GeometrySpec(orientation, spacing, spacingTolerance, image, scores, other);
  }
}
