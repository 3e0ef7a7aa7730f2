package io.github.holoseg.volume;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Arbitrary grids: oblique, anisotropic, right- and left-handed, far from the origin. */
public final class Geometries {
  private Geometries() {}

  public static Arbitrary<VolumeGeometry> any() {
    Arbitrary<long[]> sizes = Arbitraries.longs().between(1, 9).array(long[].class).ofSize(3);
    Arbitrary<double[]> spacings =
        Arbitraries.doubles().between(0.1, 8).array(double[].class).ofSize(3);
    Arbitrary<double[]> origins =
        Arbitraries.doubles().between(-900, 900).array(double[].class).ofSize(3);
    Arbitrary<double[]> quaternions =
        Arbitraries.doubles()
            .between(-1, 1)
            .array(double[].class)
            .ofSize(4)
            .filter(q -> norm(q) > 0.1);
    return Combinators.combine(
            sizes, spacings, origins, quaternions, Arbitraries.of(AxisOrder.all()))
        .as(
            (size, spacing, origin, q, order) ->
                new VolumeGeometry(size, spacing, origin, direction(q, order)));
  }

  /** A rotation, then axes renamed and mirrored. */
  private static double[][] direction(double[] q, AxisOrder order) {
    double n = norm(q);
    double a = q[0] / n;
    double b = q[1] / n;
    double c = q[2] / n;
    double d = q[3] / n;
    double[][] r = {
      {a * a + b * b - c * c - d * d, 2 * (b * c - a * d), 2 * (b * d + a * c)},
      {2 * (b * c + a * d), a * a + c * c - b * b - d * d, 2 * (c * d - a * b)},
      {2 * (b * d - a * c), 2 * (c * d + a * b), a * a + d * d - c * c - b * b}
    };
    double[][] turned = new double[3][3];
    for (int row = 0; row < 3; row++) {
      for (int axis = 0; axis < 3; axis++) {
        double sign = order.isFlipped(axis) ? -1 : 1;
        turned[row][axis] = sign * r[row][order.physicalAxis(axis)];
      }
    }
    return turned;
  }

  private static double norm(double[] q) {
    return Math.sqrt(q[0] * q[0] + q[1] * q[1] + q[2] * q[2] + q[3] * q[3]);
  }
}
