package io.github.holoseg.io.dicom;

import java.util.Locale;

/** The data elements that the reader looks at: {@code group << 16 | element}. */
final class Tag {
  static final int MEDIA_STORAGE_SOP_CLASS_UID = 0x00020002;
  static final int TRANSFER_SYNTAX_UID = 0x00020010;
  static final int DIRECTORY_RECORD_SEQUENCE = 0x00041220;
  static final int REFERENCED_FILE_ID = 0x00041500;
  static final int SPECIFIC_CHARACTER_SET = 0x00080005;
  static final int IMAGE_TYPE = 0x00080008;
  static final int FRAME_TYPE = 0x00089007;
  static final int SOP_CLASS_UID = 0x00080016;
  static final int SOP_INSTANCE_UID = 0x00080018;
  static final int MODALITY = 0x00080060;
  static final int SERIES_DESCRIPTION = 0x0008103E;
  static final int MANUFACTURER_MODEL_NAME = 0x00081090;
  static final int SLICE_THICKNESS = 0x00180050;
  static final int KVP = 0x00180060;
  static final int SPACING_BETWEEN_SLICES = 0x00180088;
  static final int CONVOLUTION_KERNEL = 0x00181210;
  static final int CARDIAC_SYNCHRONIZATION_SEQUENCE = 0x00189118;
  static final int RESPIRATORY_SYNCHRONIZATION_SEQUENCE = 0x00209253;
  static final int CT_IMAGE_FRAME_TYPE_SEQUENCE = 0x00189329;
  static final int SERIES_INSTANCE_UID = 0x0020000E;
  static final int SERIES_NUMBER = 0x00200011;
  static final int IMAGE_POSITION = 0x00200032;
  static final int IMAGE_ORIENTATION = 0x00200037;
  static final int FRAME_CONTENT_SEQUENCE = 0x00209111;
  static final int PLANE_POSITION_SEQUENCE = 0x00209113;
  static final int PLANE_ORIENTATION_SEQUENCE = 0x00209116;
  static final int SAMPLES_PER_PIXEL = 0x00280002;
  static final int PHOTOMETRIC_INTERPRETATION = 0x00280004;
  static final int NUMBER_OF_FRAMES = 0x00280008;
  static final int ROWS = 0x00280010;
  static final int COLUMNS = 0x00280011;
  static final int PIXEL_SPACING = 0x00280030;
  static final int BITS_ALLOCATED = 0x00280100;
  static final int BITS_STORED = 0x00280101;
  static final int HIGH_BIT = 0x00280102;
  static final int PIXEL_REPRESENTATION = 0x00280103;
  static final int PIXEL_PADDING_VALUE = 0x00280120;
  static final int PIXEL_PADDING_RANGE_LIMIT = 0x00280121;
  static final int RESCALE_INTERCEPT = 0x00281052;
  static final int RESCALE_SLOPE = 0x00281053;
  static final int RESCALE_TYPE = 0x00281054;
  static final int LOSSY_IMAGE_COMPRESSION = 0x00282110;
  static final int MODALITY_LUT_SEQUENCE = 0x00283000;
  static final int PIXEL_MEASURES_SEQUENCE = 0x00289110;
  static final int PIXEL_VALUE_TRANSFORMATION_SEQUENCE = 0x00289145;
  static final int SHARED_FUNCTIONAL_GROUPS = 0x52009229;
  static final int PER_FRAME_FUNCTIONAL_GROUPS = 0x52009230;
  static final int PIXEL_DATA = 0x7FE00010;
  static final int ITEM = 0xFFFEE000;
  static final int ITEM_DELIMITATION = 0xFFFEE00D;
  static final int SEQUENCE_DELIMITATION = 0xFFFEE0DD;

  private Tag() {}

  /**
   * Whether the element is a sequence. Needed only for implicit VR, where a sequence of known
   * length looks like any other value.
   */
  static boolean isKnownSequence(int tag) {
    return switch (tag) {
      case DIRECTORY_RECORD_SEQUENCE,
          CARDIAC_SYNCHRONIZATION_SEQUENCE,
          RESPIRATORY_SYNCHRONIZATION_SEQUENCE,
          CT_IMAGE_FRAME_TYPE_SEQUENCE,
          FRAME_CONTENT_SEQUENCE,
          PLANE_POSITION_SEQUENCE,
          PLANE_ORIENTATION_SEQUENCE,
          MODALITY_LUT_SEQUENCE,
          PIXEL_MEASURES_SEQUENCE,
          PIXEL_VALUE_TRANSFORMATION_SEQUENCE,
          SHARED_FUNCTIONAL_GROUPS,
          PER_FRAME_FUNCTIONAL_GROUPS ->
          true;
      default -> false;
    };
  }

  /** As the standard writes it: {@code (0028,0010)}. */
  static String format(int tag) {
    return String.format(Locale.ROOT, "(%04X,%04X)", tag >>> 16, tag & 0xFFFF);
  }
}
