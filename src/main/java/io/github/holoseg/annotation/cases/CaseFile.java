package io.github.holoseg.annotation.cases;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.holoseg.annotation.WholeFile;
import io.github.holoseg.volume.Label;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The JSON behind a {@link CaseList}: {@code {"holoseg": "cases", "version": 1, "cases": [{"id",
 * "image", "labels", "status", "seconds", "notes"}], "structures": [{"value", "name", "color"}]}},
 * paths relative to the folder with slashes. Fields of others are kept as they are.
 */
final class CaseFile {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
  private static final int VERSION = 1;

  private final Path file;
  private final Path folder;
  private final ObjectNode root;
  private final List<String> problems = new ArrayList<>();

  private CaseFile(Path file, ObjectNode root) {
    this.file = file;
    this.folder = file.toAbsolutePath().getParent();
    this.root = root;
  }

  /**
   * An empty list if the file is not there.
   *
   * @throws IOException one sentence, if it is something else; nothing is written over it
   */
  static CaseFile read(Path file) throws IOException {
    if (!Files.exists(file)) {
      ObjectNode root = JSON.createObjectNode();
      root.put("holoseg", "cases").put("version", VERSION).putArray("cases");
      return new CaseFile(file, root);
    }
    JsonNode root;
    try {
      root = JSON.readTree(Files.readAllBytes(file));
    } catch (JsonProcessingException e) {
      String where = e.getLocation() == null ? "" : " in line " + e.getLocation().getLineNr();
      throw new IOException(
          file + ": is no JSON" + where + ": " + e.getOriginalMessage() + "; mend or remove it", e);
    }
    if (!(root instanceof ObjectNode object)
        || !root.path("holoseg").asText().equals("cases")
        || !root.path("cases").isArray()) {
      throw new IOException(
          file + ": is no list of cases (\"holoseg\": \"cases\"); give another folder");
    }
    if (root.path("version").asInt() > VERSION) {
      throw new IOException(
          file
              + ": has version "
              + root.path("version").asInt()
              + ", this program reads up to "
              + VERSION
              + "; update it");
    }
    return new CaseFile(file, object);
  }

  void write() throws IOException {
    WholeFile.write(file, out -> out.write(JSON.writeValueAsBytes(root)));
  }

  /** The cases that make sense; what does not is in {@link #problems()} and stays in the file. */
  List<AnnotationCase> cases() {
    problems.clear();
    List<AnnotationCase> cases = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    for (JsonNode node : root.get("cases")) {
      String id = node.path("id").asText("");
      String image = node.path("image").asText("");
      if (id.isEmpty() || image.isEmpty()) {
        problems.add(file + ": a case has no id or no image: " + node);
      } else if (!ids.add(id)) {
        problems.add(file + ": there are two cases '" + id + "'; the first one counts");
      } else {
        try {
          cases.add(of(node, id, image));
        } catch (InvalidPathException e) {
          problems.add(file + ": case '" + id + "' has a path that is none: " + e.getInput());
        }
      }
    }
    return cases;
  }

  private AnnotationCase of(JsonNode node, String id, String image) {
    String labels = node.path("labels").asText("");
    String key = node.path("status").asText(CaseStatus.TO_DO.key());
    CaseStatus status = CaseStatus.of(key).orElse(CaseStatus.TO_DO);
    if (!status.key().equals(key)) {
      problems.add(file + ": case '" + id + "' has the status '" + key + "', taken as to-do");
    }
    return new AnnotationCase(
        id,
        folder.resolve(image).normalize(),
        labels.isEmpty() ? null : folder.resolve(labels).normalize(),
        status,
        Duration.ofSeconds(Math.max(0, node.path("seconds").asLong(0))),
        node.path("notes").asText(""));
  }

  /** What a case without labels begins with; what makes no sense is left out. */
  List<Label> structures() {
    List<Label> labels = new ArrayList<>();
    for (JsonNode node : root.path("structures")) {
      int value = node.path("value").asInt();
      String name = node.path("name").asText("");
      boolean isFree = labels.stream().noneMatch(l -> l.value() == value || l.name().equals(name));
      if (value > 0 && value < 1 << 16 && !name.isBlank() && isFree) {
        Label label = Label.of(value, name);
        String colour = node.path("color").asText("");
        boolean isColour = colour.matches("#[0-9a-fA-F]{6}");
        int argb = isColour ? 0xFF000000 | Integer.parseInt(colour.substring(1), 16) : label.argb();
        labels.add(new Label(value, name, argb, null));
      }
    }
    return labels;
  }

  /** Adds structures, as {@link CaseList#merged}. */
  void addStructures(List<Label> labels) {
    List<Label> merged = CaseList.merged(structures(), labels);
    ArrayNode nodes = root.putArray("structures");
    for (Label label : merged) {
      nodes
          .addObject()
          .put("value", label.value())
          .put("name", label.name())
          .put("color", String.format(Locale.ROOT, "#%06x", label.argb() & 0xFFFFFF));
    }
  }

  List<String> problems() {
    return List.copyOf(problems);
  }

  /** The object of a case, made if it is not there. */
  ObjectNode node(String id) {
    ArrayNode cases = (ArrayNode) root.get("cases");
    for (JsonNode node : cases) {
      if (node instanceof ObjectNode object && object.path("id").asText().equals(id)) {
        return object;
      }
    }
    return cases.addObject().put("id", id);
  }

  /** A path as it stands in the file. */
  String relative(Path path) {
    Path absolute = path.toAbsolutePath().normalize();
    boolean below = absolute.startsWith(folder.normalize());
    Path shown = below ? folder.normalize().relativize(absolute) : absolute;
    return shown.toString().replace(java.io.File.separatorChar, '/');
  }
}
