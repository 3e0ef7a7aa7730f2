package io.github.holoseg.annotation;

import io.github.holoseg.volume.VolumeGeometry;

/**
 * Millimetres along the axes of a grid, with voxel (0,0,0) at the origin: {@code spacing * index}.
 * As the axes are orthogonal, distances and angles are those in the patient, however oblique the
 * grid lies, and a voxel's place is three products.
 */
final class GridFrame {
  private final double[] spacing;
  private final double[][] direction;
  private final VolumeGeometry geometry;

  GridFrame(VolumeGeometry geometry) {
    this.geometry = geometry;
    this.spacing = geometry.spacing();
    this.direction = geometry.direction();
  }

  /** A place in the patient (LPS mm) as millimetres along the grid's axes. */
  double[] ofPlace(double[] lps) {
    double[] index = geometry.toIndex(lps[0], lps[1], lps[2]);
    return new double[] {index[0] * spacing[0], index[1] * spacing[1], index[2] * spacing[2]};
  }

  /** A unit vector along a direction in the patient, in the grid's axes. */
  double[] ofDirection(double[] lps) {
    double[] v = new double[3];
    double length = Math.sqrt(lps[0] * lps[0] + lps[1] * lps[1] + lps[2] * lps[2]);
    if (!(length > 0)) {
      throw new IllegalArgumentException("a plane's normal has no length");
    }
    for (int axis = 0; axis < 3; axis++) {
      for (int row = 0; row < 3; row++) {
        v[axis] += direction[row][axis] * lps[row] / length;
      }
    }
    return v;
  }

  double spacing(int axis) {
    return spacing[axis];
  }

  /** The voxel whose centre is nearest along an axis; may lie outside the grid. */
  int nearest(double[] place, int axis) {
    return (int) Math.round(Math.max(-1e9, Math.min(1e9, place[axis] / spacing[axis])));
  }

  /**
   * Half of what a voxel measures along a unit vector: a plane cuts the voxels whose centres are
   * not farther away, which for a plane along the grid is one slice.
   */
  double halfThickness(double[] normal) {
    return (Math.abs(normal[0]) * spacing[0]
            + Math.abs(normal[1]) * spacing[1]
            + Math.abs(normal[2]) * spacing[2])
        / 2;
  }
}
