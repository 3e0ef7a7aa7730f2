package io.github.holoseg.postprocess;

import java.util.Arrays;

/**
 * Points on the surface where a smoothed mask is one half, with outward normals: one for each voxel
 * next to the surface. Positions in mm from the centre of the box's first voxel. For one thread.
 */
final class SurfacePoints {
  private int count;
  private int[] voxel = new int[1024];
  private float[] geometry = new float[6 * 1024];

  private SurfacePoints() {}

  int count() {
    return count;
  }

  /** Index of the voxel in its box. */
  int voxel(int point) {
    return voxel[point];
  }

  /** Position (0 to 2) and normal (3 to 5) along x, y, z. */
  float at(int point, int component) {
    return geometry[6 * point + component];
  }

  /** Signed distance of a position from the tangent plane of a point, positive outside. */
  double planeDistance(int point, double x, double y, double z) {
    int at = 6 * point;
    return (x - geometry[at]) * geometry[at + 3]
        + (y - geometry[at + 1]) * geometry[at + 4]
        + (z - geometry[at + 2]) * geometry[at + 5];
  }

  /**
   * @param inside smoothed mask, 0 to 1, x fastest
   * @param size voxels along x, y, z
   * @param spacing mm
   */
  static SurfacePoints of(float[] inside, int[] size, double[] spacing) {
    SurfacePoints points = new SurfacePoints();
    int nx = size[0];
    int ny = size[1];
    int nz = size[2];
    for (int z = 0, i = 0; z < nz; z++) {
      for (int y = 0; y < ny; y++) {
        for (int x = 0; x < nx; x++, i++) {
          float value = inside[i];
          if (value <= 0.01f || value >= 0.99f) {
            continue;
          }
          boolean in = value >= 0.5f;
          float left = inside[x > 0 ? i - 1 : i];
          float right = inside[x < nx - 1 ? i + 1 : i];
          float front = inside[y > 0 ? i - nx : i];
          float back = inside[y < ny - 1 ? i + nx : i];
          float low = inside[z > 0 ? i - nx * ny : i];
          float high = inside[z < nz - 1 ? i + nx * ny : i];
          if (left >= 0.5f != in
              || right >= 0.5f != in
              || front >= 0.5f != in
              || back >= 0.5f != in
              || low >= 0.5f != in
              || high >= 0.5f != in) {
            double gx = (right - left) / spacing[0];
            double gy = (back - front) / spacing[1];
            double gz = (high - low) / spacing[2];
            points.add(i, value, new double[] {x, y, z}, gx, gy, gz, spacing);
          }
        }
      }
    }
    return points;
  }

  /**
   * The voxels on both sides of a mask's boundary, at their centres.
   *
   * @param labels x fastest
   * @param own of the mask
   */
  static SurfacePoints boundary(short[] labels, short own, int[] size, double[] spacing) {
    SurfacePoints points = new SurfacePoints();
    int nx = size[0];
    int ny = size[1];
    int plane = nx * ny;
    for (int z = 0, i = 0; z < size[2]; z++) {
      for (int y = 0; y < ny; y++) {
        for (int x = 0; x < nx; x++, i++) {
          boolean in = labels[i] == own;
          if (x > 0 && labels[i - 1] == own != in
              || x < nx - 1 && labels[i + 1] == own != in
              || y > 0 && labels[i - nx] == own != in
              || y < ny - 1 && labels[i + nx] == own != in
              || z > 0 && labels[i - plane] == own != in
              || z < size[2] - 1 && labels[i + plane] == own != in) {
            points.grow();
            points.geometry[6 * points.count] = (float) (x * spacing[0]);
            points.geometry[6 * points.count + 1] = (float) (y * spacing[1]);
            points.geometry[6 * points.count + 2] = (float) (z * spacing[2]);
            points.voxel[points.count++] = i;
          }
        }
      }
    }
    return points;
  }

  private void grow() {
    if (count == voxel.length) {
      voxel = Arrays.copyOf(voxel, 2 * count);
      geometry = Arrays.copyOf(geometry, 12 * count);
    }
  }

  private void add(
      int i, float value, double[] index, double gx, double gy, double gz, double[] spacing) {
    double length = Math.sqrt(gx * gx + gy * gy + gz * gz) / 2;
    if (length < 1e-6) {
      return;
    }
    grow();
    double[] normal = {-gx / 2 / length, -gy / 2 / length, -gz / 2 / length};
    // Never farther than the voxel's own extent along the normal: the surface is next to it.
    double extent =
        Math.abs(normal[0]) * spacing[0]
            + Math.abs(normal[1]) * spacing[1]
            + Math.abs(normal[2]) * spacing[2];
    double shift = Math.max(-extent, Math.min(extent, (value - 0.5) / length));
    for (int axis = 0; axis < 3; axis++) {
      geometry[6 * count + axis] = (float) (index[axis] * spacing[axis] + shift * normal[axis]);
      geometry[6 * count + 3 + axis] = (float) normal[axis];
    }
    voxel[count++] = i;
  }
}
