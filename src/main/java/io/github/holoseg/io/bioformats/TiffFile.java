package io.github.holoseg.io.bioformats;

import io.github.holoseg.io.VolumeFormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import loci.formats.FormatException;
import loci.formats.tiff.IFD;
import loci.formats.tiff.IFDList;
import loci.formats.tiff.TiffParser;

/**
 * What Bio-Formats does not say about a TIFF. Observed with 7.3.1: planes that a truncated OME-TIFF
 * lacks are read as zeros, without a word; and of an ImageJ stack the z spacing is taken as
 * micrometres whatever the file's unit, while x and y are right.
 */
final class TiffFile {
  private static final Map<String, Double> IMAGEJ_UNITS_IN_MM =
      Map.ofEntries(
          Map.entry("nm", 1e-6),
          Map.entry("um", 1e-3),
          Map.entry("\u00b5m", 1e-3),
          Map.entry("\u03bcm", 1e-3),
          Map.entry("\\u00B5m", 1e-3),
          Map.entry("micron", 1e-3),
          Map.entry("microns", 1e-3),
          Map.entry("micrometer", 1e-3),
          Map.entry("mm", 1.0),
          Map.entry("millimeter", 1.0),
          Map.entry("cm", 10.0),
          Map.entry("m", 1000.0),
          Map.entry("inch", 25.4));

  private final int pages;
  private final String comment;

  private TiffFile(int pages, String comment) {
    this.pages = pages;
    this.comment = comment;
  }

  static boolean isTiff(Path file) throws IOException {
    try (var in = Files.newInputStream(file)) {
      byte[] head = in.readNBytes(4);
      return head.length == 4
          && (head[0] == 'I' && head[1] == 'I' && (head[2] == 42 || head[2] == 43)
              || head[0] == 'M' && head[1] == 'M' && (head[3] == 42 || head[3] == 43));
    }
  }

  /**
   * @throws VolumeFormatException if a strip or tile lies beyond the end of the file
   */
  static TiffFile open(Path file) throws IOException, FormatException {
    long length = Files.size(file);
    try (TiffParser parser = new TiffParser(file.toString())) {
      IFDList pages = parser.getMainIFDs();
      String comment = "";
      for (int page = 0; page < pages.size(); page++) {
        IFD ifd = pages.get(page);
        parser.fillInIFD(ifd);
        long end = endOfStrips(ifd);
        if (end > length) {
          throw new VolumeFormatException(
              file,
              String.format(
                  "is truncated, page %d of %d ends at byte %d, the file has %d bytes",
                  page + 1, pages.size(), end, length));
        }
        if (page == 0 && ifd.getComment() != null) {
          comment = ifd.getComment();
        }
      }
      // Bio-Formats would take what is left for a plain TIFF, without voxel sizes.
      if (comment.contains("<OME") && !comment.contains("</OME>")) {
        throw new VolumeFormatException(file, "is truncated, its OME-XML breaks off");
      }
      return new TiffFile(pages.size(), comment);
    }
  }

  private static long endOfStrips(IFD ifd) throws FormatException {
    long[] offsets = ifd.getStripOffsets();
    long[] counts = ifd.getStripByteCounts();
    long end = 0;
    for (int i = 0; i < Math.min(offsets.length, counts.length); i++) {
      end = Math.max(end, offsets[i] + counts[i]);
    }
    return end;
  }

  int pages() {
    return pages;
  }

  boolean isImageJ() {
    return comment.startsWith("ImageJ=");
  }

  /** Distance of the slices of an ImageJ stack in mm; empty if its unit is no length. */
  OptionalDouble imageJDepth() {
    Double unit = IMAGEJ_UNITS_IN_MM.get(value("unit"));
    if (unit == null || value("spacing").isEmpty()) {
      return OptionalDouble.empty();
    }
    try {
      return OptionalDouble.of(Math.abs(Double.parseDouble(value("spacing"))) * unit);
    } catch (NumberFormatException e) {
      return OptionalDouble.empty();
    }
  }

  private String value(String key) {
    Matcher m = Pattern.compile("(?m)^" + key + "=(.*)$").matcher(comment);
    return m.find() ? m.group(1).strip() : "";
  }
}
