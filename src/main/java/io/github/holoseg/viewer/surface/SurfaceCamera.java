package io.github.holoseg.viewer.surface;

/**
 * From where surfaces are looked at, without perspective.
 *
 * @param azimuth degrees about the patient's long axis: 0 from the front, 90 from the patient's
 *     left, 180 from behind
 * @param elevation degrees, positive from above; -90 to 90
 * @param zoom 1: everything just fits
 * @param panRight mm by which the picture is moved to the right
 * @param panUp mm by which it is moved up
 */
public record SurfaceCamera(
    double azimuth, double elevation, double zoom, double panRight, double panUp) {
  public static final SurfaceCamera FRONT = new SurfaceCamera(0, 0, 1, 0, 0);

  public SurfaceCamera {
    elevation = Math.max(-90, Math.min(90, elevation));
    zoom = Math.max(0.1, Math.min(50, zoom));
  }

  public SurfaceCamera turned(double azimuthBy, double elevationBy) {
    return new SurfaceCamera(
        (azimuth + azimuthBy) % 360, elevation + elevationBy, zoom, panRight, panUp);
  }

  public SurfaceCamera zoomed(double factor) {
    return new SurfaceCamera(azimuth, elevation, zoom * factor, panRight, panUp);
  }

  public SurfaceCamera panned(double rightMm, double upMm) {
    return new SurfaceCamera(azimuth, elevation, zoom, panRight + rightMm, panUp + upMm);
  }

  /** The same picture from another side. */
  public SurfaceCamera from(double newAzimuth, double newElevation) {
    return new SurfaceCamera(newAzimuth, newElevation, zoom, panRight, panUp);
  }

  /**
   * Rows: LPS directions that run right, up, and away from the viewer in the picture. Seen from the
   * front the patient's left is on the right, as in radiological pictures.
   */
  double[][] axes() {
    double a = Math.toRadians(azimuth);
    double e = Math.toRadians(elevation);
    double[] right = {Math.cos(a), Math.sin(a), 0};
    double[] level = {-Math.sin(a), Math.cos(a), 0};
    double[] away = {level[0] * Math.cos(e), level[1] * Math.cos(e), -Math.sin(e)};
    double[] up = {level[0] * Math.sin(e), level[1] * Math.sin(e), Math.cos(e)};
    return new double[][] {right, up, away};
  }

  /** Right, up and away of an LPS direction, in its own unit. */
  public double[] project(double[] direction) {
    double[][] axes = axes();
    double[] result = new double[3];
    for (int i = 0; i < 3; i++) {
      for (int d = 0; d < 3; d++) {
        result[i] += axes[i][d] * direction[d];
      }
    }
    return result;
  }
}
