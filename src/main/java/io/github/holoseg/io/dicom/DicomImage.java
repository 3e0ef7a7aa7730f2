package io.github.holoseg.io.dicom;

/**
 * A file that holds grey-value images, with what is the same for all its frames.
 *
 * @param header its elements and where its pixels lie
 * @param format how the pixels are stored
 * @param seriesUid (0020,000E), empty in some anonymised files
 * @param instanceUid (0008,0018), may be empty
 * @param modality (0008,0060), may be empty
 * @param frameCount at least 1
 * @param inverted whether low values are shown bright (MONOCHROME1)
 */
record DicomImage(
    DicomHeader header,
    PixelFormat format,
    String seriesUid,
    String instanceUid,
    String modality,
    int frameCount,
    boolean inverted) {

  /** A screen shot or scanned film, whatever modality it claims (PS3.4 annex B.5). */
  boolean isSecondaryCapture() {
    return header.data().text(Tag.SOP_CLASS_UID).startsWith("1.2.840.10008.5.1.4.1.1.7");
  }

  boolean isLossy() {
    return header.syntax().lossy() || header.data().text(Tag.LOSSY_IMAGE_COMPRESSION).equals("01");
  }
}
