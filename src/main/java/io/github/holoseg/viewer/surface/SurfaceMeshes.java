package io.github.holoseg.viewer.surface;

import io.github.holoseg.measure.LabelStatistics;
import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.task.Workers;
import io.github.holoseg.volume.LabelMap;
import io.github.holoseg.volume.VolumeGeometry;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/** Makes the surfaces of the structures of a label map. Thread-safe. */
public final class SurfaceMeshes {
  private static final int SMOOTHING_ROUNDS = 8;

  private SurfaceMeshes() {}

  /**
   * One smoothed surface for each wanted structure that has a voxel, in the label map's order.
   *
   * @param wanted voxel values; 0 is never asked for
   * @param mostBlocks along the longest side of a structure's box: larger structures are sampled in
   *     blocks of several voxels, so that a mesh stays small enough to be turned by hand
   * @param threads at least 1
   * @throws java.util.concurrent.CancellationException soon after a cancel
   */
  public static List<SurfaceMesh> of(
      LabelMap labels, IntPredicate wanted, int mostBlocks, int threads, CancellationToken cancel) {
    List<LabelStatistics> structures = new ArrayList<>();
    for (LabelStatistics s : LabelStatistics.of(labels, null, threads, cancel)) {
      if (s.voxels() > 0 && wanted.test(s.label().value())) {
        structures.add(s);
      }
    }
    SurfaceMesh[] meshes = new SurfaceMesh[structures.size()];
    try (Workers workers = new Workers(threads)) {
      workers.each(
          meshes.length, i -> meshes[i] = surface(labels, structures.get(i), mostBlocks, cancel));
    }
    return List.of(meshes);
  }

  private static SurfaceMesh surface(
      LabelMap labels, LabelStatistics structure, int mostBlocks, CancellationToken cancel) {
    long longest = 1;
    for (int axis = 0; axis < 3; axis++) {
      longest = Math.max(longest, structure.boxMax()[axis] - structure.boxMin()[axis] + 1);
    }
    int stride = (int) ((longest + mostBlocks - 1) / mostBlocks);
    int value = structure.label().value();
    MeshBuffer found = null;
    // Thin structures fill no half of a coarse block; those are sampled finer.
    for (; stride >= 1; stride /= 2) {
      OccupancyLayers layers =
          new OccupancyLayers(
              labels.voxels(), value, structure.boxMin(), structure.boxMax(), stride);
      found = new SurfaceNets(layers).find(cancel);
      if (found.triangles().length > 0) {
        break;
      }
    }
    float[] vertices = found.vertices();
    int[] triangles = found.triangles();
    toPatient(vertices, labels.geometry());
    if (isLeftHanded(labels.geometry())) {
      flip(triangles);
    }
    TaubinSmoothing.smooth(vertices, triangles, SMOOTHING_ROUNDS);
    return new SurfaceMesh(value, vertices, normals(vertices, triangles), triangles);
  }

  private static void toPatient(float[] vertices, VolumeGeometry geometry) {
    double[] origin = geometry.toPhysical(0, 0, 0);
    double[][] step = {
      geometry.toPhysical(1, 0, 0), geometry.toPhysical(0, 1, 0), geometry.toPhysical(0, 0, 1)
    };
    for (int v = 0; v < vertices.length; v += 3) {
      double i = vertices[v];
      double j = vertices[v + 1];
      double k = vertices[v + 2];
      for (int d = 0; d < 3; d++) {
        vertices[v + d] =
            (float)
                (origin[d]
                    + i * (step[0][d] - origin[d])
                    + j * (step[1][d] - origin[d])
                    + k * (step[2][d] - origin[d]));
      }
    }
  }

  private static boolean isLeftHanded(VolumeGeometry geometry) {
    double[][] m = geometry.direction();
    double determinant =
        m[0][0] * (m[1][1] * m[2][2] - m[1][2] * m[2][1])
            - m[0][1] * (m[1][0] * m[2][2] - m[1][2] * m[2][0])
            + m[0][2] * (m[1][0] * m[2][1] - m[1][1] * m[2][0]);
    return determinant < 0;
  }

  private static void flip(int[] triangles) {
    for (int t = 0; t < triangles.length; t += 3) {
      int swap = triangles[t + 1];
      triangles[t + 1] = triangles[t + 2];
      triangles[t + 2] = swap;
    }
  }

  /** Means of the neighbouring triangles' normals, weighted by area. */
  private static float[] normals(float[] v, int[] triangles) {
    float[] normals = new float[v.length];
    for (int t = 0; t < triangles.length; t += 3) {
      int a = 3 * triangles[t];
      int b = 3 * triangles[t + 1];
      int c = 3 * triangles[t + 2];
      float ux = v[b] - v[a];
      float uy = v[b + 1] - v[a + 1];
      float uz = v[b + 2] - v[a + 2];
      float wx = v[c] - v[a];
      float wy = v[c + 1] - v[a + 1];
      float wz = v[c + 2] - v[a + 2];
      float nx = uy * wz - uz * wy;
      float ny = uz * wx - ux * wz;
      float nz = ux * wy - uy * wx;
      add(normals, a, nx, ny, nz);
      add(normals, b, nx, ny, nz);
      add(normals, c, nx, ny, nz);
    }
    for (int at = 0; at < normals.length; at += 3) {
      double length = Math.hypot(Math.hypot(normals[at], normals[at + 1]), normals[at + 2]);
      if (length > 0) {
        for (int d = 0; d < 3; d++) {
          normals[at + d] /= (float) length;
        }
      }
    }
    return normals;
  }

  private static void add(float[] sums, int at, float x, float y, float z) {
    sums[at] += x;
    sums[at + 1] += y;
    sums[at + 2] += z;
  }
}
