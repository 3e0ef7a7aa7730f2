package io.github.holoseg.viewer.surface;

import java.util.Arrays;

/** Vertices and triangles while they are found; grows as needed. */
final class MeshBuffer {
  private float[] vertices = new float[3 * 1024];
  private int[] triangles = new int[3 * 2048];
  private int vertexCount;
  private int used;

  /** Adds a vertex and gives its number. */
  int vertex(double x, double y, double z) {
    int at = 3 * vertexCount;
    if (at == vertices.length) {
      vertices = Arrays.copyOf(vertices, Math.multiplyExact(2, at));
    }
    vertices[at] = (float) x;
    vertices[at + 1] = (float) y;
    vertices[at + 2] = (float) z;
    return vertexCount++;
  }

  /** Adds two triangles; {@code outward} tells whether a, b, c, d already run counterclockwise. */
  void quad(int a, int b, int c, int d, boolean outward) {
    if (used + 6 > triangles.length) {
      triangles = Arrays.copyOf(triangles, Math.multiplyExact(2, triangles.length));
    }
    triangles[used] = a;
    triangles[used + 1] = outward ? b : d;
    triangles[used + 2] = c;
    triangles[used + 3] = a;
    triangles[used + 4] = c;
    triangles[used + 5] = outward ? d : b;
    used += 6;
  }

  float[] vertices() {
    return Arrays.copyOf(vertices, 3 * vertexCount);
  }

  int[] triangles() {
    return Arrays.copyOf(triangles, used);
  }
}
