package io.github.holoseg.io.dicom;

import io.github.holoseg.volume.VolumeGeometry;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The rectangular grid to which sheared or uneven slices can be resampled, and where the slices lie
 * on it.
 *
 * <p>Its x and y axes and spacings are the slices', z is their normal. It begins at the first
 * slice's height and ends at the last one's. Even slices keep their number and step, so that each
 * plane is one slice, moved within its plane; uneven ones get the whole number of steps that comes
 * closest to the finest step of the scan. Within the plane it is larger than a slice by the shear:
 * every pixel of every slice lies inside a voxel.
 *
 * @param geometry of the grid
 * @param heights of the slices above the first plane in mm, increasing
 * @param shiftX grid index, along x, of each slice's first column; not negative
 * @param shiftY grid index, along y, of each slice's first row; not negative
 * @param reason why the slices are no rectangular grid themselves
 * @param missing where slices seem to be missing, null if nowhere
 */
record RectifiedGrid(
    VolumeGeometry geometry,
    double[] heights,
    double[] shiftX,
    double[] shiftY,
    String reason,
    String missing) {

  /** No scanner tilts farther; a larger angle means that positions or orientation are wrong. */
  private static final double LARGEST_TILT = 45;

  /**
   * Says why there can be no such grid; null if there can.
   *
   * @param steps of the slices, no two at one place
   */
  static String refusal(SliceSteps steps, SliceDrift drift) {
    if (Double.isNaN(drift.tilt())) {
      return "slices that lie on no line are not resampled";
    }
    if (drift.tilt() > LARGEST_TILT) {
      return String.format(
          Locale.ROOT, "a tilt of more than %.0f degrees is not believed", LARGEST_TILT);
    }
    return steps.uneven() == null ? null : steps.tooWide();
  }

  /**
   * @param frames in the order of {@code heights}, with position, orientation and spacing
   * @param heights along the normal in mm
   * @param problems what is wrong with the slices
   */
  static RectifiedGrid of(
      List<DicomFrame> frames,
      double[] heights,
      double[] normal,
      SliceSteps steps,
      SliceDrift drift,
      List<String> problems) {
    int n = frames.size();
    DicomFrame first = frames.get(0);
    boolean even = steps.uneven() == null;
    double whole = heights[n - 1] - heights[0];
    long planeSteps = even ? n - 1 : Math.max(1, Math.round(whole / steps.finest()));
    double step = whole / planeSteps;
    double[] above = new double[n];
    double[] u = new double[n];
    double[] v = new double[n];
    for (int i = 0; i < n; i++) {
      above[i] = even ? i * step : heights[i] - heights[0];
      if (drift.problem() != null) {
        double[] side = sideways(first, frames.get(i), normal, heights[i] - heights[0]);
        u[i] = side[0] / first.spacingX();
        v[i] = side[1] / first.spacingY();
      }
    }
    double u0 = Arrays.stream(u).min().orElseThrow();
    double v0 = Arrays.stream(v).min().orElseThrow();
    for (int i = 0; i < n; i++) {
      u[i] -= u0;
      v[i] -= v0;
    }
    double[] o = first.orientation();
    double[] origin = first.position().clone();
    for (int k = 0; k < 3; k++) {
      origin[k] += u0 * first.spacingX() * o[k] + v0 * first.spacingY() * o[3 + k];
    }
    PixelFormat format = first.image().format();
    VolumeGeometry geometry =
        new VolumeGeometry(
            new long[] {
              format.columns() + Math.round(Arrays.stream(u).max().orElseThrow()),
              format.rows() + Math.round(Arrays.stream(v).max().orElseThrow()),
              planeSteps + 1
            },
            new double[] {first.spacingX(), first.spacingY(), step},
            origin,
            new double[][] {
              {o[0], o[3], normal[0]}, {o[1], o[4], normal[1]}, {o[2], o[5], normal[2]}
            });
    return new RectifiedGrid(
        geometry, above, u, v, String.join("; ", problems), even ? null : steps.missing());
  }

  /** How far a slice lies beside the first one, along line and column, in mm. */
  private static double[] sideways(
      DicomFrame first, DicomFrame slice, double[] normal, double height) {
    double[] o = first.orientation();
    double[] d = new double[3];
    for (int k = 0; k < 3; k++) {
      d[k] = slice.position()[k] - first.position()[k] - normal[k] * height;
    }
    // Line and column of a file are at right angles to a thousandth only.
    double[] column = {o[3], o[4], o[5]};
    double skew = SliceStack.dot(o, 0, column);
    double a = SliceStack.dot(o, 0, d);
    double b = SliceStack.dot(o, 3, d);
    double det = 1 - skew * skew;
    return new double[] {(a - skew * b) / det, (b - skew * a) / det};
  }
}
