package io.github.holoseg.annotation.cases;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.holoseg.annotation.DoubtfulPlace;
import io.github.holoseg.annotation.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Where the network of a case hesitated, kept beside its labels, so that the places can be walked
 * on another day: {@code {"holoseg": "doubt", "version": 1, "places": [{"lps": [x, y, z], "voxels",
 * "ml", "doubt"}]}}, millimetres, in the order in which they are walked.
 */
public final class DoubtFile {
  /** What is added to the id of a case. */
  public static final String ENDING = ".doubt.json";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int VERSION = 1;

  private DoubtFile() {}

  /**
   * Writes, over an earlier file.
   *
   * @throws IOException naming the file
   */
  public static void write(Path file, List<DoubtfulPlace> places) throws IOException {
    ObjectNode root = JSON.createObjectNode();
    root.put("holoseg", "doubt").put("version", VERSION);
    ArrayNode nodes = root.putArray("places");
    for (DoubtfulPlace place : places) {
      ObjectNode node = nodes.addObject();
      ArrayNode lps = node.putArray("lps");
      for (double mm : place.position()) {
        lps.add(mm);
      }
      node.put("voxels", place.voxels()).put("ml", place.ml()).put("doubt", place.doubt());
    }
    WholeFile.write(file, out -> out.write(JSON.writeValueAsBytes(root)));
  }

  /**
   * Reads.
   *
   * @return empty if there is no such file
   * @throws IOException one sentence that names the file, if it is something else
   */
  public static List<DoubtfulPlace> read(Path file) throws IOException {
    if (!Files.exists(file)) {
      return List.of();
    }
    JsonNode root;
    try {
      root = JSON.readTree(Files.readAllBytes(file));
    } catch (JsonProcessingException e) {
      throw new IOException(file + ": is no JSON: " + e.getOriginalMessage(), e);
    }
    if (!root.path("holoseg").asText().equals("doubt") || root.path("version").asInt() != VERSION) {
      throw new IOException(file + ": is no list of doubtful places of version " + VERSION);
    }
    List<DoubtfulPlace> places = new ArrayList<>();
    for (JsonNode node : root.path("places")) {
      JsonNode lps = node.path("lps");
      double[] position = {lps.path(0).asDouble(), lps.path(1).asDouble(), lps.path(2).asDouble()};
      if (lps.size() != 3) {
        throw new IOException(file + ": a place has no three millimetres: " + node);
      }
      places.add(
          new DoubtfulPlace(
              position,
              node.path("voxels").asLong(),
              node.path("ml").asDouble(),
              node.path("doubt").asDouble()));
    }
    return places;
  }
}
