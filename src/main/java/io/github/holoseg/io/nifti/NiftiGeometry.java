package io.github.holoseg.io.nifti;

import io.github.holoseg.io.VolumeFormatException;
import io.github.holoseg.volume.AxisOrder;
import io.github.holoseg.volume.VolumeGeometry;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Where a NIfTI header places its voxels: by the sform if its code is positive, else by the qform,
 * else (method 1 of nifti1.h) by the voxel sizes alone.
 *
 * @param method {@code sform}, {@code qform} or {@code pixdim}
 */
record NiftiGeometry(VolumeGeometry geometry, String method) {
  /** Two placements that differ by more than this at a corner are worth a warning. */
  private static final double DISAGREEMENT_MM = 0.1;

  /**
   * @param asked where the user says that the axes point, used only if the file has neither form;
   *     null: not said
   */
  static NiftiGeometry of(
      NiftiHeader header, long[] size, AxisOrder asked, Path source, List<String> warnings)
      throws VolumeFormatException {
    if (header.sformCode() > 0) {
      return fromSform(header, size, source, warnings);
    }
    if (header.qformCode() > 0) {
      return new NiftiGeometry(qform(header, size, source, warnings), "qform");
    }
    double[] spacing = new double[3];
    for (int axis = 0; axis < 3; axis++) {
      spacing[axis] = voxelSize(header, axis, size, source, warnings);
    }
    AxisOrder order = asked;
    if (asked == null) {
      order = AxisOrder.of("RAS");
      warnings.add(
          "no orientation: the file has neither sform nor qform, so its axes are taken as right,"
              + " anterior, superior; left and right may be exchanged; the option orientation says"
              + " where they point");
    }
    try {
      VolumeGeometry geometry = new VolumeGeometry(size, spacing, new double[3], directions(order));
      return new NiftiGeometry(geometry, asked == null ? "pixdim" : "pixdim, axes as asked for");
    } catch (IllegalArgumentException e) {
      throw new VolumeFormatException(
          source, "its voxel sizes (pixdim) are not valid: " + e.getMessage(), e);
    }
  }

  private static double[][] directions(AxisOrder order) {
    double[][] direction = new double[3][3];
    for (int axis = 0; axis < 3; axis++) {
      direction[order.physicalAxis(axis)][axis] = order.isFlipped(axis) ? -1 : 1;
    }
    return direction;
  }

  /** Whether neither the header nor the caller says where the axes point. */
  boolean isAssumed() {
    return method.equals("pixdim");
  }

  private static NiftiGeometry fromSform(
      NiftiHeader header, long[] size, Path source, List<String> warnings)
      throws VolumeFormatException {
    VolumeGeometry sform;
    try {
      sform = VolumeGeometry.fromRasAffine(size, scaled(header.srow(), header.unitInMm()));
    } catch (IllegalArgumentException e) {
      if (header.qformCode() <= 0) {
        throw new VolumeFormatException(
            source,
            "its sform is sheared or has no volume ("
                + e.getMessage()
                + ") and there is no qform; resample it to a grid with right angles first",
            e);
      }
      VolumeGeometry qform = qform(header, size, source, warnings);
      warnings.add(
          "the sform is sheared or has no volume (" + e.getMessage() + "); the qform is used");
      return new NiftiGeometry(qform, "qform");
    }
    if (header.qformCode() > 0) {
      warnIfElsewhere(header, size, sform, warnings);
    }
    return new NiftiGeometry(sform, "sform");
  }

  private static void warnIfElsewhere(
      NiftiHeader header, long[] size, VolumeGeometry sform, List<String> warnings) {
    try {
      VolumeGeometry qform =
          VolumeGeometry.fromRasAffine(size, qformAffine(header, header.pixdim()));
      if (!qform.isSameGrid(sform, DISAGREEMENT_MM)) {
        warnings.add(
            String.format(
                Locale.ROOT,
                "sform (code %d) and qform (code %d) place the volume differently; the sform is"
                    + " used",
                header.sformCode(),
                header.qformCode()));
      }
    } catch (IllegalArgumentException e) {
      warnings.add("the qform is not valid (" + e.getMessage() + "); the sform is used");
    }
  }

  private static VolumeGeometry qform(
      NiftiHeader header, long[] size, Path source, List<String> warnings)
      throws VolumeFormatException {
    double[] pixdim = header.pixdim().clone();
    for (int axis = 0; axis < 3; axis++) {
      pixdim[1 + axis] = voxelSize(header, axis, size, source, warnings) / header.unitInMm();
    }
    try {
      return VolumeGeometry.fromRasAffine(size, qformAffine(header, pixdim));
    } catch (IllegalArgumentException e) {
      throw new VolumeFormatException(source, "its qform is not valid: " + e.getMessage(), e);
    }
  }

  /** Method 2 of nifti1.h. */
  private static double[][] qformAffine(NiftiHeader header, double[] pixdim) {
    double b = header.quaternion()[0];
    double c = header.quaternion()[1];
    double d = header.quaternion()[2];
    double a = 1 - (b * b + c * c + d * d);
    if (a < 1e-7) {
      // A rotation by 180 degrees, with rounding: b, c, d are made a unit vector.
      double norm = Math.sqrt(b * b + c * c + d * d);
      b /= norm;
      c /= norm;
      d /= norm;
      a = 0;
    } else {
      a = Math.sqrt(a);
    }
    double qfac = pixdim[0] < 0 ? -1 : 1;
    double[][] rotation = {
      {a * a + b * b - c * c - d * d, 2 * (b * c - a * d), 2 * (b * d + a * c)},
      {2 * (b * c + a * d), a * a + c * c - b * b - d * d, 2 * (c * d - a * b)},
      {2 * (b * d - a * c), 2 * (c * d + a * b), a * a + d * d - c * c - b * b}
    };
    double[][] affine = new double[3][4];
    for (int row = 0; row < 3; row++) {
      for (int axis = 0; axis < 3; axis++) {
        affine[row][axis] = rotation[row][axis] * pixdim[1 + axis] * (axis == 2 ? qfac : 1);
      }
      affine[row][3] = header.qoffset()[row];
    }
    return scaled(affine, header.unitInMm());
  }

  /** Voxel size in mm; an axis with one voxel may leave it out. */
  private static double voxelSize(
      NiftiHeader header, int axis, long[] size, Path source, List<String> warnings)
      throws VolumeFormatException {
    double stored = header.pixdim()[1 + axis];
    double mm = Math.abs(stored) * header.unitInMm();
    if (mm > 0 && Double.isFinite(mm)) {
      if (stored < 0) {
        warnings.add(
            "voxel size along " + "xyz".charAt(axis) + " is negative; its sign is dropped");
      }
      return mm;
    }
    if (size[axis] == 1) {
      warnings.add("no voxel size along " + "xyz".charAt(axis) + "; 1 mm is assumed");
      return 1;
    }
    throw new VolumeFormatException(
        source,
        "its voxel size along "
            + "xyz".charAt(axis)
            + " (pixdim) is "
            + stored
            + "; correct the header");
  }

  private static double[][] scaled(double[][] affine, double factor) {
    double[][] result = new double[3][4];
    for (int i = 0; i < 12; i++) {
      result[i / 4][i % 4] = affine[i / 4][i % 4] * factor;
    }
    return result;
  }
}
