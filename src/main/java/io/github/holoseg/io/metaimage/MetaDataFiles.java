package io.github.holoseg.io.metaimage;

import io.github.holoseg.io.VolumeFormatException;
import io.github.holoseg.io.raster.DataFile;
import io.github.holoseg.io.raster.Encoding;
import io.github.holoseg.io.raster.FilePattern;
import io.github.holoseg.io.raster.HeaderLines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Which files {@code ElementDataFile} means: the header's own, another one, or many. */
final class MetaDataFiles {
  private MetaDataFiles() {}

  /**
   * @param dim sizes along all axes
   */
  static List<DataFile> of(MetaHeader header, long[] dim, Encoding encoding, Path source)
      throws IOException {
    long headerSize = header.integer(0, "HeaderSize");
    if (headerSize < -1 || headerSize == -1 && encoding != Encoding.RAW) {
      throw new VolumeFormatException(
          source,
          headerSize == -1
              ? "its header has HeaderSize = -1, which only voxels in plain binary may have"
              : "its header has HeaderSize = " + headerSize);
    }
    String value = header.text("ElementDataFile");
    if (value.equalsIgnoreCase("LOCAL")) {
      long start = headerSize == 0 ? header.end() : headerSize;
      DataFile local = new DataFile(source, start, 0, 0);
      requireWhole(header, local, source);
      return List.of(local);
    }
    List<DataFile> files = new ArrayList<>();
    for (String name : names(header, value, dim, source)) {
      files.add(new DataFile(DataFile.beside(source, name), headerSize, 0, 0));
    }
    if (files.size() == 1) {
      requireWhole(header, files.get(0), source);
    }
    return files;
  }

  private static List<String> names(MetaHeader header, String value, long[] dim, Path source)
      throws VolumeFormatException {
    String[] words = value.split("\\s+");
    if (words[0].equalsIgnoreCase("LIST")) {
      int together = dim.length - 1;
      if (words.length > 1) {
        String number = words[1].toUpperCase(Locale.ROOT).replaceFirst("D$", "");
        together = number.matches("[0-9]") ? Integer.parseInt(number) : -1;
      }
      if (together < 1 || together > dim.length) {
        throw new VolumeFormatException(
            source, "its header has ElementDataFile = " + HeaderLines.shown(value));
      }
      requireCount(header.listed(), dim, together, source);
      return header.listed();
    }
    if (!value.contains("%")) {
      return List.of(value);
    }
    try {
      if (value.indexOf('\0') < 0 && Files.exists(source.resolveSibling(value))) {
        return List.of(value);
      }
      long last = dim[dim.length - 1];
      long min = words.length > 1 ? FilePattern.number(words[1]) : 1;
      long max = words.length > 2 ? FilePattern.number(words[2]) : min + last - 1;
      long step = words.length > 3 ? FilePattern.number(words[3]) : 1;
      List<String> names = FilePattern.expand(words[0], min, max, step);
      requireCount(names, dim, dim.length - 1, source);
      return names;
    } catch (IllegalArgumentException e) {
      throw new VolumeFormatException(
          source, "its ElementDataFile is not understood: " + e.getMessage());
    }
  }

  private static void requireCount(List<String> names, long[] dim, int together, Path source)
      throws VolumeFormatException {
    double wanted = 1;
    for (int i = together; i < dim.length; i++) {
      wanted *= dim[i];
    }
    if (names.size() != wanted) {
      throw new VolumeFormatException(
          source,
          String.format(
              Locale.ROOT,
              "names %d data files, by its DimSize it has %.0f",
              names.size(),
              wanted));
    }
  }

  private static void requireWhole(MetaHeader header, DataFile file, Path source)
      throws IOException {
    long packed = header.integer(0, "CompressedDataSize");
    long there = Files.size(file.path()) - Math.max(0, file.start());
    if (packed > there) {
      throw new VolumeFormatException(
          file.path(),
          String.format(
              Locale.ROOT,
              "is truncated, its header announces %d bytes of compressed voxels, the file has %d",
              packed,
              Math.max(0, there)));
    }
  }
}
