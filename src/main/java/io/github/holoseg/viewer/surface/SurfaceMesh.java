package io.github.holoseg.viewer.surface;

/**
 * The closed surface of one structure as triangles. The arrays are not copied and must not be
 * changed.
 *
 * @param label voxel value of the structure
 * @param vertices LPS mm: x, y, z of vertex 0, of vertex 1 …
 * @param normals outward unit normals in the same order; zero where a vertex has no area
 * @param triangles three vertex numbers each, counterclockwise seen from outside
 */
public record SurfaceMesh(int label, float[] vertices, float[] normals, int[] triangles) {

  public int vertexCount() {
    return vertices.length / 3;
  }

  public int triangleCount() {
    return triangles.length / 3;
  }

  /** Volume inside the surface in mm³ (divergence theorem); positive if it is oriented outward. */
  public double volume() {
    double sum = 0;
    for (int t = 0; t < triangles.length; t += 3) {
      int a = 3 * triangles[t];
      int b = 3 * triangles[t + 1];
      int c = 3 * triangles[t + 2];
      double ax = vertices[a];
      double ay = vertices[a + 1];
      double az = vertices[a + 2];
      double bx = vertices[b];
      double by = vertices[b + 1];
      double bz = vertices[b + 2];
      double cx = vertices[c];
      double cy = vertices[c + 1];
      double cz = vertices[c + 2];
      sum += ax * (by * cz - bz * cy) + ay * (bz * cx - bx * cz) + az * (bx * cy - by * cx);
    }
    return sum / 6;
  }
}
