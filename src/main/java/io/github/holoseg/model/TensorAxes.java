package io.github.holoseg.model;

import io.github.holoseg.volume.AxisTurn;

/**
 * The one place where x, y, z of the oriented volume become grid axes (0 = fastest in the tensor)
 * and back. For a network of slices the axis that is not in the tensor is the slowest. Immutable.
 */
public final class TensorAxes {
  private static final String SPATIAL = "xyz";

  /** xyzOfGrid[g]: which of x, y, z grid axis g is. */
  private final int[] xyzOfGrid;

  private TensorAxes(int[] xyzOfGrid) {
    this.xyzOfGrid = xyzOfGrid;
  }

  /**
   * @throws IllegalArgumentException if the network's axes are not {@code bc} and a permutation of
   *     {@code zyx}
   */
  public static TensorAxes of(NetworkSpec network) {
    return of(network.axes());
  }

  /** As {@link #of(NetworkSpec)}, from the letters, for example {@code bczyx}. */
  public static TensorAxes of(String axes) {
    int[] xyz = new int[3];
    int seen = 0;
    int tensor = axes.length() - 2;
    if ((tensor == 2 || tensor == 3) && axes.startsWith("bc")) {
      for (int grid = 0; grid < tensor; grid++) {
        xyz[grid] = SPATIAL.indexOf(axes.charAt(1 + tensor - grid));
        seen |= xyz[grid] < 0 ? 8 : 1 << xyz[grid];
      }
    }
    if (tensor == 2 && Integer.bitCount(seen) == 2 && seen < 7) {
      xyz[2] = 3 - xyz[0] - xyz[1];
      seen = 7;
    }
    if (seen != 7) {
      throw new IllegalArgumentException(
          "tensor axes '"
              + axes
              + "' are not supported; use bc and a permutation of zyx, or two of these letters");
    }
    return new TensorAxes(xyz);
  }

  /** Values per x, y, z, listed per grid axis. */
  public int[] toGrid(int[] xyz) {
    return new int[] {xyz[xyzOfGrid[0]], xyz[xyzOfGrid[1]], xyz[xyzOfGrid[2]]};
  }

  /** As {@link #toGrid(int[])}. */
  public double[] toGrid(double[] xyz) {
    return new double[] {xyz[xyzOfGrid[0]], xyz[xyzOfGrid[1]], xyz[xyzOfGrid[2]]};
  }

  /** Values per grid axis, listed per x, y, z. */
  public int[] toXyz(int[] grid) {
    int[] xyz = new int[3];
    for (int g = 0; g < 3; g++) {
      xyz[xyzOfGrid[g]] = grid[g];
    }
    return xyz;
  }

  /** The grid axis that x (0), y (1) or z (2) becomes. */
  public int axisToGrid(int xyzAxis) {
    for (int g = 0; g < 3; g++) {
      if (xyzOfGrid[g] == xyzAxis) {
        return g;
      }
    }
    throw new IllegalArgumentException("axis " + xyzAxis + " is none of 0, 1, 2");
  }

  /** The turn from the oriented volume to grid axes. */
  public AxisTurn turn() {
    return new AxisTurn(xyzOfGrid, new boolean[3]);
  }
}
