package io.github.holoseg.commands.image;

import ij.measure.Calibration;
import io.github.holoseg.volume.AxisOrder;
import io.github.holoseg.volume.Modality;
import io.github.holoseg.volume.VolumeGeometry;
import io.github.holoseg.volume.VolumeInfo;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/** Voxel sizes from the calibration of an image, which knows neither orientation nor position. */
final class CalibrationPlacement {
  private CalibrationPlacement() {}

  static ImagePlacement of(PlacementRequest request) {
    AxisOrder axes = request.orientation() == null ? AxisOrder.of("LPS") : request.orientation();
    Map<String, String> properties = new TreeMap<>();
    properties.put("placed_by", "the calibration of the image");
    VolumeGeometry geometry =
        new VolumeGeometry(request.size(), spacing(request), new double[3], direction(axes));
    if (request.orientation() == null) {
      properties.put(VolumeInfo.ASSUMED_ORIENTATION, axes.axisCodes());
      request
          .warnings()
          .add(
              "no orientation: an image of ImageJ without a DICOM header does not say where its axes"
                  + " point, so L, P, S are assumed; left and right may be exchanged");
    }
    return new ImagePlacement(request.indices(), geometry, Modality.UNKNOWN, null, properties);
  }

  /**
   * The place of an image that was cropped or scaled after its header was written: the directions
   * still hold.
   */
  static VolumeGeometry cut(PlacementRequest request, VolumeGeometry before) {
    long[] size = request.size();
    request
        .warnings()
        .add(
            "the image has %dx%dx%d voxels, its header says %dx%dx%d: it was cropped or scaled in"
                    .formatted(
                        size[0], size[1], size[2], before.size(0), before.size(1), before.size(2))
                + " ImageJ, so its orientation is known but not its place in the patient");
    return new VolumeGeometry(size, spacing(request), new double[3], before.direction());
  }

  private static double[] spacing(PlacementRequest request) {
    double[] spacing = new double[3];
    for (int axis = 0; axis < 3; axis++) {
      OptionalDouble mm = millimetres(request, axis);
      spacing[axis] = mm.orElse(1);
      if (mm.isEmpty()) {
        request
            .warnings()
            .add(
                "no voxel size along %s: the calibration of the image says '%s %s'; 1 mm is assumed (Image>Properties... sets it)"
                    .formatted("xyz".charAt(axis), size(request, axis), unit(request, axis)));
      }
    }
    return spacing;
  }

  /** The calibrated voxel size; empty if the image has none in a unit of length. */
  static OptionalDouble millimetres(PlacementRequest request, int axis) {
    OptionalDouble mm = LengthUnits.millimetres(unit(request, axis));
    double size = size(request, axis);
    return mm.isPresent() && size > 0 && Double.isFinite(size)
        ? OptionalDouble.of(size * mm.getAsDouble())
        : OptionalDouble.empty();
  }

  private static double size(PlacementRequest request, int axis) {
    Calibration c = request.image().getCalibration();
    return axis == 0 ? c.pixelWidth : axis == 1 ? c.pixelHeight : c.pixelDepth;
  }

  private static String unit(PlacementRequest request, int axis) {
    Calibration c = request.image().getCalibration();
    return axis == 0 ? c.getXUnit() : axis == 1 ? c.getYUnit() : c.getZUnit();
  }

  private static double[][] direction(AxisOrder axes) {
    double[][] direction = new double[3][3];
    for (int axis = 0; axis < 3; axis++) {
      direction[axes.physicalAxis(axis)][axis] = axes.isFlipped(axis) ? -1 : 1;
    }
    return direction;
  }
}
