package io.github.holoseg.io.nrrd;

import io.github.holoseg.io.VolumeFormatException;
import io.github.holoseg.io.raster.HeaderLines;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The lines of an NRRD header: fields ({@code name: value}) and key/value pairs ({@code
 * key:=value}).
 */
final class NrrdHeader {
  private static final String MAGIC = "NRRD";
  private static final Set<String> KNOWN =
      Set.of(
          "axismaxs",
          "axismins",
          "blocksize",
          "centerings",
          "centers",
          "content",
          "datafile",
          "dimension",
          "encoding",
          "endian",
          "byteskip",
          "kinds",
          "labels",
          "lineskip",
          "max",
          "measurementframe",
          "min",
          "number",
          "oldmax",
          "oldmin",
          "sampleunits",
          "sizes",
          "space",
          "spacedimension",
          "spacedirections",
          "spaceorigin",
          "spaceunits",
          "spacings",
          "thicknesses",
          "type",
          "units");

  private final Path source;
  private final Map<String, String> fields = new LinkedHashMap<>();
  private final Map<String, String> written = new LinkedHashMap<>();
  private final Map<String, String> pairs = new LinkedHashMap<>();
  private final List<String> listed = new ArrayList<>();
  private final List<String> unknown = new ArrayList<>();
  private String version;
  private long end;

  private NrrdHeader(Path source) {
    this.source = source;
  }

  static boolean isNrrd(Path source) {
    return HeaderLines.head(source, 8).matches("NRRD\\d{4}");
  }

  /**
   * @throws VolumeFormatException if a line is none of a header, or the header breaks off
   */
  static NrrdHeader read(Path source) throws IOException {
    NrrdHeader header = new NrrdHeader(source);
    try (HeaderLines lines = new HeaderLines(source)) {
      header.version(lines.next());
      String line = lines.next();
      for (int number = 2; line != null && !line.isEmpty(); number++) {
        header.add(line, number);
        if (header.isList()) {
          header.readList(lines);
          return header;
        }
        line = lines.next();
      }
      if (line == null && !header.isDetached()) {
        throw new VolumeFormatException(
            source,
            "is truncated or no whole NRRD file, its header has neither an empty line as its end nor"
                + " names a data file");
      }
      header.end = lines.position();
    }
    return header;
  }

  private void version(String line) throws VolumeFormatException {
    if (line == null || !line.startsWith(MAGIC)) {
      throw new VolumeFormatException(source, "is no NRRD file, it does not begin with NRRD");
    }
    if (!line.strip().matches("NRRD000[1-5]")) {
      throw new VolumeFormatException(
          source,
          "is an NRRD file of an unknown version, '"
              + line.substring(0, Math.min(12, line.length())).strip()
              + "'; known are NRRD0001 to NRRD0005");
    }
    version = line.strip();
  }

  private void add(String line, int number) throws VolumeFormatException {
    if (line.startsWith("#")) {
      return;
    }
    int colon = line.indexOf(':');
    if (colon < 1) {
      throw new VolumeFormatException(
          source, "line " + number + " of its header is neither 'field: value' nor 'key:=value'");
    }
    boolean pair = line.startsWith(":=", colon);
    String name = line.substring(0, colon).strip();
    if (pair) {
      pairs.put(name, unescaped(line.substring(colon + 2)));
      return;
    }
    String field = name.toLowerCase(Locale.ROOT).replaceAll("\\s", "");
    if (!KNOWN.contains(field)) {
      unknown.add(HeaderLines.shown(name));
    }
    written.put(field, name);
    if (fields.put(field.equals("centerings") ? "centers" : field, value(line, colon)) != null) {
      throw new VolumeFormatException(
          source, "its header gives the field '" + HeaderLines.shown(name) + "' twice");
    }
  }

  private static String value(String line, int colon) {
    return line.substring(colon + 1).strip();
  }

  private static String unescaped(String text) {
    StringBuilder plain = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      char next = c == '\\' && i + 1 < text.length() ? text.charAt(i + 1) : 0;
      if (next == 'n' || next == '\\') {
        plain.append(next == 'n' ? '\n' : '\\');
        i++;
      } else {
        plain.append(c);
      }
    }
    return plain.toString();
  }

  private void readList(HeaderLines lines) throws IOException {
    for (String line = lines.next(); line != null; line = lines.next()) {
      if (!line.isBlank()) {
        listed.add(line.strip());
      }
    }
  }

  private boolean isList() {
    return fields.getOrDefault("datafile", "").matches("LIST(\\s.*)?");
  }

  boolean isDetached() {
    return fields.containsKey("datafile");
  }

  /** For example {@code NRRD0004}. */
  String version() {
    return version;
  }

  /** Bytes of the header, where the voxels of an attached file begin. */
  long end() {
    return end;
  }

  /** The lines after {@code data file: LIST}. */
  List<String> listed() {
    return listed;
  }

  /** Field names that NRRD does not have. */
  List<String> unknown() {
    return unknown;
  }

  /** Key/value pairs in the file's order, without escapes. */
  Map<String, String> pairs() {
    return pairs;
  }

  /**
   * @param field in lower case without spaces
   * @return null if it is absent
   */
  String text(String field) {
    return fields.get(field);
  }

  /**
   * @throws VolumeFormatException if it is absent
   */
  String required(String field) throws VolumeFormatException {
    String value = fields.get(field);
    if (value == null) {
      throw new VolumeFormatException(source, "its header has no field '" + field + "'");
    }
    return value;
  }

  /**
   * Whole numbers; null if the field is absent.
   *
   * @param count how many there must be
   */
  long[] integers(String field, int count) throws VolumeFormatException {
    double[] numbers = numbers(field, count);
    if (numbers == null) {
      return null;
    }
    long[] integers = new long[count];
    for (int i = 0; i < count; i++) {
      integers[i] = (long) numbers[i];
      if (integers[i] != numbers[i]) {
        throw bad(field, count + " whole numbers");
      }
    }
    return integers;
  }

  /** As {@link #integers}, numbers; NaN where the file has nan. */
  double[] numbers(String field, int count) throws VolumeFormatException {
    String value = fields.get(field);
    if (value == null) {
      return null;
    }
    String[] words = value.split("\\s+");
    if (words.length != count) {
      throw bad(field, count + " numbers");
    }
    double[] numbers = new double[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = NrrdVectors.number(words[i]);
      if (Double.isNaN(numbers[i]) && !words[i].equalsIgnoreCase("nan")) {
        throw bad(field, count + " numbers");
      }
    }
    return numbers;
  }

  VolumeFormatException bad(String field, String wanted) {
    return new VolumeFormatException(
        source,
        String.format(
            Locale.ROOT,
            "its header has '%s: %s', not %s",
            written.getOrDefault(field, field),
            HeaderLines.shown(fields.get(field)),
            wanted));
  }
}
