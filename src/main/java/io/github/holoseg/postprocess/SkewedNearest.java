package io.github.holoseg.postprocess;

import io.github.holoseg.grid.GridMapping;
import io.github.holoseg.grid.GridPlacement;

/**
 * Nearest neighbours where a position is halfway between two samples but for the skew of the axes,
 * so that the voxel's place along the other axes decides. With MONAI's centred grids there is such
 * a plane across every axis with an even number of voxels here and an odd one there. Immutable.
 */
final class SkewedNearest {
  private final GridPlacement back;
  private final double[] ratio = new double[3];
  private final int[] inputs;
  private final int[] cropMin;
  private final int[] kept;
  private final boolean[][] doubtful = new boolean[3][];

  /**
   * @param mapping its {@link GridMapping#placement()} is skewed
   */
  SkewedNearest(GridMapping mapping) {
    inputs = mapping.resampledSize();
    cropMin = mapping.gridCrop().min();
    kept = mapping.gridCrop().size();
    int[] outputs = mapping.sourceCrop().size();
    double[] there = new double[3];
    for (int axis = 0; axis < 3; axis++) {
      there[axis] = mapping.gridSpacing()[axis] / mapping.sourceSpacing()[axis];
      ratio[axis] = mapping.sourceSpacing()[axis] / mapping.gridSpacing()[axis];
    }
    back = mapping.placement().inverse(there);
    for (int axis = 0; axis < 3; axis++) {
      doubtful[axis] = new boolean[outputs[axis]];
      double reach = back.reach(axis, outputs);
      for (int o = 0; o < outputs[axis] && reach > 0; o++) {
        double position = ratio[axis] * o + back.middle(axis, outputs);
        doubtful[axis][o] = Math.abs(position - Math.floor(position) - 0.5) <= reach;
      }
    }
  }

  /** Whether the samples of this output depend on the other axes. */
  boolean isDoubtful(int axis, int output) {
    return doubtful[axis][output];
  }

  /**
   * The upper of the samples in question if it is kept, else the lower one; as {@link
   * TorchNearest#sample}, before the crop.
   */
  int last(int axis, int output) {
    int[] outputs = {doubtful[0].length, doubtful[1].length, doubtful[2].length};
    int lower = (int) Math.floor(ratio[axis] * output + back.middle(axis, outputs));
    int upper = clamp(lower + 1, axis);
    return upper < cropMin[axis] + kept[axis] ? upper : clamp(lower, axis);
  }

  /** The sample of a voxel along an axis, within the kept box; −1: outside. */
  int sample(int axis, int[] voxel) {
    int sample = clamp((int) Math.rint(back.position(axis, ratio[axis], voxel)), axis);
    int inBox = sample - cropMin[axis];
    return inBox < kept[axis] ? Math.max(-1, inBox) : -1;
  }

  private int clamp(int sample, int axis) {
    return Math.max(0, Math.min(inputs[axis] - 1, sample));
  }
}
