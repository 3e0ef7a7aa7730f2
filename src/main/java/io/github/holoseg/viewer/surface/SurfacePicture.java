package io.github.holoseg.viewer.surface;

import io.github.holoseg.render.ArgbImage;
import java.util.Optional;

/** A drawn scene and what lies where in it. Immutable. */
public final class SurfacePicture {
  private final ArgbImage image;
  private final float[] depth;
  private final double mmPerPixel;
  private final SurfaceCamera camera;
  private final double[] centre;

  SurfacePicture(
      ArgbImage image, float[] depth, double mmPerPixel, SurfaceCamera camera, double[] centre) {
    this.image = image;
    this.depth = depth;
    this.mmPerPixel = mmPerPixel;
    this.camera = camera;
    this.centre = centre;
  }

  /** Opaque pixels. */
  public ArgbImage image() {
    return image;
  }

  public double mmPerPixel() {
    return mmPerPixel;
  }

  /** LPS position in mm of the surface that is seen at a pixel; empty beside all surfaces. */
  public Optional<double[]> at(int x, int y) {
    boolean outside = x < 0 || y < 0 || x >= image.width() || y >= image.height();
    float away = outside ? Float.POSITIVE_INFINITY : depth[y * image.width() + x];
    if (away == Float.POSITIVE_INFINITY) {
      return Optional.empty();
    }
    double[][] axes = camera.axes();
    double right = (x + 0.5 - image.width() / 2.0) * mmPerPixel - camera.panRight();
    double up = (image.height() / 2.0 - y - 0.5) * mmPerPixel - camera.panUp();
    double[] position = new double[3];
    for (int d = 0; d < 3; d++) {
      position[d] = centre[d] + right * axes[0][d] + up * axes[1][d] + away * axes[2][d];
    }
    return Optional.of(position);
  }

  /** Pixel x, y of an LPS position in mm; may lie outside the picture. */
  public double[] pixelOf(double[] lps) {
    double[][] axes = camera.axes();
    double right = camera.panRight();
    double up = camera.panUp();
    for (int d = 0; d < 3; d++) {
      right += axes[0][d] * (lps[d] - centre[d]);
      up += axes[1][d] * (lps[d] - centre[d]);
    }
    return new double[] {
      image.width() / 2.0 + right / mmPerPixel, image.height() / 2.0 - up / mmPerPixel
    };
  }
}
