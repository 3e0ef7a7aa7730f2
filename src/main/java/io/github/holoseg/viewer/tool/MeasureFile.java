package io.github.holoseg.viewer.tool;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.holoseg.annotation.WholeFile;
import io.github.holoseg.viewer.LpsPoint;
import io.github.holoseg.viewer.Scene;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Measures as a JSON file: kind, name and points in LPS mm. Results stand beside them for people
 * and other programs; they are not read back, because they follow from the points and the scan.
 */
public final class MeasureFile {
  private static final String FORMAT = "holoseg-measures";
  private static final int VERSION = 1;
  private static final int MOST_POINTS = 3;
  private static final double FARTHEST = 1e7;
  private static final ObjectMapper JSON = new ObjectMapper();

  private MeasureFile() {}

  /** The file's text; the scan gives the values of regions. */
  public static String text(List<Measure> measures, Scene scene) {
    ObjectNode root = JSON.createObjectNode();
    root.put("format", FORMAT);
    root.put("version", VERSION);
    root.put("scan", scene.volume().info().name());
    root.put("frame", "LPS, mm");
    ArrayNode list = root.putArray("measures");
    for (Measure measure : measures) {
      ObjectNode node = list.addObject();
      node.put("kind", measure.kind());
      node.put("name", measure.name());
      ArrayNode points = node.putArray("points");
      for (LpsPoint p : measure.points()) {
        points.addArray().add(p.x()).add(p.y()).add(p.z());
      }
      results(node, measure, scene);
    }
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e); // a tree of plain values always has a text
    }
  }

  private static void results(ObjectNode node, Measure measure, Scene scene) {
    if (measure instanceof Ruler ruler) {
      number(node, "lengthMm", ruler.length());
    } else if (measure instanceof Angle angle) {
      number(node, "degrees", angle.degrees());
    } else if (measure instanceof Region region) {
      RegionStatistics s = RegionStatistics.of(region, scene);
      node.put("samples", s.samples());
      number(node, "mean", s.mean());
      number(node, "sd", s.sd());
      number(node, "min", s.min());
      number(node, "max", s.max());
      number(node, "areaMm2", s.area());
    }
  }

  /** JSON has no NaN. */
  private static void number(ObjectNode node, String key, double value) {
    if (Double.isFinite(value)) {
      node.put(key, value);
    } else {
      node.putNull(key);
    }
  }

  /**
   * @param name of the file, for the message
   * @throws IOException saying what is wrong with it
   */
  public static List<Measure> parse(String text, String name) throws IOException {
    JsonNode root;
    try {
      root = JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IOException(name + ": is no JSON: " + e.getOriginalMessage(), e);
    }
    if (root == null || !root.path("format").asText().equals(FORMAT)) {
      throw new IOException(name + ": holds no measures (format is not '" + FORMAT + "').");
    }
    if (root.path("version").asInt() > VERSION) {
      throw new IOException(name + ": was written by a newer Holoseg; update Holoseg to read it.");
    }
    List<Measure> measures = new ArrayList<>();
    for (JsonNode node : root.path("measures")) {
      String where = name + ": measure " + (measures.size() + 1);
      try {
        measures.add(measure(node));
      } catch (IllegalArgumentException e) {
        throw new IOException(where + ": " + e.getMessage() + ".", e);
      }
    }
    return measures;
  }

  private static Measure measure(JsonNode node) {
    String kind = node.path("kind").asText();
    String name = node.path("name").asText();
    List<LpsPoint> points = new ArrayList<>();
    for (JsonNode p : node.path("points")) {
      points.add(point(p));
    }
    int needed = kind.equals("ruler") ? 2 : MOST_POINTS;
    if (points.size() != needed) {
      throw new IllegalArgumentException(
          "'" + kind + "' has " + points.size() + " points, must be " + needed);
    }
    return switch (kind) {
      case "ruler" -> new Ruler(name, points.get(0), points.get(1));
      case "angle" -> new Angle(name, points.get(0), points.get(1), points.get(2));
      case "rectangle", "ellipse" ->
          new Region(
              name,
              Region.Shape.valueOf(kind.toUpperCase(Locale.ROOT)),
              points.get(0),
              points.get(1).minus(points.get(0)),
              points.get(2).minus(points.get(0)));
      default -> throw new IllegalArgumentException("there is no kind '" + kind + "'");
    };
  }

  private static LpsPoint point(JsonNode node) {
    double[] p = new double[3];
    for (int i = 0; i < 3; i++) {
      JsonNode number = node.path(i);
      if (!number.isNumber() || !(Math.abs(number.asDouble()) <= FARTHEST) || node.size() != 3) {
        throw new IllegalArgumentException("a point is three numbers in mm, not " + node);
      }
      p[i] = number.asDouble();
    }
    return LpsPoint.of(p);
  }

  /** Writes under a temporary name, then moves. */
  public static void save(List<Measure> measures, Scene scene, Path file) throws IOException {
    write(text(measures, scene), file);
  }

  /** As {@link #save}, as a table. */
  public static void saveCsv(List<Measure> measures, Scene scene, Path file) throws IOException {
    write(MeasureTable.csv(measures, scene), file);
  }

  /**
   * @throws IOException naming the file
   */
  public static List<Measure> load(Path file) throws IOException {
    return parse(Files.readString(file), file.toString());
  }

  private static void write(String text, Path file) throws IOException {
    WholeFile.write(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
  }
}
