package io.github.holoseg.inference;

import io.github.holoseg.model.NetworkSpec.SizeRule;
import io.github.holoseg.model.TensorAxes;
import io.github.holoseg.model.WindowSpec;
import java.util.Comparator;
import java.util.List;

/**
 * A {@link WindowSpec} turned to grid axes. Immutable.
 *
 * @param patch tile size per grid axis
 * @param overlap fraction of the patch that neighbours share, 0 to below 1
 * @param placement the rule for tile positions
 * @param blend the rule for weights
 * @param sigma Gaussian sigma as a fraction of the patch
 * @param halo voxels per grid axis that a tile gives up on inner sides, for CROP_HALO
 * @param padMode how a grid smaller than the patch is filled
 * @param padValue for CONSTANT
 * @param mirrorAxes grid axes, slowest first; that is nnU-Net's order, and the order of the sums
 * @param accumulate type of the running sums
 * @param whole whether the grid goes through in one pass
 * @param size which sizes the network takes, per grid axis
 * @param padHalo whether the grid itself is surrounded by the halo, for CROP_HALO
 */
public record WindowPlan(
    int[] patch,
    double overlap,
    WindowSpec.Placement placement,
    WindowSpec.Blend blend,
    double sigma,
    int[] halo,
    WindowSpec.PadMode padMode,
    double padValue,
    List<Integer> mirrorAxes,
    WindowSpec.Accumulate accumulate,
    WindowSpec.Whole whole,
    List<SizeRule> size,
    boolean padHalo) {

  public WindowPlan {
    if (patch.length != 3 || halo.length != 3 || size.size() != 3) {
      throw new IllegalArgumentException("patch, halo and size rules need three axes each");
    }
    for (int axis = 0; axis < 3; axis++) {
      if (patch[axis] < 1 || halo[axis] < 0) {
        throw new IllegalArgumentException(
            "axis "
                + axis
                + ": patch "
                + patch[axis]
                + " must be at least 1 and halo "
                + halo[axis]
                + " at least 0");
      }
    }
    if (!(overlap >= 0 && overlap < 1)) {
      throw new IllegalArgumentException("overlap " + overlap + " must be from 0 to below 1");
    }
    if (!(sigma > 0)
        && (blend == WindowSpec.Blend.GAUSSIAN_NNUNET
            || blend == WindowSpec.Blend.GAUSSIAN_MONAI)) {
      throw new IllegalArgumentException("sigma " + sigma + " must be positive");
    }
    for (int axis : mirrorAxes) {
      if (axis < 0 || axis > 2) {
        throw new IllegalArgumentException("mirror axis " + axis + " is not one of 0, 1, 2");
      }
    }
    patch = patch.clone();
    halo = halo.clone();
    mirrorAxes = mirrorAxes.stream().distinct().sorted(Comparator.reverseOrder()).toList();
    size = List.copyOf(size);
  }

  /**
   * Permutes a model's window.
   *
   * @param spec in oriented axes
   * @param size the network's size rules in oriented axes
   * @param axes which oriented axis each grid axis is
   */
  public static WindowPlan of(WindowSpec spec, List<SizeRule> size, TensorAxes axes) {
    int[] patch = axes.toGrid(spec.patch());
    int[] halo = axes.toGrid(spec.halo());
    SizeRule[] rules = new SizeRule[3];
    for (int oriented = 0; oriented < 3; oriented++) {
      rules[axes.axisToGrid(oriented)] = size.get(oriented);
    }
    return new WindowPlan(
        patch,
        spec.overlap(),
        spec.placement(),
        spec.blend(),
        spec.sigma(),
        halo,
        spec.padMode(),
        spec.padValue(),
        spec.mirrorAxes().stream().map(axes::axisToGrid).toList(),
        spec.accumulate(),
        spec.whole(),
        List.of(rules),
        spec.padHalo());
  }

  /** Network runs per tile and fold: every subset of the mirrored axes. */
  public int passes() {
    return 1 << mirrorAxes.size();
  }

  /** Voxels that the grid is surrounded with at least along an axis. */
  int border(int axis) {
    return padHalo && !weighted() ? halo[axis] : 0;
  }

  /** Whether tiles are summed with weights; else each voxel is taken from one tile. */
  boolean weighted() {
    return blend != WindowSpec.Blend.CROP_HALO;
  }
}
