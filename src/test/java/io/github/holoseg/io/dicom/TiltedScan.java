package io.github.holoseg.io.dicom;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.ToDoubleFunction;

/** Writes a scan with a tilted gantry or uneven steps of a body given as a function of LPS mm. */
final class TiltedScan {
  int size = 24;

  /** Degrees by which the slices advance towards their columns' ends, and their lines' ends. */
  double tiltX;

  double tiltY;

  /** mm along the line by which each slice is out of place. */
  double[] sideways;

  /** Unit vectors of line, column and normal. */
  private double[][] axes = {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}};

  private final double spacingX = 0.7;
  private final double spacingY = 0.9;
  private double[] heights;

  /** Perpendicular distances of neighbours in mm. */
  void steps(double... steps) {
    heights = new double[steps.length + 1];
    for (int i = 0; i < steps.length; i++) {
      heights[i + 1] = heights[i] + steps[i];
    }
    sideways = new double[heights.length];
  }

  /** Any orientation of the slices in the patient. */
  void turn(Random random) {
    axes = SyntheticSeriesTest.rotation(random);
  }

  /** Where a pixel lies; slices count from the lowest. */
  double[] toPatient(double i, double j, int slice) {
    double h = heights[slice];
    double a = i * spacingX + sideways[slice] + h * Math.tan(Math.toRadians(tiltY));
    double b = j * spacingY + h * Math.tan(Math.toRadians(tiltX));
    double[] p = new double[3];
    for (int k = 0; k < 3; k++) {
      p[k] = a * axes[0][k] + b * axes[1][k] + h * axes[2][k];
    }
    return p;
  }

  /** Whether the slices below and above both reach the place, and a bit farther. */
  boolean isWellInside(double[] p) {
    double[] local = new double[3];
    for (int axis = 0; axis < 3; axis++) {
      for (int k = 0; k < 3; k++) {
        local[axis] += axes[axis][k] * p[k];
      }
    }
    for (int s = 0; s < heights.length; s++) {
      boolean below = s + 1 < heights.length && heights[s + 1] > local[2];
      boolean neighbour = heights[s] <= local[2] ? below || s == heights.length - 1 : true;
      boolean far = heights[s] > local[2] && s > 0 && heights[s - 1] > local[2];
      if (neighbour && !far) {
        double x = local[0] - heights[s] * Math.tan(Math.toRadians(tiltY));
        double y = local[1] - heights[s] * Math.tan(Math.toRadians(tiltX));
        if (x < 0 || y < 0 || x > (size - 1) * spacingX || y > (size - 1) * spacingY) {
          return false;
        }
      }
    }
    return local[2] > -1e-6 && local[2] < heights[heights.length - 1] + 1e-6;
  }

  /**
   * Files in a shuffled order; HU whole if they all are, else in steps as small as 16 bits allow.
   */
  void write(Path folder, ToDoubleFunction<double[]> body, Random random) throws IOException {
    List<Integer> names = new ArrayList<>();
    for (int z = 0; z < heights.length; z++) {
      names.add(z);
    }
    Collections.shuffle(names, random);
    for (int z = 0; z < heights.length; z++) {
      SyntheticSlice slice = new SyntheticSlice();
      slice.rows = size;
      slice.columns = size;
      slice.instanceUid = "1.2." + z;
      slice.spacingX = spacingX;
      slice.spacingY = spacingY;
      slice.orientation =
          new double[] {axes[0][0], axes[0][1], axes[0][2], axes[1][0], axes[1][1], axes[1][2]};
      slice.position = toPatient(0, 0, z);
      slice.intercept = 0;
      slice.words = new int[size * size];
      boolean whole = true;
      double largest = 0;
      double[] values = new double[size * size];
      for (int n = 0; n < values.length; n++) {
        values[n] = body.applyAsDouble(toPatient(n % size, n / size, z));
        whole &= values[n] == Math.rint(values[n]);
        largest = Math.max(largest, Math.abs(values[n]));
      }
      slice.slope = whole ? 1 : largest / 32000;
      for (int n = 0; n < values.length; n++) {
        slice.words[n] = (int) Math.rint(values[n] / slice.slope);
      }
      Files.write(folder.resolve("f" + names.get(z)), slice.bytes());
    }
  }
}
