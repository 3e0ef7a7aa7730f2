package io.github.holoseg.io.dicom;

import java.util.List;

/**
 * How a DICOM file is encoded (PS3.5 section 10 and annex A).
 *
 * @param uid the value of (0002,0010)
 * @param name as PS3.6 gives it
 * @param header how the elements are written
 * @param compression how the pixels are written
 * @param lossy whether the pixels may differ from those of the scanner
 */
record TransferSyntax(
    String uid, String name, Header header, Compression compression, boolean lossy) {

  /** Encodings of the data elements. */
  enum Header {
    IMPLICIT_LITTLE,
    EXPLICIT_LITTLE,
    EXPLICIT_BIG,
    DEFLATED
  }

  /** Encodings of the pixels. */
  enum Compression {
    NONE,
    RLE,
    JPEG_DCT,
    JPEG_LOSSLESS,
    JPEG_LS,
    JPEG_2000,
    /** One that this reader cannot decode. */
    OTHER
  }

  private static final String ROOT = "1.2.840.10008.1.2";

  static final TransferSyntax IMPLICIT_LITTLE =
      new TransferSyntax(
          ROOT, "Implicit VR Little Endian", Header.IMPLICIT_LITTLE, Compression.NONE, false);
  static final TransferSyntax EXPLICIT_LITTLE =
      new TransferSyntax(
          ROOT + ".1",
          "Explicit VR Little Endian",
          Header.EXPLICIT_LITTLE,
          Compression.NONE,
          false);

  private static final List<TransferSyntax> KNOWN =
      List.of(
          IMPLICIT_LITTLE,
          EXPLICIT_LITTLE,
          new TransferSyntax(
              ROOT + ".2", "Explicit VR Big Endian", Header.EXPLICIT_BIG, Compression.NONE, false),
          new TransferSyntax(
              ROOT + ".1.99",
              "Deflated Explicit VR Little Endian",
              Header.DEFLATED,
              Compression.NONE,
              false),
          packed(".5", "RLE Lossless", Compression.RLE, false),
          packed(".4.50", "JPEG Baseline (Process 1)", Compression.JPEG_DCT, true),
          packed(".4.51", "JPEG Extended (Process 2 and 4)", Compression.JPEG_DCT, true),
          packed(
              ".4.53",
              "JPEG Spectral Selection (Process 6 and 8, retired)",
              Compression.OTHER,
              true),
          packed(
              ".4.55",
              "JPEG Full Progression (Process 10 and 12, retired)",
              Compression.OTHER,
              true),
          packed(".4.57", "JPEG Lossless (Process 14)", Compression.JPEG_LOSSLESS, false),
          packed(
              ".4.70",
              "JPEG Lossless (Process 14, first-order prediction)",
              Compression.JPEG_LOSSLESS,
              false),
          packed(".4.80", "JPEG-LS Lossless", Compression.JPEG_LS, false),
          packed(".4.81", "JPEG-LS Near-lossless", Compression.JPEG_LS, true),
          packed(".4.90", "JPEG 2000 (lossless only)", Compression.JPEG_2000, false),
          packed(".4.91", "JPEG 2000", Compression.JPEG_2000, true),
          packed(".4.92", "JPEG 2000 Multi-component (lossless)", Compression.OTHER, false),
          packed(".4.93", "JPEG 2000 Multi-component", Compression.OTHER, true),
          packed(".4.110", "JPEG XL Lossless", Compression.OTHER, false),
          packed(".4.111", "JPEG XL JPEG Recompression", Compression.OTHER, true),
          packed(".4.112", "JPEG XL", Compression.OTHER, true),
          packed(".4.201", "High-Throughput JPEG 2000 (lossless only)", Compression.OTHER, false),
          packed(
              ".4.202", "High-Throughput JPEG 2000 RPCL (lossless only)", Compression.OTHER, false),
          packed(".4.203", "High-Throughput JPEG 2000", Compression.OTHER, true));

  private static TransferSyntax packed(
      String suffix, String name, Compression compression, boolean lossy) {
    return new TransferSyntax(ROOT + suffix, name, Header.EXPLICIT_LITTLE, compression, lossy);
  }

  /**
   * The syntax with this UID. One that is not in the list has a header like every compressed syntax
   * of the standard (explicit, little endian), so that the file can still be listed by name.
   */
  static TransferSyntax of(String uid) {
    for (TransferSyntax syntax : KNOWN) {
      if (syntax.uid.equals(uid)) {
        return syntax;
      }
    }
    return new TransferSyntax(
        uid, "unknown transfer syntax", Header.EXPLICIT_LITTLE, Compression.OTHER, true);
  }

  boolean isBigEndian() {
    return header == Header.EXPLICIT_BIG;
  }

  /** Name and UID, for messages. */
  @Override
  public String toString() {
    return name + " (" + uid + ")";
  }
}
