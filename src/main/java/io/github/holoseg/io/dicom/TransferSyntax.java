package io.github.holoseg.io.dicom;

import java.util.List;
import java.util.Map;

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
    /** Uncompressed, but each frame in fragments. */
    PLAIN_FRAGMENTS,
    /** Each frame deflated by itself. */
    DEFLATED_FRAGMENTS,
    /** One that this reader cannot decode. */
    OTHER
  }

  private static final String ROOT = "1.2.840.10008.1.2";
  private static final String GE_BIG_ENDIAN = "1.2.840.113619.5.2";

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
          // Private, but found in archives of older GE scanners.
          new TransferSyntax(
              GE_BIG_ENDIAN,
              "GE private, Implicit VR Little Endian with Big Endian Pixel Data",
              Header.IMPLICIT_LITTLE,
              Compression.NONE,
              false),
          packed(
              ".1.98",
              "Encapsulated Uncompressed Explicit VR Little Endian",
              Compression.PLAIN_FRAGMENTS,
              false),
          packed(".8.1", "Deflated Image Frame Compression", Compression.DEFLATED_FRAGMENTS, false),
          packed(".5", "RLE Lossless", Compression.RLE, false),
          packed(".4.50", "JPEG Baseline (Process 1)", Compression.JPEG_DCT, true),
          packed(".4.51", "JPEG Extended (Process 2 and 4)", Compression.JPEG_DCT, true),
          packed(".4.52", "JPEG Extended (Process 3 and 5, retired)", Compression.OTHER, true),
          packed(
              ".4.54",
              "JPEG Spectral Selection (Process 7 and 9, retired)",
              Compression.OTHER,
              true),
          packed(
              ".4.56",
              "JPEG Full Progression (Process 11 and 13, retired)",
              Compression.OTHER,
              true),
          packed(".4.58", "JPEG Lossless (Process 15, retired)", Compression.OTHER, false),
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

  /** Families that hold no scans or were never used, by the beginning of their UIDs. */
  private static final List<Map.Entry<String, String>> FAMILIES =
      List.of(
          Map.entry(ROOT + ".4.59", "JPEG Hierarchical (retired)"),
          Map.entry(ROOT + ".4.6", "JPEG Hierarchical (retired)"),
          Map.entry(ROOT + ".4.94", "JPIP Referenced"),
          Map.entry(ROOT + ".4.95", "JPIP Referenced Deflate"),
          Map.entry(ROOT + ".4.100", "MPEG2 video"),
          Map.entry(ROOT + ".4.101", "MPEG2 video"),
          Map.entry(ROOT + ".4.107", "HEVC video"),
          Map.entry(ROOT + ".4.108", "HEVC video"),
          Map.entry(ROOT + ".4.10", "MPEG-4 video"),
          Map.entry(ROOT + ".4.20", "JPIP HTJ2K Referenced"));

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
    String family =
        FAMILIES.stream()
            .filter(entry -> uid.startsWith(entry.getKey()))
            .map(Map.Entry::getValue)
            .findFirst()
            .orElse("unknown transfer syntax");
    return new TransferSyntax(uid, family, Header.EXPLICIT_LITTLE, Compression.OTHER, true);
  }

  /** Whether multi-byte pixels are. */
  boolean hasBigEndianPixels() {
    return isBigEndian() || uid.equals(GE_BIG_ENDIAN);
  }

  /** Whether multi-byte elements are. */
  boolean isBigEndian() {
    return header == Header.EXPLICIT_BIG;
  }

  /** Name and UID, for messages. */
  @Override
  public String toString() {
    return name + " (" + uid + ")";
  }
}
