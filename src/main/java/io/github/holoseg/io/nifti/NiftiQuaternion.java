package io.github.holoseg.io.nifti;

/** The rotation of a NIfTI affine as its qform stores it. */
final class NiftiQuaternion {
  private NiftiQuaternion() {}

  /**
   * @param affine RAS, columns at right angles
   * @return b, c, d, and qfac: -1 if the grid is mirrored, the third column then being turned round
   */
  static double[] of(double[][] affine) {
    double[][] r = new double[3][3];
    for (int axis = 0; axis < 3; axis++) {
      double length =
          Math.sqrt(
              affine[0][axis] * affine[0][axis]
                  + affine[1][axis] * affine[1][axis]
                  + affine[2][axis] * affine[2][axis]);
      for (int row = 0; row < 3; row++) {
        r[row][axis] = affine[row][axis] / length;
      }
    }
    double det =
        r[0][0] * (r[1][1] * r[2][2] - r[1][2] * r[2][1])
            - r[0][1] * (r[1][0] * r[2][2] - r[1][2] * r[2][0])
            + r[0][2] * (r[1][0] * r[2][1] - r[1][1] * r[2][0]);
    double qfac = det < 0 ? -1 : 1;
    for (double[] row : r) {
      row[2] *= qfac;
    }
    double[] q = quaternion(r);
    double sign = q[0] < 0 ? -1 : 1;
    return new double[] {sign * q[1], sign * q[2], sign * q[3], qfac};
  }

  /** a, b, c, d of unit length, from the largest of the four so that nothing cancels. */
  private static double[] quaternion(double[][] r) {
    double[] fourSquares = {
      1 + r[0][0] + r[1][1] + r[2][2],
      1 + r[0][0] - r[1][1] - r[2][2],
      1 - r[0][0] + r[1][1] - r[2][2],
      1 - r[0][0] - r[1][1] + r[2][2]
    };
    int largest = 0;
    for (int i = 1; i < 4; i++) {
      largest = fourSquares[i] > fourSquares[largest] ? i : largest;
    }
    double x = r[2][1] - r[1][2];
    double y = r[0][2] - r[2][0];
    double z = r[1][0] - r[0][1];
    double xy = r[1][0] + r[0][1];
    double xz = r[0][2] + r[2][0];
    double yz = r[2][1] + r[1][2];
    double s = fourSquares[largest];
    double[] q =
        switch (largest) {
          case 0 -> new double[] {s, x, y, z};
          case 1 -> new double[] {x, s, xy, xz};
          case 2 -> new double[] {y, xy, s, yz};
          default -> new double[] {z, xz, yz, s};
        };
    double norm = Math.sqrt(q[0] * q[0] + q[1] * q[1] + q[2] * q[2] + q[3] * q[3]);
    for (int i = 0; i < 4; i++) {
      q[i] /= norm;
    }
    return q;
  }
}
