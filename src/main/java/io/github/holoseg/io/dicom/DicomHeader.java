package io.github.holoseg.io.dicom;

import io.github.holoseg.io.Reason;
import io.github.holoseg.io.VolumeFormatException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * What was read of one file: everything before the pixels.
 *
 * @param origin where its bytes are
 * @param syntax how it is encoded
 * @param datasetOffset where the data set starts, after the file meta information
 * @param data the elements, without patient data
 * @param pixels null if the file has none
 */
record DicomHeader(
    DicomFile origin,
    TransferSyntax syntax,
    long datasetOffset,
    DicomDataset data,
    PixelLocation pixels) {

  /** More than any data set that a scanner deflates; keeps a crafted file from filling memory. */
  private static final long MAX_INFLATED = 1 << 30;

  /** Scans deflate to a half or a tenth; a crafted file to a thousandth. */
  private static final long MAX_RATIO = 100;

  private static final long ALWAYS_INFLATED = 64 << 20;

  /** Most bytes that so many packed ones are inflated to. */
  static long largestInflated(long packed) {
    long most = Math.max(ALWAYS_INFLATED, MAX_RATIO * packed);
    return Math.min(most, Math.min(MAX_INFLATED, Runtime.getRuntime().maxMemory() / 4));
  }

  /** For messages. */
  Path file() {
    return origin.path();
  }

  /** Whether {@link #openData} holds the file in memory, as a source that threads may share. */
  boolean isInflated() {
    return syntax.header() == TransferSyntax.Header.DEFLATED
        || !(origin instanceof DicomFile.OnDisk);
  }

  /** The bytes to which {@link #pixels} points. */
  ByteSource openData() throws IOException {
    return data(file(), origin.openWhole(), syntax, datasetOffset);
  }

  /**
   * The file itself, or for a deflated one its data set in memory, starting at position 0.
   *
   * @param bytes of the file; closed if they are not what is returned
   */
  static ByteSource data(Path file, ByteSource bytes, TransferSyntax syntax, long datasetOffset)
      throws IOException {
    if (syntax.header() != TransferSyntax.Header.DEFLATED) {
      return bytes;
    }
    try (bytes) {
      return ByteSource.of(inflate(file, bytes, datasetOffset));
    }
  }

  private static byte[] inflate(Path file, ByteSource source, long start) throws IOException {
    byte[] in = new byte[1 << 14];
    byte[] out = new byte[1 << 20];
    long most = largestInflated(source.length());
    int count = 0;
    long position = start;
    Inflater inflater = new Inflater(true);
    try {
      while (!inflater.finished()) {
        if (inflater.needsInput()) {
          int n = (int) Math.min(in.length, source.length() - position);
          if (n <= 0) {
            throw new VolumeFormatException(
                file, "byte " + position + ": the deflated data set is truncated");
          }
          source.readFully(position, in, 0, n);
          inflater.setInput(in, 0, n);
          position += n;
        }
        if (count == out.length) {
          if (count >= most) {
            throw new VolumeFormatException(
                file,
                "its "
                    + source.length()
                    + " bytes inflate to more than "
                    + (most >> 20)
                    + " MiB; inflate it with dcmconv +te");
          }
          out = Arrays.copyOf(out, (int) Math.min(most, 2L * count));
        }
        int n = inflater.inflate(out, count, out.length - count);
        if (n == 0 && inflater.needsDictionary()) {
          throw new VolumeFormatException(file, "the deflated data set asks for a dictionary");
        }
        count += n;
      }
    } catch (DataFormatException e) {
      throw new VolumeFormatException(
          file,
          "near byte " + position + ": the deflated data set is damaged (" + Reason.of(e) + ")",
          e);
    } finally {
      inflater.end();
    }
    return Arrays.copyOf(out, count);
  }
}
