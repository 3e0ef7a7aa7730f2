package io.github.holoseg.io.bioformats;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Locale;

/**
 * TIFF: stacks of pages, those of ImageJ, and OME-TIFF. Observed with Bio-Formats 7.3.1: ImageJ's
 * calibration of values is not applied, so signed voxels are wrong by 32768; the z spacing of an
 * ImageJ stack is taken as micrometres whatever its unit; the print resolution of a plain TIFF is
 * taken as voxel size.
 */
final class TiffRule implements FormatRule {
  /** ij.measure.Calibration: STRAIGHT_LINE and NONE. */
  private static final int STRAIGHT_LINE = 0;

  private static final int NONE = 20;

  @Override
  public void correct(StoredImage image) throws IOException {
    if (!TiffFile.isTiff(image.source)) {
      return;
    }
    TiffFile tiff = TiffFile.open(image.source);
    if (tiff.comment().contains("<OME")) {
      return;
    }
    if (!tiff.isImageJ()) {
      if (!Double.isNaN(image.spacing[0])) {
        image.warnings.add(
            "voxel sizes along x and y are the print resolution of the TIFF, which need not be true");
      }
      return;
    }
    if (tiff.pages() == 1 && image.size[2] * image.volumes > 1) {
      // Of more than 4 GiB, ImageJ writes one page and the voxels of the others behind it.
      image.requireBytes(Files.size(image.source));
    }
    ImageJInfo info = new ImageJInfo(tiff.comment());
    double[] lengths = {1 / tiff.resolution(0), 1 / tiff.resolution(1), info.number("spacing")};
    for (int axis = 0; axis < 3; axis++) {
      image.spacing[axis] = Double.NaN;
      double mm = Math.abs(lengths[axis]) * info.unit(axis);
      if (mm > 0 && Double.isFinite(mm)) {
        image.spacing[axis] = mm;
      }
    }
    calibrate(image, info);
  }

  private static void calibrate(StoredImage image, ImageJInfo info) throws IOException {
    double function = info.number("cf");
    if (Double.isNaN(function) || function == NONE) {
      return;
    }
    if (function != STRAIGHT_LINE || !Double.isNaN(info.number("c2"))) {
      throw image.refusal(
          "its values are calibrated by ImageJ's function number "
              + (int) function
              + ", only straight lines are read; convert it to 32 bits in ImageJ first");
    }
    double intercept = info.number("c0");
    double slope = info.number("c1");
    if (Double.isNaN(intercept) || Double.isNaN(slope) || slope == 0) {
      throw image.refusal("its ImageJ calibration lacks the numbers c0 and c1");
    }
    image.slope = slope;
    image.intercept = intercept;
    String unit = info.text("vunit");
    image.properties.put("unit", unit);
    image.unitKnown = unit.toUpperCase(Locale.ROOT).matches("HU|H\\.U\\.|HOUNSFIELD.*|HNSF.*");
  }
}
