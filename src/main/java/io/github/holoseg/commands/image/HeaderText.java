package io.github.holoseg.commands.image;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The header text that ImageJ keeps of a DICOM file, in an image's info or in a slice's label: one
 * line for each element, {@code 0020,0032 Image Position (Patient): -125\-128.1\-99.48}. Elements
 * inside sequences have a {@code >} before their name.
 */
final class HeaderText {
  static final String MODALITY = "0008,0060";
  static final String THICKNESS = "0018,0050";
  static final String SERIES_UID = "0020,000E";
  static final String POSITION = "0020,0032";
  static final String ORIENTATION = "0020,0037";
  static final String ROWS = "0028,0010";
  static final String COLUMNS = "0028,0011";
  static final String PIXEL_SPACING = "0028,0030";
  static final String INTERCEPT = "0028,1052";
  static final String SLOPE = "0028,1053";

  private static final Pattern ELEMENT =
      Pattern.compile("(?m)^([0-9A-F]{4},[0-9A-F]{4}) +(>?)[^:\\n]*:(.*)$");

  private record Element(String tag, boolean nested, String value) {}

  private final List<Element> elements = new ArrayList<>();

  /**
   * @param text null or anything else than a header gives an empty one
   */
  HeaderText(String text) {
    if (text != null) {
      Matcher m = ELEMENT.matcher(text);
      while (m.find()) {
        elements.add(new Element(m.group(1), !m.group(2).isEmpty(), m.group(3).strip()));
      }
    }
  }

  boolean isEmpty() {
    return elements.isEmpty();
  }

  /** The value outside sequences; empty text if there is none. */
  String text(String tag) {
    return elements.stream()
        .filter(e -> e.tag.equals(tag) && !e.nested)
        .map(Element::value)
        .findFirst()
        .orElse("");
  }

  /** The values in the order of the text, those inside sequences too (multi-frame files). */
  List<String> all(String tag) {
    return elements.stream().filter(e -> e.tag.equals(tag)).map(Element::value).toList();
  }

  /** The numbers of {@link #text}; null if it has not {@code count} finite ones. */
  double[] numbers(String tag, int count) {
    return parse(text(tag), count);
  }

  /**
   * Numbers separated by backslashes or blanks; null if there are not {@code count} finite ones.
   */
  static double[] parse(String text, int count) {
    String[] parts = text.strip().split("[\\\\\\s]+");
    if (parts.length != count) {
      return null;
    }
    double[] numbers = new double[count];
    for (int i = 0; i < count; i++) {
      try {
        numbers[i] = Double.parseDouble(parts[i]);
      } catch (NumberFormatException e) {
        return null;
      }
      if (!Double.isFinite(numbers[i])) {
        return null;
      }
    }
    return numbers;
  }
}
