package io.github.holoseg.io.bioformats;

import io.github.holoseg.volume.Modality;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;

/**
 * ECAT 7 image volumes (PET). Observed with Bio-Formats 7.3.1: signed voxels are called unsigned,
 * scale and calibration factor are not applied, sizes in cm are called micrometres; frames after
 * the first are looked for at fixed places, without their own scale factors.
 *
 * <p>Values become voxel x scale factor x calibration factor, as in nibabel 5.4.2 (ecat.py).
 */
final class EcatRule implements FormatRule {
  private static final int HEADERS = 1536;
  private static final int FIRST_BLOCK = 512 + 16 + 4;
  private static final int VOLUME_16 = 7;

  @Override
  public void correct(StoredImage image) throws IOException {
    double kind = image.number("File type");
    if (kind != VOLUME_16) {
      throw image.refusal(
          "is an ECAT 7 file of type " + (int) kind + "; only image volumes (type 7) are read");
    }
    if (image.volumes > 1
        || image.number("Number of gates") > 1
        || image.number("Number of bed positions") > 0) {
      throw image.refusal(
          "holds several frames, gates or bed positions with scale factors of their own, which"
              + " Bio-Formats does not read; split it first");
    }
    ByteBuffer h = Head.exactly(image.source, HEADERS, ByteOrder.BIG_ENDIAN);
    if (h.getInt(FIRST_BLOCK) != 3) {
      throw image.refusal(
          "its first frame is in block "
              + h.getInt(FIRST_BLOCK)
              + ", Bio-Formats looks for it in block 3");
    }
    image.requireBytes(Files.size(image.source) - HEADERS);
    image.type = io.github.holoseg.io.raster.SampleType.INT16;
    double scale = image.number("Scale factor");
    double calibration = image.number("Calibration factor");
    if (!(scale > 0) || Double.isInfinite(scale)) {
      throw image.refusal("has a scale factor of " + scale);
    }
    image.slope = calibration > 0 && !Double.isInfinite(calibration) ? scale * calibration : scale;
    image.setSpacing(
        10,
        image.number("X pixel size"),
        image.number("Y pixel size"),
        image.number("Z pixel size"));
    image.modality = Modality.OTHER;
    image.unitKnown = true;
    image.properties.put("modality", "PET");
    image.properties.put("unit", image.text("Data units"));
    image.properties.put("ecat_patient_orientation", image.text("Patient orientation"));
  }
}
