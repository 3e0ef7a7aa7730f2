package io.github.holoseg.io.metaimage;

import io.github.holoseg.io.VolumeFormatException;
import io.github.holoseg.io.raster.HeaderLines;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The fields of a MetaImage header. Names are compared without regard to case (MetaIO does regard
 * it, so nothing that it reads is lost).
 */
final class MetaHeader {
  private static final String LAST = "elementdatafile";
  private static final int HEAD = 4096;
  private static final Pattern NDIMS = Pattern.compile("(?im)^\\s*NDims\\s*[=:]\\s*\\d");

  private final Path source;
  private final Map<String, String> fields = new LinkedHashMap<>();
  private final List<String> listed = new ArrayList<>();
  private long end;

  private MetaHeader(Path source) {
    this.source = source;
  }

  /** Whether the first bytes are those of a MetaIO header. */
  static boolean isMeta(Path source) {
    return NDIMS.matcher(HeaderLines.head(source, HEAD)).find();
  }

  /**
   * @throws VolumeFormatException if a line is no field, or the last field is missing
   */
  static MetaHeader read(Path source) throws IOException {
    MetaHeader header = new MetaHeader(source);
    try (HeaderLines lines = new HeaderLines(source)) {
      int number = 0;
      while (!header.fields.containsKey(LAST)) {
        String line = lines.next();
        number++;
        if (line == null) {
          throw new VolumeFormatException(
              source,
              "is no whole MetaImage header, it has no ElementDataFile; fetch or copy it again");
        }
        header.add(line, number);
      }
      header.end = lines.position();
      if (header.fields.get(LAST).toUpperCase(Locale.ROOT).startsWith("LIST")) {
        for (String line = lines.next(); line != null; line = lines.next()) {
          if (!line.isBlank()) {
            header.listed.add(line.strip());
          }
        }
      }
    }
    return header;
  }

  private void add(String line, int number) throws VolumeFormatException {
    if (line.isBlank()) {
      return;
    }
    int separator = line.indexOf('=');
    int colon = line.indexOf(':');
    if (separator < 0 || colon >= 0 && colon < separator) {
      separator = colon;
    }
    if (separator < 0) {
      throw new VolumeFormatException(
          source, "line " + number + " of its header is no field of the form 'name = value'");
    }
    String name = line.substring(0, separator).strip().toLowerCase(Locale.ROOT);
    String value = line.substring(separator + 1).strip();
    String earlier = fields.put(name, value);
    if (earlier != null && !earlier.equals(value)) {
      throw new VolumeFormatException(
          source,
          String.format(
              Locale.ROOT,
              "its header gives %s twice, as '%s' and '%s'",
              HeaderLines.shown(line.substring(0, separator).strip()),
              HeaderLines.shown(earlier),
              HeaderLines.shown(value)));
    }
  }

  /** Bytes of the header, where the voxels of a LOCAL file begin. */
  long end() {
    return end;
  }

  /** The lines after {@code ElementDataFile = LIST}. */
  List<String> listed() {
    return List.copyOf(listed);
  }

  /** All fields, names in lower case, in the file's order. */
  Map<String, String> fields() {
    return fields;
  }

  /**
   * The value of a field that has several names, null if it is absent.
   *
   * @throws VolumeFormatException if two names give different values
   */
  String text(String... names) throws VolumeFormatException {
    String found = null;
    String foundName = null;
    for (String name : names) {
      String value = fields.get(name.toLowerCase(Locale.ROOT));
      if (value != null && found != null && !value.equalsIgnoreCase(found)) {
        throw new VolumeFormatException(
            source,
            String.format(
                Locale.ROOT,
                "its header contradicts itself, %s is '%s' but %s is '%s'",
                foundName,
                HeaderLines.shown(found),
                name,
                HeaderLines.shown(value)));
      }
      if (value != null) {
        found = value;
        foundName = name;
      }
    }
    return found;
  }

  /** As {@link #text}, True or False. */
  boolean flag(boolean absent, String... names) throws VolumeFormatException {
    String value = text(names);
    if (value == null) {
      return absent;
    }
    return switch (value.toLowerCase(Locale.ROOT)) {
      case "true", "1", "t", "yes" -> true;
      case "false", "0", "f", "no" -> false;
      default ->
          throw new VolumeFormatException(
              source,
              "its header has "
                  + names[0]
                  + " = "
                  + HeaderLines.shown(value)
                  + ", not True or False");
    };
  }

  /** As {@link #text}, so many numbers; null if the field is absent. */
  double[] numbers(int count, String... names) throws VolumeFormatException {
    String value = text(names);
    if (value == null) {
      return null;
    }
    String[] words = value.split("\\s+");
    double[] numbers = new double[count];
    try {
      if (words.length != count) {
        throw new NumberFormatException(words.length + " of them");
      }
      for (int i = 0; i < count; i++) {
        numbers[i] = Double.parseDouble(words[i]);
      }
    } catch (NumberFormatException e) {
      throw new VolumeFormatException(
          source,
          String.format(
              Locale.ROOT,
              "its header has %s = %s, not %d numbers",
              names[0],
              HeaderLines.shown(value),
              count));
    }
    return numbers;
  }

  /** As {@link #text}, a whole number. */
  long integer(long absent, String... names) throws VolumeFormatException {
    String value = text(names);
    if (value == null) {
      return absent;
    }
    try {
      return Long.parseLong(value);
    } catch (NumberFormatException e) {
      throw new VolumeFormatException(
          source,
          "its header has " + names[0] + " = " + HeaderLines.shown(value) + ", not a whole number");
    }
  }
}
