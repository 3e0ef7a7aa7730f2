package io.github.holoseg.postprocess;

import java.util.Arrays;

/**
 * The nearest surface point of each voxel up to a distance, found by a front that runs from the
 * points into their neighbourhood: work and time follow the surface, not the box. For one thread.
 */
final class NearestPoints {
  private final int[] size;
  private final double[] spacing;
  private final int[] nearest;
  private final float[] squared;
  private int[] queue = new int[4096];
  private int head;
  private int length;

  /** Buffers for a box, which can be used again and again. */
  NearestPoints(int[] size, double[] spacing) {
    this.size = size.clone();
    this.spacing = spacing.clone();
    nearest = new int[size[0] * size[1] * size[2]];
    squared = new float[nearest.length];
  }

  /** Index of the nearest point, -1 where none is near. */
  int point(int voxel) {
    return nearest[voxel];
  }

  /** mm; infinite where none is near. */
  double distance(int voxel) {
    return Math.sqrt(squared[voxel]);
  }

  /**
   * @param reach mm up to which distances are wanted
   */
  void find(SurfacePoints points, double reach) {
    Arrays.fill(nearest, -1);
    Arrays.fill(squared, Float.POSITIVE_INFINITY);
    head = 0;
    length = 0;
    float limit = (float) (reach * reach);
    for (int p = 0; p < points.count(); p++) {
      offer(points, points.voxel(p), p, limit);
    }
    int nx = size[0];
    int ny = size[1];
    while (length > 0) {
      int voxel = queue[head];
      head = (head + 1) % queue.length;
      length--;
      int point = nearest[voxel];
      int x = voxel % nx;
      int y = voxel / nx % ny;
      int z = voxel / (nx * ny);
      for (int dz = z > 0 ? -1 : 0; dz <= (z < size[2] - 1 ? 1 : 0); dz++) {
        for (int dy = y > 0 ? -1 : 0; dy <= (y < ny - 1 ? 1 : 0); dy++) {
          for (int dx = x > 0 ? -1 : 0; dx <= (x < nx - 1 ? 1 : 0); dx++) {
            int next = voxel + (dz * ny + dy) * nx + dx;
            if (nearest[next] != point) {
              offer(points, next, point, limit);
            }
          }
        }
      }
    }
  }

  private void offer(SurfacePoints points, int voxel, int point, float limit) {
    double dx = voxel % size[0] * spacing[0] - points.at(point, 0);
    double dy = voxel / size[0] % size[1] * spacing[1] - points.at(point, 1);
    double dz = voxel / (size[0] * size[1]) * spacing[2] - points.at(point, 2);
    float d = (float) (dx * dx + dy * dy + dz * dz);
    if (d < squared[voxel] && d <= limit) {
      squared[voxel] = d;
      nearest[voxel] = point;
      push(voxel);
    }
  }

  private void push(int voxel) {
    if (length == queue.length) {
      int[] larger = new int[2 * length];
      System.arraycopy(queue, head, larger, 0, length - head);
      System.arraycopy(queue, 0, larger, length - head, head);
      queue = larger;
      head = 0;
    }
    queue[(head + length++) % queue.length] = voxel;
  }
}
