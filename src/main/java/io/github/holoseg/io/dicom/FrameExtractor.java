package io.github.holoseg.io.dicom;

import io.github.holoseg.io.VolumeFormatException;
import io.github.holoseg.volume.VolumeGeometry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** Makes frames of a parsed file, or says why it holds none. */
final class FrameExtractor {
  /** Objects that carry pixel data, or geometry, but no scan (PS3.3 C.7.3.1.1.1). */
  private static final Set<String> NOT_A_SCAN =
      Set.of(
          "SEG",
          "RTSTRUCT",
          "RTDOSE",
          "RTPLAN",
          "RTRECORD",
          "RTIMAGE",
          "SR",
          "PR",
          "KO",
          "REG",
          "FID",
          "RWV",
          "DOC",
          "PLAN",
          "M3D",
          "AU",
          "ECG",
          "STAIN",
          "SMR");

  private static final String STORAGE = "1.2.840.10008.5.1.4.1.1.";
  private static final List<String> NOT_A_SCAN_CLASS =
      List.of(STORAGE + "66", STORAGE + "88.", STORAGE + "481.");

  private final DicomHeader header;
  private final DicomDataset data;
  private final Path file;

  private FrameExtractor(DicomHeader header) {
    this.header = header;
    this.data = header.data();
    this.file = header.file();
  }

  /**
   * Why the file is no candidate for a volume: {@code SEG object}, {@code colour image} …
   *
   * @return null if it is one
   * @throws VolumeFormatException if it should be one, but lacks its pixels
   */
  static String reasonToSkip(DicomHeader header) throws VolumeFormatException {
    DicomDataset data = header.data();
    String modality = data.text(Tag.MODALITY);
    String sopClass = data.text(Tag.SOP_CLASS_UID);
    if (data.text(Tag.MEDIA_STORAGE_SOP_CLASS_UID).equals(DicomParser.DICOMDIR)) {
      return SkippedObjects.DIRECTORY;
    }
    if (NOT_A_SCAN.contains(modality)) {
      return modality + " object";
    }
    for (String prefix : NOT_A_SCAN_CLASS) {
      if (sopClass.startsWith(prefix)) {
        return "object without images";
      }
    }
    if (header.pixels() == null) {
      if (data.has(Tag.ROWS) || modality.equals("CT") || modality.equals("MR")) {
        throw new VolumeFormatException(
            header.file(),
            "an image without pixel data (7FE0,0010); the file is truncated or was stripped");
      }
      return "object without images";
    }
    String photometric = data.text(Tag.PHOTOMETRIC_INTERPRETATION);
    if (data.unsigned(Tag.SAMPLES_PER_PIXEL, 1) != 1 || !photometric.startsWith("MONOCHROME")) {
      return "colour image (" + photometric + ")";
    }
    return null;
  }

  /**
   * The frames of a file for which {@link #reasonToSkip} has none.
   *
   * @throws VolumeFormatException naming the element that is missing or wrong
   */
  static List<DicomFrame> frames(DicomHeader header) throws VolumeFormatException {
    return new FrameExtractor(header).frames();
  }

  private List<DicomFrame> frames() throws VolumeFormatException {
    double frames = data.decimal(Tag.NUMBER_OF_FRAMES, 1);
    List<DicomDataset> perFrame = data.items(Tag.PER_FRAME_FUNCTIONAL_GROUPS);
    if (!(frames >= 1 && frames <= 1_000_000) || frames != Math.rint(frames)) {
      throw new VolumeFormatException(file, "Number of Frames (0028,0008) is " + frames);
    }
    if (!perFrame.isEmpty() && perFrame.size() != frames) {
      throw new VolumeFormatException(
          file,
          "Number of Frames (0028,0008) is "
              + (long) frames
              + ", but the per-frame groups (5200,9230) describe "
              + perFrame.size());
    }
    DicomImage image =
        new DicomImage(
            header,
            PixelFormat.of(file, data),
            data.text(Tag.SERIES_INSTANCE_UID),
            data.text(Tag.SOP_INSTANCE_UID),
            data.text(Tag.MODALITY),
            (int) frames,
            data.text(Tag.PHOTOMETRIC_INTERPRETATION).equals("MONOCHROME1"));
    FramePixels.requireSize(image);
    List<DicomFrame> result = new ArrayList<>();
    for (int i = 0; i < image.frameCount(); i++) {
      result.add(frame(image, i, perFrame.isEmpty() ? null : perFrame.get(i)));
    }
    return result;
  }

  /** Of the frame type of an enhanced file, else of the image type. */
  private String kind(DicomDataset from) {
    String[] own = from.texts(Tag.FRAME_TYPE);
    String[] type = own.length > 0 ? own : data.texts(Tag.IMAGE_TYPE);
    if (Arrays.asList(type).contains("LOCALIZER")) {
      return "LOCALIZER";
    }
    return type.length > 2 ? type[2] : "";
  }

  private DicomFrame frame(DicomImage image, int index, DicomDataset own)
      throws VolumeFormatException {
    DicomDataset measures = group(own, Tag.PIXEL_MEASURES_SEQUENCE);
    DicomDataset values = group(own, Tag.PIXEL_VALUE_TRANSFORMATION_SEQUENCE);
    DicomDataset place = group(own, Tag.PLANE_POSITION_SEQUENCE);
    DicomDataset orientation = group(own, Tag.PLANE_ORIENTATION_SEQUENCE);
    double[] spacing = numbers(measures, Tag.PIXEL_SPACING, 2);
    for (int i = 0; spacing != null && i < 2; i++) {
      if (!(spacing[i] > 0)) {
        throw new VolumeFormatException(
            file, "Pixel Spacing (0028,0030) is " + spacing[i] + " mm, must be positive");
      }
    }
    boolean rescaled = values.has(Tag.RESCALE_SLOPE) || values.has(Tag.RESCALE_INTERCEPT);
    double slope = values.decimal(Tag.RESCALE_SLOPE, 1);
    if (slope == 0) {
      throw new VolumeFormatException(
          file, "Rescale Slope (0028,1053) is 0, which would erase the image");
    }
    if (!rescaled && !data.items(Tag.MODALITY_LUT_SEQUENCE).isEmpty()) {
      throw new VolumeFormatException(
          file, "its values need a modality lookup table (0028,3000), which is not supported");
    }
    return new DicomFrame(
        image,
        index,
        image.frameCount() > 1 && place == data ? null : numbers(place, Tag.IMAGE_POSITION, 3),
        unitVectors(numbers(orientation, Tag.IMAGE_ORIENTATION, 6)),
        spacing == null ? Double.NaN : spacing[1],
        spacing == null ? Double.NaN : spacing[0],
        measures.decimal(Tag.SLICE_THICKNESS, Double.NaN),
        slope,
        values.decimal(Tag.RESCALE_INTERCEPT, 0),
        rescaled ? values.text(Tag.RESCALE_TYPE) : null,
        kind(group(own, Tag.CT_IMAGE_FRAME_TYPE_SEQUENCE)),
        own);
  }

  /** The item of a functional group: the frame's own, else the shared one, else the data set. */
  private DicomDataset group(DicomDataset own, int tag) {
    if (own != null && !own.items(tag).isEmpty()) {
      return own.items(tag).get(0);
    }
    for (DicomDataset shared : data.items(Tag.SHARED_FUNCTIONAL_GROUPS)) {
      if (!shared.items(tag).isEmpty()) {
        return shared.items(tag).get(0);
      }
    }
    return data;
  }

  private double[] numbers(DicomDataset from, int tag, int count) throws VolumeFormatException {
    double[] numbers = from.decimals(tag);
    if (numbers != null && numbers.length != count) {
      throw new VolumeFormatException(
          file,
          "element " + Tag.format(tag) + " holds " + numbers.length + " numbers, not " + count);
    }
    return numbers;
  }

  /** Files round to six digits or fewer; larger deviations are an error of the file. */
  private double[] unitVectors(double[] o) throws VolumeFormatException {
    if (o == null) {
      return null;
    }
    double lengthX = Math.sqrt(o[0] * o[0] + o[1] * o[1] + o[2] * o[2]);
    double lengthY = Math.sqrt(o[3] * o[3] + o[4] * o[4] + o[5] * o[5]);
    double cosine = (o[0] * o[3] + o[1] * o[4] + o[2] * o[5]) / (lengthX * lengthY);
    if (!(Math.abs(lengthX - 1) <= 1e-2 && Math.abs(lengthY - 1) <= 1e-2)
        || Math.abs(cosine) > 0.9 * VolumeGeometry.ORTHONORMAL_TOLERANCE) {
      throw new VolumeFormatException(
          file,
          "Image Orientation (0020,0037) is not two unit vectors at right angles: "
              + Arrays.toString(o));
    }
    return new double[] {
      o[0] / lengthX, o[1] / lengthX, o[2] / lengthX, o[3] / lengthY, o[4] / lengthY, o[5] / lengthY
    };
  }
}
