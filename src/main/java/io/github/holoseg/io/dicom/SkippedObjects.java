package io.github.holoseg.io.dicom;

/**
 * DICOM files of one series that are no scan.
 *
 * @param reason for example {@code SEG object} or {@code colour image (RGB)}
 * @param first one of them
 * @param count how many files
 */
record SkippedObjects(String reason, DicomHeader first, int count) {
  static final String DIRECTORY = "DICOMDIR";

  /** What belongs together. */
  String key() {
    return seriesUid() + " " + reason;
  }

  String seriesUid() {
    return first.data().text(Tag.SERIES_INSTANCE_UID);
  }

  boolean isDirectory() {
    return reason.equals(DIRECTORY);
  }

  SkippedObjects plus(SkippedObjects more) {
    return new SkippedObjects(reason, first, count + more.count);
  }
}
