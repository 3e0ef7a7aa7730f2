package io.github.holoseg.grid;

/**
 * Where a resampled grid lies on the grid it was made from, beyond the ratio of the spacings:
 * {@code u = ratio ∘ o + first + skew · o} for voxel o, in voxels of the input, per grid axis. Not
 * {@link #NONE} only where MONAI's {@code Spacingd} meets axes that are not at right angles.
 * Immutable.
 *
 * @param first position of voxel 0
 * @param skew {@code [a][b]}, how far a step along axis b goes along axis a; a triangular matrix
 *     but for the order of its axes, its diagonal 0
 */
public record GridPlacement(double[] first, double[][] skew) {
  /** First voxels coincide and axes are parallel, or the resampling has another rule. */
  public static final GridPlacement NONE = new GridPlacement(new double[3], new double[3][3]);

  public boolean isSkewed() {
    boolean skewed = false;
    for (double[] row : skew) {
      for (double step : row) {
        skewed |= step != 0;
      }
    }
    return skewed;
  }

  /** The position of voxel 0 of an axis where the other axes are in their middle. */
  public double middle(int axis, int[] size) {
    double position = first[axis];
    for (int b = 0; b < 3; b++) {
      position += skew[axis][b] * size[b] / 2;
    }
    return position;
  }

  /** How far from {@link #middle} a position along an axis is at most. */
  public double reach(int axis, int[] size) {
    double most = 0;
    for (int b = 0; b < 3; b++) {
      most += Math.abs(skew[axis][b]) * size[b] / 2;
    }
    return most;
  }

  /** The position along one axis of a voxel. */
  public double position(int axis, double ratio, int[] voxel) {
    double position = ratio * voxel[axis] + first[axis];
    for (int b = 0; b < 3; b++) {
      position += skew[axis][b] * voxel[b];
    }
    return position;
  }

  /**
   * The way back: where the input's voxels lie on the output.
   *
   * @param ratio output spacing over input spacing per axis, the diagonal of the way there
   */
  public GridPlacement inverse(double[] ratio) {
    if (this == NONE) {
      return NONE;
    }
    // (D + N)^-1 = D^-1 - D^-1 N D^-1 + D^-1 N D^-1 N D^-1: N of three axes vanishes in its cube.
    double[][] back = new double[3][3];
    for (int a = 0; a < 3; a++) {
      for (int b = 0; b < 3; b++) {
        double twice = 0;
        for (int k = 0; k < 3; k++) {
          twice += skew[a][k] * skew[k][b] / ratio[k];
        }
        back[a][b] = (twice - skew[a][b]) / (ratio[a] * ratio[b]);
      }
    }
    double[] start = new double[3];
    for (int a = 0; a < 3; a++) {
      start[a] = -first[a] / ratio[a];
      for (int b = 0; b < 3; b++) {
        start[a] -= back[a][b] * first[b];
      }
    }
    return new GridPlacement(start, back);
  }
}
