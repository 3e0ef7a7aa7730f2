package io.github.holoseg.io.raster;

import io.github.holoseg.io.Reason;
import io.github.holoseg.io.VolumeFormatException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.zip.ZipException;

/** The unpacked bytes of data files, one after the other; an equal number of bytes from each. */
final class DataStream extends InputStream {
  private final List<DataFile> files;
  private final Encoding encoding;
  private final SampleType type;
  private final long bytesPerFile;
  private int index = -1;
  private InputStream current;
  private long left;
  private boolean surplus;

  DataStream(List<DataFile> files, Encoding encoding, SampleType type, long bytesPerFile) {
    this.files = files;
    this.encoding = encoding;
    this.type = type;
    this.bytesPerFile = bytesPerFile;
  }

  /** Whether a file that was read to its end held more than announced. */
  boolean hadSurplus() {
    return surplus;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] to, int at, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (left == 0 && !next()) {
      return -1;
    }
    int n;
    try {
      n = current.read(to, at, (int) Math.min(length, left));
    } catch (EOFException e) {
      // A packed stream that breaks off.
      n = -1;
    } catch (ZipException e) {
      throw damaged(e);
    }
    if (n < 0) {
      throw truncated();
    }
    left -= n;
    if (left == 0) {
      end();
    }
    return n;
  }

  @Override
  public void close() throws IOException {
    if (current != null) {
      current.close();
      current = null;
    }
  }

  private boolean next() throws IOException {
    if (index + 1 == files.size()) {
      return false;
    }
    index++;
    left = bytesPerFile;
    DataFile file = files.get(index);
    try {
      InputStream packed = file.open(bytesPerFile);
      try {
        current = encoding.unpack(packed, type);
      } catch (IOException e) {
        packed.close();
        throw e;
      }
      current.skipNBytes(file.unpackedSkip());
    } catch (EOFException e) {
      throw truncated();
    } catch (ZipException e) {
      throw damaged(e);
    }
    return true;
  }

  /** At the end of a packed stream its checksum is compared; without this nobody would. */
  private void end() throws IOException {
    try {
      surplus |= current.read() >= 0;
    } catch (EOFException e) {
      throw new VolumeFormatException(
          files.get(index).path(),
          "is truncated, the end of its " + encoding.title() + " data is missing",
          e);
    } catch (ZipException e) {
      throw damaged(e);
    }
    close();
  }

  private VolumeFormatException truncated() {
    return new VolumeFormatException(
        files.get(index).path(),
        String.format(
            Locale.ROOT,
            "is truncated, its header announces %d bytes of voxels, the file has %d",
            bytesPerFile,
            bytesPerFile - left));
  }

  private VolumeFormatException damaged(ZipException e) {
    return new VolumeFormatException(
        files.get(index).path(),
        String.format(
            Locale.ROOT,
            "its %s data is damaged (%s); fetch or copy it again",
            encoding.title(),
            Reason.of(e)),
        e);
  }
}
