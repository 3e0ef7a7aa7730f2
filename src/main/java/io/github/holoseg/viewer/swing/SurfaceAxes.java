package io.github.holoseg.viewer.swing;

import io.github.holoseg.viewer.surface.SurfaceCamera;

/** Where the patient's directions point in a picture of surfaces. */
final class SurfaceAxes {
  private SurfaceAxes() {}

  /** Right, up and away of the unit vectors to the patient's R, L, A, P, H and F, in this order. */
  static double[][] of(SurfaceCamera camera) {
    double[][] lps = {{-1, 0, 0}, {1, 0, 0}, {0, -1, 0}, {0, 1, 0}, {0, 0, 1}, {0, 0, -1}};
    double[][] result = new double[6][];
    for (int i = 0; i < 6; i++) {
      result[i] = camera.project(lps[i]);
    }
    return result;
  }
}
