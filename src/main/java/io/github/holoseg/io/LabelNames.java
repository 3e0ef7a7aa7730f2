package io.github.holoseg.io;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.holoseg.volume.CodedConcept;
import io.github.holoseg.volume.Label;
import io.github.holoseg.volume.LabelColors;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * The names, colours and codes of labels as text inside an image file.
 *
 * <p>Written as JSON: {@code {"holoseg":"labels","version":1,"labels":[{"value":1,"name":"...",
 * "color":"#ffRRGGBB"}]}}. Read from that, or from the label table of a Caret XML extension, which
 * TotalSegmentator writes.
 */
public final class LabelNames {
  /**
   * Key of {@link io.github.holoseg.volume.VolumeInfo#properties()} under which readers keep it.
   */
  public static final String PROPERTY = "labels";

  private static final ObjectMapper JSON = new ObjectMapper();

  private LabelNames() {}

  /**
   * @param provenance one line, may be empty
   */
  public static String toJson(List<Label> labels, String provenance) {
    ObjectNode root = JSON.createObjectNode();
    root.put("holoseg", "labels").put("version", 1);
    if (!provenance.isEmpty()) {
      root.put("provenance", provenance);
    }
    ArrayNode list = root.putArray("labels");
    for (Label label : labels) {
      ObjectNode node = list.addObject();
      node.put("value", label.value()).put("name", label.name());
      node.put("color", String.format(Locale.ROOT, "#%08x", label.argb()));
      label
          .codedConcept()
          .ifPresent(
              c ->
                  node.putObject("concept")
                      .put("scheme", c.scheme())
                      .put("code", c.code())
                      .put("meaning", c.meaning()));
    }
    return root.toString();
  }

  /** The labels that a text names; empty if it is something else. */
  public static Optional<List<Label>> parse(String text) {
    String trimmed = text.strip();
    try {
      if (trimmed.startsWith("{")) {
        return json(JSON.readTree(trimmed));
      }
      return trimmed.startsWith("<") ? caret(trimmed) : Optional.empty();
    } catch (JsonProcessingException | XMLStreamException | IllegalArgumentException e) {
      // A comment that happens to begin like one of ours: not label names.
      return Optional.empty();
    }
  }

  private static Optional<List<Label>> json(JsonNode root) {
    if (!root.path("holoseg").asText().equals("labels")) {
      return Optional.empty();
    }
    List<Label> labels = new ArrayList<>();
    for (JsonNode node : root.path("labels")) {
      int value = node.path("value").asInt();
      String color = node.path("color").asText("");
      JsonNode c = node.path("concept");
      labels.add(
          new Label(
              value,
              node.path("name").asText("label_" + value),
              color.startsWith("#")
                  ? Integer.parseUnsignedInt(color.substring(1), 16)
                  : LabelColors.colorOf(value),
              c.isObject()
                  ? new CodedConcept(
                      c.path("scheme").asText(),
                      c.path("code").asText(),
                      c.path("meaning").asText())
                  : null));
    }
    return Optional.of(labels);
  }

  private static Optional<List<Label>> caret(String xml) throws XMLStreamException {
    XMLInputFactory factory = XMLInputFactory.newFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    List<Label> labels = new ArrayList<>();
    XMLStreamReader reader = factory.createXMLStreamReader(new StringReader(xml));
    while (reader.hasNext()) {
      if (reader.next() == XMLStreamConstants.START_ELEMENT
          && reader.getLocalName().equals("Label")) {
        int value = Integer.parseInt(reader.getAttributeValue(null, "Key"));
        int argb = 0xFF;
        for (String channel : List.of("Red", "Green", "Blue")) {
          String part = reader.getAttributeValue(null, channel);
          double level = part == null ? 1 : Double.parseDouble(part);
          argb = argb << 8 | (int) Math.round(255 * Math.max(0, Math.min(1, level)));
        }
        String name = reader.getElementText().strip();
        if (value != 0) {
          labels.add(new Label(value, name, argb, null));
        }
      }
    }
    return labels.isEmpty() ? Optional.empty() : Optional.of(labels);
  }
}
