package io.github.holoseg.io.dicom;

/** A CT slice for tests; every field may be changed before {@link #bytes} is called. */
final class SyntheticSlice {
  static final String IMPLICIT = "1.2.840.10008.1.2";
  static final String EXPLICIT = "1.2.840.10008.1.2.1";
  static final String BIG_ENDIAN = "1.2.840.10008.1.2.2";
  static final String RLE = "1.2.840.10008.1.2.5";
  static final String JPEG_LOSSLESS = "1.2.840.10008.1.2.4.57";

  String syntax = EXPLICIT;
  int rows = 5;
  int columns = 7;
  int allocated = 16;
  int stored = 16;
  boolean signed = true;
  double[] position = {0, 0, 0};
  double[] orientation = {1, 0, 0, 0, 1, 0};
  double spacingX = 0.7;
  double spacingY = 0.9;
  double slope = 1;
  double intercept = -1024;
  String seriesUid = "1.2.3";
  String instanceUid = "1.2.3.4";
  String photometric = "MONOCHROME2";
  Double sliceLocation;
  Integer padding;
  byte[] fragment;

  /** As written: bits above the stored ones included. */
  int[] words;

  DicomBytes elements() {
    boolean big = syntax.equals(BIG_ENDIAN);
    DicomBytes out = new DicomBytes(!syntax.equals(IMPLICIT), big);
    out.text(Tag.SOP_CLASS_UID, "UI", "1.2.840.10008.5.1.4.1.1.2")
        .text(Tag.SOP_INSTANCE_UID, "UI", instanceUid)
        .text(Tag.MODALITY, "CS", "CT")
        .text(Tag.IMAGE_TYPE, "CS", "ORIGINAL\\PRIMARY\\AXIAL")
        .text(0x00100010, "PN", "Nobody^Never")
        .numbers(Tag.SLICE_THICKNESS, 3)
        .text(Tag.SERIES_INSTANCE_UID, "UI", seriesUid)
        .u16(Tag.SAMPLES_PER_PIXEL, 1)
        .text(Tag.PHOTOMETRIC_INTERPRETATION, "CS", photometric)
        .u16(Tag.ROWS, rows)
        .u16(Tag.COLUMNS, columns)
        .numbers(Tag.PIXEL_SPACING, spacingY, spacingX)
        .u16(Tag.BITS_ALLOCATED, allocated)
        .u16(Tag.BITS_STORED, stored)
        .u16(Tag.HIGH_BIT, stored - 1)
        .u16(Tag.PIXEL_REPRESENTATION, signed ? 1 : 0)
        .numbers(Tag.RESCALE_SLOPE, slope)
        .numbers(Tag.RESCALE_INTERCEPT, intercept);
    if (position != null) {
      out.numbers(Tag.IMAGE_POSITION, position).numbers(Tag.IMAGE_ORIENTATION, orientation);
    }
    if (sliceLocation != null) {
      out.numbers(0x00201041, sliceLocation);
    }
    if (padding != null) {
      out.u16(Tag.PIXEL_PADDING_VALUE, padding);
    }
    if (fragment != null) {
      out.fragments(fragment);
    } else {
      out.raw(Tag.PIXEL_DATA, "OW", plain(big));
    }
    return out;
  }

  byte[] bytes() {
    return elements().part10(syntax);
  }

  private byte[] plain(boolean big) {
    int width = allocated / 8;
    byte[] bytes = new byte[(rows * columns * width + 1) / 2 * 2];
    for (int i = 0; words != null && i < words.length; i++) {
      if (width == 1) {
        bytes[i] = (byte) words[i];
      } else if (width == 4) {
        for (int k = 0; k < 4; k++) {
          bytes[4 * i + (big ? 3 - k : k)] = (byte) (words[i] >> 8 * k);
        }
      } else {
        bytes[2 * i + (big ? 1 : 0)] = (byte) words[i];
        bytes[2 * i + (big ? 0 : 1)] = (byte) (words[i] >> 8);
      }
    }
    return bytes;
  }
}
