package io.github.holoseg.io.bioformats;

import java.io.IOException;
import java.nio.file.Path;

/**
 * What Holoseg knows about one format beyond what Bio-Formats 7.3.1 says: observed mistakes are
 * corrected, what cannot be corrected is refused or warned of. Stateless.
 */
interface FormatRule {
  /**
   * Looks at the file before Bio-Formats does, which may allocate whatever a header asks for.
   *
   * @param source the file that the user named
   */
  default void before(Path source) throws IOException {}

  /** Corrects the description; sizes are checked against the file here. */
  void correct(StoredImage image) throws IOException;

  /**
   * @param reader simple name of the class of Bio-Formats that reads the file
   */
  static FormatRule of(String reader) {
    return switch (reader) {
      case "OMETiffReader", "TiffDelegateReader", "TiffReader" -> new TiffRule();
      case "AnalyzeReader" -> new AnalyzeRule();
      case "Ecat7Reader" -> new EcatRule();
      case "AIMReader" -> new AimRule();
      case "MicroCTReader" -> new VffRule();
      case "InveonReader" -> new InveonRule();
      case "INRReader" -> new InrRule();
      case "MRCReader" -> new MrcRule();
      case "MINCReader" -> new MincRule();
      case "AmiraReader" -> new AmiraRule();
      case "FitsReader" -> new FitsRule();
      case "NiftiReader" -> new NiftiRule();
      case "DicomReader" -> new DicomRule();
      default -> new OtherRule();
    };
  }

  /** A format that nobody here has looked at. */
  final class OtherRule implements FormatRule {
    @Override
    public void correct(StoredImage image) {
      image.warnings.add(
          "its format is not among those that Holoseg has verified: values and sizes are what"
              + " Bio-Formats says");
    }
  }

  /** Only on request: our own reader knows rescaling, order and place of slices. */
  final class DicomRule implements FormatRule {
    @Override
    public void correct(StoredImage image) {
      image.warnings.add(
          "read through Bio-Formats: one DICOM file, without rescaling and without its position");
    }
  }

  /** Only on request: our own reader knows scaling and placement. */
  final class NiftiRule implements FormatRule {
    @Override
    public void correct(StoredImage image) throws IOException {
      // Floats of the header, handed on as text.
      double slope = (float) image.number("Scale slope");
      double intercept = (float) image.number("Scale intercept");
      if (slope != 0 && Double.isFinite(slope) && (slope != 1 || intercept != 0)) {
        image.slope = slope;
        image.intercept = intercept;
        image.warnings.add("values are scaled by " + slope + " x + " + intercept);
      }
      image.warnings.add("read through Bio-Formats: its sform and qform are not used");
    }
  }
}
