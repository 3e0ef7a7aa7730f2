package io.github.holoseg.io;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipFile;

/** Says what a file looks like, for error messages only. */
final class Sniffer {
  private static final int HEAD = 352;

  private static final Map<String, String> BEGINNINGS = new LinkedHashMap<>();

  static {
    BEGINNINGS.put("NRRD", "an NRRD file");
    BEGINNINGS.put("ObjectType", "a MetaImage header");
    BEGINNINGS.put("NDims", "a MetaImage header");
    BEGINNINGS.put("CTDATA-HEADER_V1", "a Scanco ISQ file; export it as AIM or DICOM");
    BEGINNINGS.put("\u0089PNG", "a PNG picture");
    BEGINNINGS.put("\u00ff\u00d8\u00ff", "a JPEG picture");
    BEGINNINGS.put("GIF8", "a GIF picture");
    BEGINNINGS.put("BM", "a BMP picture");
    BEGINNINGS.put("%PDF", "a PDF document");
    BEGINNINGS.put("PK\u0005\u0006", "an empty zip archive");
    BEGINNINGS.put("PK\u0007\b", "a part of a zip archive in several files; join and unpack them");
    BEGINNINGS.put("7z\u00bc\u00af", "a 7z archive; unpack it first");
    BEGINNINGS.put("Rar!", "a rar archive; unpack it first");
    BEGINNINGS.put("\u001f\u008b", "a gzip file that holds no NIfTI volume");
    BEGINNINGS.put("BZh", "a bzip2 file; unpack it first");
    BEGINNINGS.put("\u0089HDF", "an HDF5 file (MINC, MATLAB ...)");
    BEGINNINGS.put("CDF", "a NetCDF file (MINC ...)");
    BEGINNINGS.put("II*\0", "a TIFF image");
    BEGINNINGS.put("MM\0*", "a TIFF image");
    BEGINNINGS.put("II+\0", "a BigTIFF image");
    BEGINNINGS.put("MM\0+", "a BigTIFF image");
    BEGINNINGS.put("\u0000\u0000\u0001\u00ba", "a video");
  }

  private Sniffer() {}

  /** For example {@code a PNG picture}. */
  static String describe(Path source) {
    try {
      return Files.isDirectory(source) ? folder(source) : file(source);
    } catch (IOException e) {
      return "something that cannot be read (" + Reason.of(e) + ")";
    }
  }

  private static String folder(Path source) throws IOException {
    try (Stream<Path> list = Files.list(source)) {
      long n = list.limit(1000).count();
      return n == 0 ? "an empty folder" : "a folder without a DICOM series";
    }
  }

  /** Archives of DICOM files are read; this one is none. */
  private static String zip(Path source) {
    try (ZipFile zip = new ZipFile(source.toFile(), StandardCharsets.ISO_8859_1)) {
      String first =
          zip.stream()
              .filter(entry -> !entry.isDirectory())
              .map(entry -> entry.getName().replaceAll("\\p{Cntrl}", "_"))
              .findFirst()
              .orElse(null);
      return first == null
          ? "an empty zip archive"
          : "a zip archive without DICOM files (it holds " + first + "); unpack it first";
    } catch (IOException | IllegalArgumentException e) {
      // the latter for a name that claims to be UTF-8 and is not
      return "a zip archive that is damaged, truncated or encrypted (" + Reason.of(e) + ")";
    }
  }

  /** The header to which a file of bare voxels belongs, null if it has none. */
  private static Path headerBeside(Path source) {
    String name = source.getFileName().toString();
    String stem = name.replaceFirst("(?i)\\.z?raw(\\.gz|\\.bz2)?$", "");
    if (!stem.equals(name)) {
      for (String ending : List.of(".mhd", ".nhdr")) {
        Path header = source.resolveSibling(stem + ending);
        if (Files.isRegularFile(header)) {
          return header;
        }
      }
    }
    return null;
  }

  private static String file(Path source) throws IOException {
    Path header = headerBeside(source);
    if (header != null) {
      return "voxels without their header; open " + header.getFileName() + " instead";
    }
    byte[] head;
    try (InputStream in = Files.newInputStream(source)) {
      head = in.readNBytes(HEAD);
    }
    if (head.length == 0) {
      return "an empty file";
    }
    String text = new String(head, StandardCharsets.ISO_8859_1);
    if (text.startsWith("PK\u0003\u0004")) {
      return zip(source);
    }
    for (Map.Entry<String, String> beginning : BEGINNINGS.entrySet()) {
      if (text.startsWith(beginning.getKey())) {
        return beginning.getValue();
      }
    }
    if (text.startsWith("DICM", 128)) {
      return "a DICOM file";
    }
    if (text.chars().allMatch(c -> c >= 32 || c == '\n' || c == '\r' || c == '\t')) {
      return "a text file";
    }
    StringBuilder bytes = new StringBuilder("an unknown binary file (first bytes");
    for (int i = 0; i < Math.min(8, head.length); i++) {
      bytes.append(String.format(Locale.ROOT, " %02x", head[i] & 0xFF));
    }
    return bytes.append(')').toString();
  }
}
