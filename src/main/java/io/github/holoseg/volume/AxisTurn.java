package io.github.holoseg.volume;

import java.util.Arrays;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.view.Views;

/**
 * A lossless change of axis order: target axis t is source axis {@code sourceAxis(t)}, read
 * backwards where {@code isFlipped(t)}. Immutable.
 */
public final class AxisTurn {
  /** Leaves everything as it is. */
  public static final AxisTurn IDENTITY =
      new AxisTurn(new int[] {0, 1, 2}, new boolean[] {false, false, false});

  private final int[] sourceAxis;
  private final boolean[] flipped;

  /**
   * @param sourceAxis a permutation of 0, 1, 2
   * @throws IllegalArgumentException if it is none
   */
  public AxisTurn(int[] sourceAxis, boolean[] flipped) {
    int[] sorted = sourceAxis.clone();
    Arrays.sort(sorted);
    if (!Arrays.equals(sorted, new int[] {0, 1, 2}) || flipped.length != 3) {
      throw new IllegalArgumentException("no permutation: " + Arrays.toString(sourceAxis));
    }
    this.sourceAxis = sourceAxis.clone();
    this.flipped = flipped.clone();
  }

  /** The source axis that becomes target axis {@code target}. */
  public int sourceAxis(int target) {
    return sourceAxis[target];
  }

  /** Whether target axis {@code target} runs against its source axis. */
  public boolean isFlipped(int target) {
    return flipped[target];
  }

  public boolean isIdentity() {
    return equals(IDENTITY);
  }

  /** The turn back: {@code inverse().apply(apply(g))} is {@code g}. */
  public AxisTurn inverse() {
    int[] axes = new int[3];
    boolean[] flips = new boolean[3];
    for (int t = 0; t < 3; t++) {
      axes[sourceAxis[t]] = t;
      flips[sourceAxis[t]] = flipped[t];
    }
    return new AxisTurn(axes, flips);
  }

  /** This turn, then {@code next}, as one. */
  public AxisTurn then(AxisTurn next) {
    int[] axes = new int[3];
    boolean[] flips = new boolean[3];
    for (int t = 0; t < 3; t++) {
      int middle = next.sourceAxis[t];
      axes[t] = sourceAxis[middle];
      flips[t] = next.flipped[t] != flipped[middle];
    }
    return new AxisTurn(axes, flips);
  }

  /** Values given per source axis (spacing, size, patch …), listed per target axis. */
  public double[] permute(double[] perSourceAxis) {
    return new double[] {
      perSourceAxis[sourceAxis[0]], perSourceAxis[sourceAxis[1]], perSourceAxis[sourceAxis[2]]
    };
  }

  /** As {@link #permute(double[])}. */
  public long[] permute(long[] perSourceAxis) {
    return new long[] {
      perSourceAxis[sourceAxis[0]], perSourceAxis[sourceAxis[1]], perSourceAxis[sourceAxis[2]]
    };
  }

  /** As {@link #permute(double[])}. */
  public int[] permute(int[] perSourceAxis) {
    return new int[] {
      perSourceAxis[sourceAxis[0]], perSourceAxis[sourceAxis[1]], perSourceAxis[sourceAxis[2]]
    };
  }

  /** The geometry of the turned grid: every voxel stays where it is in the patient. */
  public VolumeGeometry apply(VolumeGeometry g) {
    double[] first = new double[3];
    double[][] direction = g.direction();
    double[][] turned = new double[3][3];
    for (int t = 0; t < 3; t++) {
      int s = sourceAxis[t];
      first[s] = flipped[t] ? g.size(s) - 1 : 0;
      for (int row = 0; row < 3; row++) {
        turned[row][t] = flipped[t] ? -direction[row][s] : direction[row][s];
      }
    }
    return new VolumeGeometry(
        permute(g.size()),
        permute(g.spacing()),
        g.toPhysical(first[0], first[1], first[2]),
        turned);
  }

  /** A view of the voxels in the target order, starting at (0,0,0); nothing is copied. */
  public <T> RandomAccessibleInterval<T> apply(RandomAccessibleInterval<T> voxels) {
    RandomAccessibleInterval<T> view = voxels;
    int[] at = {0, 1, 2};
    for (int t = 0; t < 3; t++) {
      int from = t;
      while (at[from] != sourceAxis[t]) {
        from++;
      }
      if (from != t) {
        view = Views.permute(view, t, from);
        int swap = at[t];
        at[t] = at[from];
        at[from] = swap;
      }
    }
    for (int t = 0; t < 3; t++) {
      if (flipped[t]) {
        view = Views.invertAxis(view, t);
      }
    }
    return Views.zeroMin(view);
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof AxisTurn other
        && Arrays.equals(sourceAxis, other.sourceAxis)
        && Arrays.equals(flipped, other.flipped);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(sourceAxis) * 31 + Arrays.hashCode(flipped);
  }

  @Override
  public String toString() {
    StringBuilder s = new StringBuilder();
    for (int t = 0; t < 3; t++) {
      s.append(flipped[t] ? '-' : '+').append("xyz".charAt(sourceAxis[t]));
    }
    return s.toString();
  }
}
