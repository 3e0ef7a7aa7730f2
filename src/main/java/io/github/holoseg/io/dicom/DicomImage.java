package io.github.holoseg.io.dicom;

/**
 * A file that holds grey-value images, with what is the same for all its frames.
 *
 * @param header its elements and where its pixels lie
 * @param format how the pixels are stored
 * @param seriesUid (0020,000E), empty in some anonymised files
 * @param instanceUid (0008,0018), may be empty
 * @param modality (0008,0060), may be empty
 * @param kind what the image is for, third value of the image type, for example AXIAL
 * @param frameCount at least 1
 * @param inverted whether low values are shown bright (MONOCHROME1)
 */
record DicomImage(
    DicomHeader header,
    PixelFormat format,
    String seriesUid,
    String instanceUid,
    String modality,
    String kind,
    int frameCount,
    boolean inverted) {

  boolean isLocalizer() {
    return kind.equals("LOCALIZER");
  }

  boolean isLossy() {
    return header.syntax().lossy() || header.data().text(Tag.LOSSY_IMAGE_COMPRESSION).equals("01");
  }
}
