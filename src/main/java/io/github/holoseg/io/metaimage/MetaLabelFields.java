package io.github.holoseg.io.metaimage;

import io.github.holoseg.io.LabelNames;
import io.github.holoseg.volume.Label;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The names, colours and codes of labels in fields of Holoseg's own, {@code HolosegLabel1 = {...}}:
 * one for each label, because MetaIO fails on lines of more than 32767 characters. ITK keeps fields
 * that it does not know as text.
 */
final class MetaLabelFields {
  private static final String FIELD = "HolosegLabel";
  private static final String PROVENANCE = "HolosegProvenance";
  private static final int LONGEST = 32_000;

  private MetaLabelFields() {}

  /** The labels as {@link LabelNames} writes them; empty if the header names none. */
  static Optional<String> read(MetaHeader header) {
    // By value: a file that names one twice shall not fail, the first name counts.
    Map<Integer, Label> labels = new LinkedHashMap<>();
    for (Map.Entry<String, String> field : header.fields().entrySet()) {
      if (field.getKey().matches(FIELD.toLowerCase(Locale.ROOT) + "[0-9]+")) {
        LabelNames.parse(field.getValue())
            .ifPresent(some -> some.forEach(l -> labels.putIfAbsent(l.value(), l)));
      }
    }
    String provenance = header.fields().getOrDefault(PROVENANCE.toLowerCase(Locale.ROOT), "");
    return labels.isEmpty()
        ? Optional.empty()
        : Optional.of(LabelNames.toJson(List.copyOf(labels.values()), provenance));
  }

  /** Header lines, each with its end. */
  static String write(List<Label> labels, String provenance) {
    StringBuilder lines = new StringBuilder();
    if (!provenance.isBlank()) {
      String line = provenance.replaceAll("\\s+", " ").strip();
      lines.append(PROVENANCE).append(" = ");
      lines.append(line, 0, Math.min(line.length(), LONGEST)).append('\n');
    }
    for (int i = 0; i < labels.size(); i++) {
      String json = LabelNames.toJson(List.of(labels.get(i)), "");
      lines.append(FIELD).append(i + 1).append(" = ").append(json).append('\n');
    }
    return lines.toString();
  }
}
