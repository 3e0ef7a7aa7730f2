package io.github.holoseg.volume;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One of the 48 ways to name and point the three voxel axes: a permutation and three flips.
 * Immutable.
 *
 * <p>As a description of a grid it says, for each voxel axis, along which LPS axis it runs ({@link
 * #physicalAxis}) and whether it runs against it ({@link #isFlipped}); for an oblique grid, the
 * nearest one. Turning a volume from one order to another moves voxels without interpolation.
 */
public final class AxisOrder {
  private static final String POSITIVE = "LPS";
  private static final String NEGATIVE = "RAI";

  private final int[] physicalAxis;
  private final boolean[] flipped;

  private AxisOrder(int[] physicalAxis, boolean[] flipped) {
    this.physicalAxis = physicalAxis;
    this.flipped = flipped;
  }

  /**
   * @param codes one letter of R/L, A/P, S/I (or H/F) for each of x, y, z: the direction towards
   *     which the axis grows, for example {@code RAS}
   * @throws IllegalArgumentException if the letters do not name each patient axis once
   */
  public static AxisOrder of(String codes) {
    int[] axes = new int[3];
    boolean[] flips = new boolean[3];
    int seen = 0;
    String normalised =
        codes.toUpperCase(java.util.Locale.ROOT).replace('H', 'S').replace('F', 'I');
    for (int i = 0; i < 3 && normalised.length() == 3; i++) {
      int positive = POSITIVE.indexOf(normalised.charAt(i));
      int negative = NEGATIVE.indexOf(normalised.charAt(i));
      axes[i] = Math.max(positive, negative);
      flips[i] = negative >= 0;
      seen |= axes[i] < 0 ? 8 : 1 << axes[i];
    }
    if (seen != 7) {
      throw new IllegalArgumentException(
          "'" + codes + "' is no axis order; it takes one letter of R/L, A/P and S/I each");
    }
    return new AxisOrder(axes, flips);
  }

  /**
   * The order nearest to a grid's direction. Every patient axis is used once: of the six
   * permutations the one whose absolute cosines add up to most.
   */
  public static AxisOrder closestTo(VolumeGeometry geometry) {
    double[][] d = geometry.direction();
    int[] best = null;
    double bestSum = -1;
    for (int[] p : permutations()) {
      double sum = Math.abs(d[p[0]][0]) + Math.abs(d[p[1]][1]) + Math.abs(d[p[2]][2]);
      if (sum > bestSum + 1e-9) {
        bestSum = sum;
        best = p;
      }
    }
    boolean[] flips = new boolean[3];
    for (int axis = 0; axis < 3; axis++) {
      flips[axis] = d[best[axis]][axis] < 0;
    }
    return new AxisOrder(best, flips);
  }

  /** All 48, LPS first. */
  public static List<AxisOrder> all() {
    List<AxisOrder> orders = new ArrayList<>();
    for (int[] p : permutations()) {
      for (int f = 0; f < 8; f++) {
        orders.add(
            new AxisOrder(p.clone(), new boolean[] {(f & 1) != 0, (f & 2) != 0, (f & 4) != 0}));
      }
    }
    return orders;
  }

  /** The LPS axis (0, 1, 2) along which voxel axis {@code axis} runs. */
  public int physicalAxis(int axis) {
    return physicalAxis[axis];
  }

  /** Whether voxel axis {@code axis} runs towards R, A or I instead of L, P or S. */
  public boolean isFlipped(int axis) {
    return flipped[axis];
  }

  /** For example {@code RAS}. */
  public String axisCodes() {
    StringBuilder codes = new StringBuilder(3);
    for (int axis = 0; axis < 3; axis++) {
      codes.append((flipped[axis] ? NEGATIVE : POSITIVE).charAt(physicalAxis[axis]));
    }
    return codes.toString();
  }

  /** The letter of the opposite side of the patient: L for R, and so on. */
  public static char opposite(char code) {
    int positive = POSITIVE.indexOf(code);
    return positive >= 0 ? NEGATIVE.charAt(positive) : POSITIVE.charAt(NEGATIVE.indexOf(code));
  }

  /** The turn that brings voxels stored in this order into the order {@code target}. */
  public AxisTurn turnTo(AxisOrder target) {
    int[] source = new int[3];
    boolean[] flip = new boolean[3];
    for (int t = 0; t < 3; t++) {
      for (int s = 0; s < 3; s++) {
        if (physicalAxis[s] == target.physicalAxis[t]) {
          source[t] = s;
          flip[t] = flipped[s] != target.flipped[t];
        }
      }
    }
    return new AxisTurn(source, flip);
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof AxisOrder other
        && Arrays.equals(physicalAxis, other.physicalAxis)
        && Arrays.equals(flipped, other.flipped);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(physicalAxis) * 31 + Arrays.hashCode(flipped);
  }

  @Override
  public String toString() {
    return axisCodes();
  }

  private static int[][] permutations() {
    return new int[][] {{0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}};
  }
}
