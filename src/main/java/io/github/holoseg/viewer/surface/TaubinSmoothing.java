package io.github.holoseg.viewer.surface;

/**
 * Takes the staircase off a surface without making it smaller: steps towards the mean of the
 * neighbours alternate with slightly longer steps away from it.
 *
 * <p>Source: G. Taubin, A signal processing approach to fair surface design (SIGGRAPH 1995).
 */
final class TaubinSmoothing {
  private static final float TOWARDS = 0.5f;
  private static final float AWAY = -0.53f;

  private TaubinSmoothing() {}

  /** Moves the vertices (x, y, z of each) in place. */
  static void smooth(float[] vertices, int[] triangles, int rounds) {
    float[] sum = new float[vertices.length];
    int[] count = new int[vertices.length / 3];
    for (int i = 0; i < 2 * rounds; i++) {
      step(vertices, triangles, i % 2 == 0 ? TOWARDS : AWAY, sum, count);
    }
  }

  private static void step(float[] v, int[] triangles, float weight, float[] sum, int[] count) {
    java.util.Arrays.fill(sum, 0);
    java.util.Arrays.fill(count, 0);
    for (int t = 0; t < triangles.length; t += 3) {
      for (int k = 0; k < 3; k++) {
        int a = triangles[t + k];
        int b = triangles[t + (k + 1) % 3];
        for (int d = 0; d < 3; d++) {
          sum[3 * a + d] += v[3 * b + d];
          sum[3 * b + d] += v[3 * a + d];
        }
        count[a]++;
        count[b]++;
      }
    }
    for (int i = 0; i < count.length; i++) {
      if (count[i] > 0) {
        for (int d = 0; d < 3; d++) {
          int at = 3 * i + d;
          v[at] += weight * (sum[at] / count[i] - v[at]);
        }
      }
    }
  }
}
