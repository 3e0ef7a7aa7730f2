package io.github.holoseg.io.nrrd;

import io.github.holoseg.io.VolumeFormatException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Vectors in parentheses, and strings in quotes, as NRRD fields hold them. */
final class NrrdVectors {
  private static final Pattern VECTOR = Pattern.compile("none|\\(([^()]*)\\)");

  private NrrdVectors() {}

  /**
   * The vectors of a field, null for {@code none} and for vectors of nothing but NaN.
   *
   * @param length numbers in each
   * @return null if the field is absent
   */
  static List<double[]> read(NrrdHeader header, String field, int count, int length)
      throws VolumeFormatException {
    String text = header.text(field);
    if (text == null) {
      return null;
    }
    List<double[]> vectors = new ArrayList<>();
    Matcher matcher = VECTOR.matcher(text);
    int at = 0;
    while (matcher.find()) {
      if (!text.substring(at, matcher.start()).isBlank()) {
        throw header.bad(field, "vectors");
      }
      at = matcher.end();
      vectors.add(
          matcher.group(1) == null ? null : vector(header, field, matcher.group(1), length));
    }
    if (vectors.size() != count || !text.substring(at).isBlank()) {
      throw header.bad(field, count == 1 ? "one vector" : count + " vectors or 'none'");
    }
    return vectors;
  }

  private static double[] vector(NrrdHeader header, String field, String inner, int length)
      throws VolumeFormatException {
    String[] words = inner.split(",");
    if (words.length != length) {
      throw header.bad(field, "vectors of " + length + " numbers");
    }
    double[] vector = new double[length];
    for (int i = 0; i < length; i++) {
      String word = words[i].strip();
      vector[i] = number(word);
      if (Double.isNaN(vector[i]) && !word.equalsIgnoreCase("nan")) {
        throw header.bad(field, "vectors of numbers");
      }
    }
    return Arrays.stream(vector).allMatch(Double::isNaN) ? null : vector;
  }

  /** NaN if it is none. */
  static double number(String word) {
    try {
      return Double.parseDouble(word);
    } catch (NumberFormatException e) {
      return switch (word.toLowerCase(java.util.Locale.ROOT)) {
        case "inf", "+inf" -> Double.POSITIVE_INFINITY;
        case "-inf" -> Double.NEGATIVE_INFINITY;
        default -> Double.NaN;
      };
    }
  }

  /** The strings in quotes, none if the field is absent. */
  static List<String> quoted(String text) {
    List<String> strings = new ArrayList<>();
    int from = text == null ? -1 : text.indexOf('"');
    while (from >= 0) {
      int to = text.indexOf('"', from + 1);
      if (to < 0) {
        break;
      }
      strings.add(text.substring(from + 1, to));
      from = text.indexOf('"', to + 1);
    }
    return strings;
  }
}
