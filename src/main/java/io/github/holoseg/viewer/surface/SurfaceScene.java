package io.github.holoseg.viewer.surface;

import java.util.List;

/**
 * What is to be drawn; immutable.
 *
 * @param meshes surfaces in LPS mm
 * @param colors 0xRRGGBB of each mesh
 * @param opacities 0 (left out) to 1 of each mesh
 */
public record SurfaceScene(List<SurfaceMesh> meshes, int[] colors, double[] opacities) {
  public static final SurfaceScene EMPTY = new SurfaceScene(List.of(), new int[0], new double[0]);

  public SurfaceScene {
    meshes = List.copyOf(meshes);
    if (colors.length != meshes.size() || opacities.length != meshes.size()) {
      throw new IllegalArgumentException(
          "%d meshes, %d colours, %d opacities"
              .formatted(meshes.size(), colors.length, opacities.length));
    }
  }

  /** Middle of the box round all meshes, LPS mm, and the radius of the ball round it. */
  Bounds bounds() {
    double[] min = {Double.MAX_VALUE, Double.MAX_VALUE, Double.MAX_VALUE};
    double[] max = {-Double.MAX_VALUE, -Double.MAX_VALUE, -Double.MAX_VALUE};
    for (SurfaceMesh mesh : meshes) {
      float[] v = mesh.vertices();
      for (int i = 0; i < v.length; i++) {
        min[i % 3] = Math.min(min[i % 3], v[i]);
        max[i % 3] = Math.max(max[i % 3], v[i]);
      }
    }
    if (min[0] > max[0]) {
      return new Bounds(new double[3], 1);
    }
    double[] centre = new double[3];
    double square = 0;
    for (int d = 0; d < 3; d++) {
      centre[d] = (min[d] + max[d]) / 2;
      square += (max[d] - min[d]) * (max[d] - min[d]) / 4;
    }
    return new Bounds(centre, Math.max(1, Math.sqrt(square)));
  }

  /**
   * @param centre LPS mm
   * @param radius mm
   */
  record Bounds(double[] centre, double radius) {}
}
