package io.github.holoseg.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Copies of stored model folders, and changes of single values in their JSON files. */
public final class BundleFolders {
  public static final ObjectMapper JSON = new ObjectMapper();

  /** Takes the value out. */
  public static final String REMOVE = "(remove)";

  private BundleFolders() {}

  public static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.copy(file, target);
        }
      }
    }
  }

  /**
   * @param value JSON, or {@link #REMOVE}
   */
  public static void change(Path file, String pointer, String value) throws IOException {
    JsonNode document = JSON.readTree(file.toFile());
    change(document, pointer, value);
    JSON.writeValue(file.toFile(), document);
  }

  public static void change(JsonNode document, String pointer, String value) throws IOException {
    int slash = pointer.lastIndexOf('/');
    String name = pointer.substring(slash + 1).replace("~1", "/").replace("~0", "~");
    JsonNode parent = document.at(pointer.substring(0, slash));
    JsonNode node = value.equals(REMOVE) ? null : JSON.readTree(value);
    if (parent instanceof ArrayNode array) {
      int index = Integer.parseInt(name);
      if (node == null) {
        array.remove(index);
      } else if (index < array.size()) {
        array.set(index, node);
      } else {
        array.add(node);
      }
    } else if (parent instanceof ObjectNode object) {
      if (node == null) {
        object.remove(name);
      } else {
        object.set(name, node);
      }
    } else {
      throw new IllegalArgumentException(pointer + " is not there");
    }
  }
}
