package io.github.holoseg.io.raster;

import io.github.holoseg.io.VolumeFormatException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * A file in which voxels lie, or a part of them.
 *
 * @param path the file
 * @param start bytes before the packed voxels; {@link #FROM_THE_END}: they are the last bytes
 * @param lines lines to be skipped after {@code start}
 * @param unpackedSkip bytes to be skipped after unpacking
 */
public record DataFile(Path path, long start, long lines, long unpackedSkip) {
  /** Only for voxels that are not packed. */
  public static final long FROM_THE_END = -1;

  /**
   * The data file that a header names.
   *
   * @param header its folder is where the name counts from
   * @throws VolumeFormatException if there is none, or it lies outside the header's folder: a
   *     header from elsewhere shall not open any file of this computer
   */
  public static Path beside(Path header, String name) throws IOException {
    Path folder = header.toAbsolutePath().normalize().getParent();
    String shown = HeaderLines.shown(name);
    Path file;
    try {
      file = folder.resolve(name).normalize();
    } catch (InvalidPathException e) {
      throw new VolumeFormatException(
          header, "names '" + shown + "' as its data file, which is no file name");
    }
    if (!file.startsWith(folder)) {
      throw new VolumeFormatException(
          header,
          "names '"
              + shown
              + "' as its data file, which lies outside its folder; put the file beside the header"
              + " and correct the name in it");
    }
    if (file.equals(header.toAbsolutePath().normalize())) {
      throw new VolumeFormatException(header, "names itself as its data file");
    }
    if (!Files.isRegularFile(file)) {
      throw new VolumeFormatException(
          header, "its data file '" + shown + "' is not there; it belongs beside the header");
    }
    return file;
  }

  /** Packed bytes that follow {@code start} at most. */
  long packedBytes(long unpackedBytes) throws IOException {
    long size = Files.size(path);
    return start == FROM_THE_END ? Math.min(size, unpackedBytes) : Math.max(0, size - start);
  }

  /** At the first packed byte. */
  InputStream open(long unpackedBytes) throws IOException {
    InputStream in = Files.newInputStream(path);
    try {
      in.skipNBytes(start == FROM_THE_END ? Files.size(path) - unpackedBytes : start);
      return lines == 0 ? in : afterLines(in);
    } catch (IOException e) {
      in.close();
      throw e;
    }
  }

  private InputStream afterLines(InputStream in) throws IOException {
    InputStream buffered = new java.io.BufferedInputStream(in, 1 << 16);
    for (long left = lines; left > 0; left--) {
      int c = buffered.read();
      while (c >= 0 && c != '\n') {
        c = buffered.read();
      }
      if (c < 0) {
        throw new EOFException("ends within the lines to be skipped");
      }
    }
    return buffered;
  }
}
