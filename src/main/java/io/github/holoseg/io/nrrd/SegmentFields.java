package io.github.holoseg.io.nrrd;

import io.github.holoseg.volume.Label;
import io.github.holoseg.volume.LabelColors;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The pairs {@code Segment0_Name:=...} in which 3D Slicer names the labels of a segmentation. */
final class SegmentFields {
  private static final Pattern KEY = Pattern.compile("Segment([0-9]{1,6})_([A-Za-z]+)");
  private static final int LARGEST = 65535;

  private final Map<Integer, Map<String, String>> segments;

  private SegmentFields(Map<Integer, Map<String, String>> segments) {
    this.segments = segments;
  }

  static SegmentFields of(Map<String, String> pairs) {
    Map<Integer, Map<String, String>> segments = new TreeMap<>();
    pairs.forEach(
        (key, value) -> {
          Matcher matcher = KEY.matcher(key);
          if (matcher.matches()) {
            segments
                .computeIfAbsent(Integer.valueOf(matcher.group(1)), n -> new HashMap<>())
                .put(matcher.group(2), value);
          }
        });
    return new SegmentFields(segments);
  }

  boolean isEmpty() {
    return segments.isEmpty();
  }

  /**
   * The labels of one layer, in the file's order; empty if the file names none.
   *
   * @param layers how many there are
   */
  Optional<List<Label>> labels(long layers, long layer) {
    if (segments.isEmpty()) {
      return Optional.empty();
    }
    // By value: a file that names one twice shall not fail, the first name counts.
    Map<Integer, Label> labels = new LinkedHashMap<>();
    segments.forEach(
        (n, fields) -> {
          // Before 3D Slicer 4.11 each segment was a layer of its own, with the value 1.
          long in = integer(fields.get("Layer"), layers > 1 ? n : 0);
          long value = integer(fields.get("LabelValue"), 1);
          if (in == layer && value >= 1 && value <= LARGEST) {
            labels.putIfAbsent((int) value, label((int) value, fields));
          }
        });
    return Optional.of(new ArrayList<>(labels.values()));
  }

  private static Label label(int value, Map<String, String> fields) {
    String name = fields.getOrDefault("Name", fields.getOrDefault("ID", "label_" + value));
    int color =
        Optional.ofNullable(fields.get("Color"))
            .flatMap(SegmentFields::color)
            .orElseGet(() -> LabelColors.colorOf(value));
    return new Label(
        value, name, color, Terminology.parse(fields.getOrDefault("Tags", "")).orElse(null));
  }

  private static Optional<Integer> color(String text) {
    String[] words = text.strip().split("\\s+");
    if (words.length != 3) {
      return Optional.empty();
    }
    int argb = 0xFF;
    for (String word : words) {
      double level = NrrdVectors.number(word);
      if (!(level >= 0 && level <= 1)) {
        return Optional.empty();
      }
      argb = argb << 8 | (int) Math.round(255 * level);
    }
    return Optional.of(argb);
  }

  private static long integer(String text, long absent) {
    try {
      return text == null ? absent : Long.parseLong(text.strip());
    } catch (NumberFormatException e) {
      return absent;
    }
  }
}
