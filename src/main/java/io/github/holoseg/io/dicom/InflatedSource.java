package io.github.holoseg.io.dicom;

import io.github.holoseg.io.Reason;
import io.github.holoseg.io.VolumeFormatException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;

/**
 * An entry of a zip archive, inflated up to the last byte that was asked for: of a plain image only
 * the header is. Not thread-safe.
 */
final class InflatedSource implements ByteSource {
  private static final int MAX_LENGTH = 1 << 30;

  /** Deflate packs at most 1032 bytes into one. */
  private static final long MAX_RATIO = 1032;

  private static final int STEP = 1 << 14;

  /** Hears of bytes that were inflated, and may object. */
  interface Counter {
    void add(int bytes) throws IOException;
  }

  private final Path path;
  private final ZipEntry entry;
  private final InputStream in;
  private final Counter counter;
  private byte[] bytes = new byte[STEP];
  private int count;

  /**
   * @param path for messages
   * @throws VolumeFormatException if the length that the archive announces is impossible or too
   *     large
   */
  InflatedSource(Path path, ZipEntry entry, InputStream in, Counter counter) throws IOException {
    this.path = path;
    this.entry = entry;
    this.in = in;
    this.counter = counter;
    if (entry.getSize() > MAX_LENGTH) {
      in.close();
      throw new VolumeFormatException(
          path, "is larger than 1 GiB, the most that is read from an archive; unpack it first");
    }
    if (entry.getSize() > MAX_RATIO * (entry.getCompressedSize() + 1)) {
      in.close();
      throw new VolumeFormatException(
          path,
          "cannot hold the "
              + entry.getSize()
              + " bytes that the archive announces; the archive is damaged");
    }
    long most = DicomHeader.largestInflated(entry.getCompressedSize());
    if (entry.getSize() > most) {
      in.close();
      throw new VolumeFormatException(
          path, "inflates to more than " + (most >> 20) + " MiB in the archive; unpack it first");
    }
  }

  @Override
  public long length() {
    return entry.getSize();
  }

  @Override
  public void readFully(long position, byte[] target, int offset, int n) throws IOException {
    if (position < 0 || position + n > length()) {
      throw new EOFException();
    }
    inflateTo((int) position + n);
    System.arraycopy(bytes, (int) position, target, offset, n);
  }

  /**
   * All bytes.
   *
   * @throws VolumeFormatException if they are not those that were packed
   */
  byte[] all() throws IOException {
    inflateTo((int) length());
    CRC32 crc = new CRC32();
    crc.update(bytes, 0, count);
    if (crc.getValue() != entry.getCrc() || read(new byte[1], 0, 1) >= 0) {
      throw new VolumeFormatException(
          path, "its bytes do not agree with the archive's checksum; the archive is damaged");
    }
    return bytes.length == count ? bytes : Arrays.copyOf(bytes, count);
  }

  private void inflateTo(int wanted) throws IOException {
    while (count < wanted) {
      if (count == bytes.length) {
        bytes = Arrays.copyOf(bytes, (int) Math.min(length(), 2L * count));
      }
      int n = read(bytes, count, Math.min(bytes.length, Math.max(wanted, STEP)) - count);
      if (n < 0) {
        throw new VolumeFormatException(
            path, "ends after " + count + " of " + length() + " bytes; the archive is damaged");
      }
      counter.add(n);
      count += n;
    }
  }

  private int read(byte[] target, int offset, int n) throws IOException {
    try {
      return in.read(target, offset, n);
    } catch (java.util.zip.ZipException | EOFException e) {
      throw new VolumeFormatException(
          path, "cannot be inflated (" + Reason.of(e) + "); the archive is damaged", e);
    }
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
