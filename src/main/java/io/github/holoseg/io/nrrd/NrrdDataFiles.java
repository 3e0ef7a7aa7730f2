package io.github.holoseg.io.nrrd;

import io.github.holoseg.io.VolumeFormatException;
import io.github.holoseg.io.raster.DataFile;
import io.github.holoseg.io.raster.Encoding;
import io.github.holoseg.io.raster.FilePattern;
import io.github.holoseg.io.raster.HeaderLines;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Where the voxels lie: behind the header, in a data file, in many; and what is to be skipped. */
final class NrrdDataFiles {
  private final NrrdHeader header;
  private final long[] sizes;
  private final Encoding encoding;
  private final Path source;

  /**
   * @param sizes along all axes
   */
  NrrdDataFiles(NrrdHeader header, long[] sizes, Encoding encoding, Path source) {
    this.header = header;
    this.sizes = sizes;
    this.encoding = encoding;
    this.source = source;
  }

  List<DataFile> list() throws IOException {
    if (!header.isDetached()) {
      return List.of(file(source, header.end()));
    }
    List<DataFile> files = new ArrayList<>();
    for (String name : names()) {
      files.add(file(DataFile.beside(source, name), 0));
    }
    return files;
  }

  private DataFile file(Path path, long start) throws VolumeFormatException {
    long lines = skip("lineskip", 0);
    long bytes = skip("byteskip", -1);
    if (bytes < 0) {
      if (encoding != Encoding.RAW) {
        throw new VolumeFormatException(
            source, "its header has 'byte skip: -1', which only the encoding raw may have");
      }
      return new DataFile(path, DataFile.FROM_THE_END, 0, 0);
    }
    boolean text = encoding == Encoding.ASCII || encoding == Encoding.HEX;
    if (text && bytes > 0 && lines > 0) {
      throw new VolumeFormatException(
          source, "skips lines and bytes of voxels in text, which is not supported");
    }
    return text
        ? new DataFile(path, start + bytes, lines, 0)
        : new DataFile(path, start, lines, bytes);
  }

  private long skip(String field, long least) throws VolumeFormatException {
    long[] value = header.integers(field, 1);
    long skip = value == null ? 0 : value[0];
    if (skip < least || skip > Long.MAX_VALUE / 4) {
      throw header.bad(field, "a number of at least " + least);
    }
    return skip;
  }

  private List<String> names() throws VolumeFormatException {
    String text = header.text("datafile");
    String[] words = text.split("\\s+");
    int n = words.length;
    if (words[0].equals("LIST")) {
      requireCount(header.listed().size(), n > 1 ? words[1] : null);
      return header.listed();
    }
    if (!words[0].contains("%") || n < 4 || n > 5) {
      return List.of(text);
    }
    try {
      List<String> names =
          FilePattern.expand(
              words[0],
              FilePattern.number(words[1]),
              FilePattern.number(words[2]),
              FilePattern.number(words[3]));
      requireCount(names.size(), n > 4 ? words[4] : null);
      return names;
    } catch (IllegalArgumentException e) {
      throw new VolumeFormatException(
          source, "its 'data file' is not understood: " + e.getMessage());
    }
  }

  /**
   * @param together the number of axes in each file, null: all but the last
   */
  private void requireCount(int count, String together) throws VolumeFormatException {
    int axes = sizes.length - 1;
    if (together != null) {
      axes = together.matches("[0-9]{1,2}") ? Integer.parseInt(together) : 0;
    }
    if (axes < 1 || axes > sizes.length) {
      throw header.bad("datafile", "a number of axes from 1 to " + sizes.length);
    }
    double wanted = 1;
    for (int i = axes; i < sizes.length; i++) {
      wanted *= sizes[i];
    }
    // With all axes in each file, each is a slab along the last one.
    boolean slabs = axes == sizes.length && count > 0 && sizes[axes - 1] % count == 0;
    if (count != wanted && !slabs) {
      throw new VolumeFormatException(
          source,
          String.format(
              java.util.Locale.ROOT,
              "names %d data files, which does not fit its sizes (%s)",
              count,
              HeaderLines.shown(header.text("sizes"))));
    }
  }
}
