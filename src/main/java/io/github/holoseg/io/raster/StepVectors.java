package io.github.holoseg.io.raster;

import io.github.holoseg.io.VolumeFormatException;
import io.github.holoseg.volume.AxisOrder;
import io.github.holoseg.volume.VolumeGeometry;
import io.github.holoseg.volume.VolumeInfo;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Grids from what headers in text say: the step from voxel to voxel along each axis. */
public final class StepVectors {
  private static final String ASSUMED =
      "no orientation: the file does not say where its axes point, so they are taken as left,"
          + " posterior, superior; left and right may be exchanged";

  private static final String AXES = "xyz";

  private StepVectors() {}

  /**
   * The grid with these steps.
   *
   * @param steps {@code steps[a]} is the way in LPS mm from a voxel to the next along axis a
   * @param origin LPS mm of the first voxel's centre
   * @throws VolumeFormatException naming the axis whose step is zero or no number, or the angle of
   *     axes that do not stand at right angles
   */
  public static VolumeGeometry grid(Path source, long[] size, double[][] steps, double[] origin)
      throws VolumeFormatException {
    double[] spacing = new double[3];
    double[][] direction = new double[3][3];
    for (int a = 0; a < 3; a++) {
      spacing[a] = length(steps[a]);
      if (!(spacing[a] > 0) || Double.isInfinite(spacing[a])) {
        throw new VolumeFormatException(
            source,
            String.format(
                Locale.ROOT,
                "its step along axis %s is (%s, %s, %s), which has no length; correct the header",
                AXES.charAt(a),
                steps[a][0],
                steps[a][1],
                steps[a][2]));
      }
      for (int row = 0; row < 3; row++) {
        direction[row][a] = steps[a][row] / spacing[a];
      }
    }
    for (double position : origin) {
      if (!Double.isFinite(position)) {
        throw new VolumeFormatException(
            source, "the position of its first voxel is no number; correct the header");
      }
    }
    requireRightAngles(source, direction);
    try {
      return new VolumeGeometry(size, spacing, origin, direction);
    } catch (IllegalArgumentException e) {
      throw new VolumeFormatException(
          source, "its grid is not valid (" + e.getMessage() + "); correct the header", e);
    }
  }

  /** Adds the property that tells an assumed orientation, if these warnings say that it was. */
  public static void noteAssumption(List<String> warnings, Map<String, String> properties) {
    if (warnings.contains(ASSUMED)) {
      properties.put(VolumeInfo.ASSUMED_ORIENTATION, "LPS");
    }
  }

  /**
   * The grid of a file that gives distances but does not say where its axes point.
   *
   * @param steps distance of voxels along each axis in mm
   * @param start position of the first voxel along each axis in mm, as the file counts them
   * @param asked where the user says that the axes point, null: they are taken as L, P, S and a
   *     warning is added
   */
  public static VolumeGeometry unoriented(
      Path source,
      long[] size,
      double[] steps,
      double[] start,
      AxisOrder asked,
      List<String> warnings)
      throws VolumeFormatException {
    AxisOrder order = asked == null ? AxisOrder.of("LPS") : asked;
    if (asked == null) {
      warnings.add(ASSUMED);
    } else {
      warnings.add("no orientation: its axes are taken as " + asked + ", as asked for");
    }
    double[][] vectors = new double[3][3];
    double[] origin = new double[3];
    for (int a = 0; a < 3; a++) {
      double sign = order.isFlipped(a) ? -1 : 1;
      vectors[a][order.physicalAxis(a)] = sign * steps[a];
      origin[order.physicalAxis(a)] = sign * start[a];
    }
    return grid(source, size, vectors, origin);
  }

  public static double length(double[] v) {
    return Math.sqrt(v[0] * v[0] + v[1] * v[1] + v[2] * v[2]);
  }

  private static void requireRightAngles(Path source, double[][] direction)
      throws VolumeFormatException {
    for (int a = 0; a < 3; a++) {
      for (int b = a + 1; b < 3; b++) {
        double cosine = 0;
        for (int row = 0; row < 3; row++) {
          cosine += direction[row][a] * direction[row][b];
        }
        if (Math.abs(cosine) > VolumeGeometry.ORTHONORMAL_TOLERANCE) {
          double angle = Math.toDegrees(Math.acos(Math.max(-1, Math.min(1, cosine))));
          throw new VolumeFormatException(
              source,
              String.format(
                  Locale.ROOT,
                  "its axes %s and %s stand at %.2f degrees (a tilted gantry does that); resample"
                      + " it to a grid with right angles first",
                  AXES.charAt(a),
                  AXES.charAt(b),
                  angle));
        }
      }
    }
  }
}
