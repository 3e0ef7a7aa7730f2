package io.github.holoseg.io.dicom;

import io.github.holoseg.io.VolumeFormatException;
import java.nio.file.Path;

/**
 * Turns the stored bytes of one frame into pixel values. Stateless and thread-safe.
 *
 * <p>To add a compression: implement this, and name it in {@link #of}. A decoder checks the size
 * that the compressed stream itself claims against the format before it allocates.
 */
interface PixelDecoder {
  /**
   * @param bytes of one frame
   * @param format of the image
   * @param values receives {@code rows * columns} stored values, line by line, sign-extended
   * @throws PixelException if the bytes are damaged or not what the header says
   */
  void decode(byte[] bytes, PixelFormat format, int[] values) throws PixelException;

  /**
   * The decoder of a transfer syntax.
   *
   * @throws VolumeFormatException if there is none; says how to convert the file
   */
  static PixelDecoder of(Path file, TransferSyntax syntax) throws VolumeFormatException {
    return switch (syntax.compression()) {
      case NONE, PLAIN_FRAGMENTS -> new NativePixelDecoder(syntax.hasBigEndianPixels());
      case DEFLATED_FRAGMENTS -> new DeflatedPixelDecoder();
      case RLE -> new RlePixelDecoder();
      case JPEG_DCT, JPEG_LOSSLESS -> new JpegPixelDecoder();
      case JPEG_LS -> new JpegLsPixelDecoder();
      case JPEG_2000 -> new Jpeg2000PixelDecoder();
      default ->
          throw new VolumeFormatException(
              file,
              "its pixels are compressed as "
                  + syntax
                  + ", which Holoseg cannot decode; "
                  + remedy(syntax));
    };
  }

  /** Each tool was tried on a file in that syntax; see docs/formats.md. */
  private static String remedy(TransferSyntax syntax) {
    return switch (syntax.uid()) {
      case "1.2.840.10008.1.2.4.53", "1.2.840.10008.1.2.4.55" ->
          "convert it first with dcmdjpeg IN OUT (DCMTK) or gdcmconv --raw IN OUT (GDCM)";
      case "1.2.840.10008.1.2.4.92",
          "1.2.840.10008.1.2.4.93",
          "1.2.840.10008.1.2.4.201",
          "1.2.840.10008.1.2.4.202",
          "1.2.840.10008.1.2.4.203" ->
          "convert it first with gdcmconv --raw IN OUT (GDCM 3.2 or later)";
      default -> "let the archive export it as Explicit VR Little Endian";
    };
  }

  /** Damaged pixels; the caller adds the file. */
  final class PixelException extends Exception {
    private static final long serialVersionUID = 1;

    PixelException(String message) {
      super(message);
    }

    PixelException(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
