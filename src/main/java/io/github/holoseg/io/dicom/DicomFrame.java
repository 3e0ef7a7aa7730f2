package io.github.holoseg.io.dicom;

/**
 * One slice: a classic file, or one frame of an enhanced one.
 *
 * @param image the file it is in
 * @param index frame of the file, from 0
 * @param position LPS mm of the centre of the first pixel; null if the file does not say
 * @param orientation unit vectors of a line (x 3) and of a column (x 3); null if not said
 * @param spacingX distance of neighbours in a line in mm; NaN if not said
 * @param spacingY distance of lines in mm; NaN if not said
 * @param thickness in mm; NaN if not said
 * @param slope HU = slope * stored + intercept
 * @param intercept see slope
 * @param kind what the image is for, third value of the image or frame type, for example AXIAL
 * @param own the frame's functional groups in an enhanced file, else null
 * @param rescale what is said about the unit: the rescale type, empty if none, null if the file has
 *     no rescale at all
 */
record DicomFrame(
    DicomImage image,
    int index,
    double[] position,
    double[] orientation,
    double spacingX,
    double spacingY,
    double thickness,
    double slope,
    double intercept,
    String rescale,
    String kind,
    DicomDataset own) {

  boolean isLocalizer() {
    return kind.equals("LOCALIZER");
  }

  /** For messages: file name, and frame where there are several. */
  String name() {
    String file = String.valueOf(image.header().file().getFileName());
    return image.frameCount() == 1 ? file : file + " frame " + (index + 1);
  }
}
