package io.github.holoseg.annotation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.holoseg.volume.CodedConcept;
import io.github.holoseg.volume.Label;
import io.github.holoseg.volume.VolumeGeometry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** {@link RecoveryInfo} as JSON. */
final class RecoveryHeader {
  private static final ObjectMapper JSON = new ObjectMapper();

  private RecoveryHeader() {}

  static byte[] write(RecoveryInfo info) throws IOException {
    ObjectNode root = JSON.createObjectNode();
    root.put("case", info.caseName());
    put(root, "scan", info.scan());
    put(root, "target", info.target());
    root.put("written", info.written().toString());
    root.put("pid", info.owner().pid());
    put(root, "process_start", info.owner().start());
    VolumeGeometry grid = info.geometry();
    root.set("size", JSON.valueToTree(grid.size()));
    root.set("spacing", JSON.valueToTree(grid.spacing()));
    root.set("origin", JSON.valueToTree(grid.origin()));
    root.set("direction", JSON.valueToTree(grid.direction()));
    ArrayNode labels = root.putArray("labels");
    for (Label label : info.labels()) {
      ObjectNode node = labels.addObject();
      node.put("value", label.value()).put("name", label.name()).put("argb", label.argb());
      label.codedConcept().ifPresent(c -> node.set("concept", JSON.valueToTree(c)));
    }
    return JSON.writeValueAsBytes(root);
  }

  private static void put(ObjectNode root, String key, Object value) {
    if (value != null) {
      root.put(key, value.toString());
    }
  }

  /**
   * @throws IOException if something is missing or makes no sense
   */
  static RecoveryInfo read(byte[] json) throws IOException {
    try {
      JsonNode root = JSON.readTree(json);
      List<Label> labels = new ArrayList<>();
      for (JsonNode node : root.required("labels")) {
        JsonNode c = node.path("concept");
        labels.add(
            new Label(
                node.required("value").intValue(),
                node.required("name").textValue(),
                node.required("argb").intValue(),
                c.isObject()
                    ? new CodedConcept(
                        c.path("scheme").textValue(),
                        c.path("code").textValue(),
                        c.path("meaning").textValue())
                    : null));
      }
      return new RecoveryInfo(
          root.required("case").textValue(),
          path(root, "scan"),
          path(root, "target"),
          Instant.parse(root.required("written").textValue()),
          new RecoveryInfo.Owner(
              root.required("pid").longValue(),
              root.has("process_start")
                  ? Instant.parse(root.get("process_start").textValue())
                  : null),
          new VolumeGeometry(
              JSON.treeToValue(root.required("size"), long[].class),
              JSON.treeToValue(root.required("spacing"), double[].class),
              JSON.treeToValue(root.required("origin"), double[].class),
              JSON.treeToValue(root.required("direction"), double[][].class)),
          labels);
    } catch (IllegalArgumentException | NullPointerException | DateTimeException e) {
      throw new IOException("its header makes no sense: " + e.getMessage(), e);
    }
  }

  private static Path path(JsonNode root, String key) {
    return root.has(key) ? Path.of(root.get(key).textValue()) : null;
  }
}
