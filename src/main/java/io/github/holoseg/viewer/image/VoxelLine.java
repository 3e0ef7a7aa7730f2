package io.github.holoseg.viewer.image;

/**
 * Places along a line, in voxels: step n is n times the step from the start.
 *
 * @param x0 voxel along x at the start
 * @param dx voxels along x in a step
 */
record VoxelLine(double x0, double y0, double z0, double dx, double dy, double dz) {
  double x(int n) {
    return x0 + n * dx;
  }

  double y(int n) {
    return y0 + n * dy;
  }

  double z(int n) {
    return z0 + n * dz;
  }

  double start(int axis) {
    return axis == 0 ? x0 : axis == 1 ? y0 : z0;
  }

  double step(int axis) {
    return axis == 0 ? dx : axis == 1 ? dy : dz;
  }
}
