package io.github.holoseg.io.metaimage;

import io.github.holoseg.io.ReadOptions;
import io.github.holoseg.io.VolumeFormatException;
import io.github.holoseg.io.raster.StepVectors;
import io.github.holoseg.volume.VolumeGeometry;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Where a MetaImage header places its voxels, in LPS mm as ITK reads it: the n-th group of numbers
 * of {@code TransformMatrix} is the direction of the n-th axis, {@code Offset} the position of the
 * first voxel. Neither {@code AnatomicalOrientation} nor {@code CenterOfRotation} has a say.
 */
final class MetaGeometry {
  private static final double ROUNDING = 1e-3;

  private MetaGeometry() {}

  /**
   * @param size of the first three axes
   * @param axes {@code NDims}
   */
  static VolumeGeometry of(
      MetaHeader header,
      long[] size,
      int axes,
      ReadOptions options,
      Path source,
      List<String> warnings)
      throws VolumeFormatException {
    double unit = unitInMm(header, warnings);
    double[] spacing = spacing(header, axes, source, warnings);
    double[] offset = header.numbers(axes, "Offset", "Position", "Origin");
    if (offset == null) {
      warnings.add(
          "no position: the file does not say where its first voxel lies; 0, 0, 0 is taken");
      offset = new double[axes];
    }
    double[] matrix = header.numbers(axes * axes, "TransformMatrix", "Rotation", "Orientation");
    double[] origin = new double[3];
    double[] steps = new double[3];
    for (int a = 0; a < 3; a++) {
      origin[a] = offset[a] * unit;
      steps[a] = spacing[a] * unit;
    }
    if (matrix == null) {
      return StepVectors.unoriented(
          source, size, steps, origin, options.axisOrder().orElse(null), warnings);
    }
    return StepVectors.grid(source, size, steps(matrix, axes, steps, source, warnings), origin);
  }

  private static double[][] steps(
      double[] matrix, int axes, double[] spacing, Path source, List<String> warnings)
      throws VolumeFormatException {
    double[][] vectors = new double[3][3];
    boolean stretched = false;
    for (int a = 0; a < 3; a++) {
      for (int row = 0; row < axes; row++) {
        double cosine = matrix[a * axes + row];
        if (row < 3) {
          vectors[a][row] = cosine * spacing[a];
        } else if (cosine != 0) {
          throw new VolumeFormatException(
              source,
              "its TransformMatrix mixes space with axis " + (row + 1) + "; that is not supported");
        }
      }
      double length = StepVectors.length(vectors[a]) / Math.abs(spacing[a]);
      stretched |= Math.abs(length - 1) > ROUNDING;
    }
    if (stretched) {
      warnings.add(
          "its TransformMatrix stretches the axes; the voxel sizes are ElementSpacing times that");
    }
    return vectors;
  }

  private static double[] spacing(MetaHeader header, int axes, Path source, List<String> warnings)
      throws VolumeFormatException {
    double[] spacing = header.numbers(axes, "ElementSpacing");
    if (spacing == null) {
      spacing = header.numbers(axes, "ElementSize");
    }
    if (spacing == null) {
      warnings.add("no voxel size: the file does not give ElementSpacing; 1 mm is assumed");
      return new double[] {1, 1, 1};
    }
    for (int a = 0; a < 3; a++) {
      if (!Double.isFinite(spacing[a]) || spacing[a] == 0) {
        throw new VolumeFormatException(
            source,
            "its voxel size along "
                + "xyz".charAt(a)
                + " (ElementSpacing) is "
                + spacing[a]
                + "; correct the header");
      }
      if (spacing[a] < 0) {
        warnings.add(
            "voxel size along "
                + "xyz".charAt(a)
                + " is negative; the axis is taken to point the other way, as ITK does");
      }
    }
    return spacing;
  }

  private static double unitInMm(MetaHeader header, List<String> warnings)
      throws VolumeFormatException {
    String unit = header.text("DistanceUnits");
    double factor =
        switch (unit == null ? "mm" : unit.toLowerCase(Locale.ROOT)) {
          case "um" -> 1e-3;
          case "cm" -> 10;
          default -> 1;
        };
    if (factor != 1) {
      warnings.add(
          "lengths are given in " + unit + " and were converted to mm; ITK takes them as mm");
    }
    return factor;
  }
}
