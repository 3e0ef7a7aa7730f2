package io.github.holoseg.model.holoseg;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.holoseg.model.GoldenTest;
import io.github.holoseg.model.ModelFormat;
import io.github.holoseg.model.ModelFormatException;
import io.github.holoseg.model.ModelParts;
import io.github.holoseg.model.ModelSpec;
import io.github.holoseg.model.NetworkSpec;
import io.github.holoseg.model.WeightFiles;
import java.io.CharConversionException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The native model folder: {@value #FILE_NAME}, format version {@value #VERSION}, and the ONNX
 * files that it names. Described in docs/model-format.md and docs/holoseg-model.schema.json.
 *
 * <p>Nothing unknown is skipped and nothing contradictory is repaired: what the reader does not
 * understand might change the result.
 */
public final class HolosegFormat implements ModelFormat {
  /** The file that makes a folder a model. */
  public static final String FILE_NAME = "holoseg.json";

  /** Folder with golden values beside models of other formats. */
  public static final String TESTS_FOLDER = "holoseg-tests";

  private static final String TESTS_FILE = "tests.json";

  /** Value of the field {@code format}. */
  static final String FORMAT = "holoseg-model";

  /** The format version that is read and written. */
  static final int VERSION = 1;

  /** Far above any real description; keeps a wrong file from filling the memory. */
  private static final long MAX_BYTES = 16L << 20;

  private static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(SerializationFeature.INDENT_OUTPUT);

  @Override
  public String key() {
    return "holoseg";
  }

  @Override
  public boolean matches(Path folder) {
    return Files.isRegularFile(folder.resolve(FILE_NAME));
  }

  @Override
  public ModelSpec load(Path folder) throws IOException {
    return load(folder, Set.of());
  }

  @Override
  public ModelSpec load(Path folder, Set<String> labels) throws IOException {
    ModelSpec spec = describe(folder);
    for (NetworkSpec network : ModelParts.networks(spec, labels)) {
      WeightFiles.verify(network);
    }
    return spec;
  }

  @Override
  public ModelSpec describe(Path folder) throws IOException {
    Path file = folder.resolve(FILE_NAME);
    return SpecReader.read(file, parse(file));
  }

  @Override
  public String idOf(Path folder) {
    try {
      String id = parse(folder.resolve(FILE_NAME)).path("id").asText();
      return id.isBlank() ? ModelFormat.super.idOf(folder) : id;
    } catch (IOException e) {
      return ModelFormat.super.idOf(folder);
    }
  }

  /**
   * Writes a description that {@link #load} reads back as an equal one. The weights must already
   * lie in the target's folder or below it; they are not touched.
   *
   * @param target {@value #FILE_NAME} in the model's folder; replaced if it exists
   * @throws ModelFormatException if the weights lie elsewhere, or if the description contradicts
   *     itself so that no reader would take it; an earlier file is then left as it was
   */
  public void write(ModelSpec spec, Path target) throws IOException {
    write(spec, target, Map.of());
  }

  /**
   * As above.
   *
   * @param moved where files that the model names lie from now on
   */
  void write(ModelSpec spec, Path target, Map<Path, Path> moved) throws IOException {
    Path file = target.toAbsolutePath().normalize();
    replace(file, SpecWriter.write(spec, new WrittenFile(file, moved)));
  }

  /** Writes a description if it can be read back. */
  void replace(Path file, ObjectNode json) throws IOException {
    SpecReader.read(file, json);
    Path temporary = Files.createTempFile(file.getParent(), ".holoseg", ".tmp");
    try {
      Files.writeString(temporary, JSON.writeValueAsString(json) + "\n");
      try {
        Files.move(
            temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } catch (AtomicMoveNotSupportedException e) {
        Files.move(temporary, file, StandardCopyOption.REPLACE_EXISTING);
      }
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  /**
   * A description that an ONNX file carries in its metadata. It names no weights: they are the file
   * itself.
   *
   * @param text of the description
   * @param onnx which carries it
   */
  public ModelSpec embedded(String text, Path onnx) throws IOException {
    Path file = onnx.toAbsolutePath();
    JsonNode json = parse(file, text.getBytes(StandardCharsets.UTF_8));
    if (!(json.path("network") instanceof ObjectNode network) || network.has("weights")) {
      throw new ModelFormatException(
          file,
          "its description must have /network without weights, because the weights are the file"
              + " itself");
    }
    network
        .putArray("weights")
        .addObject()
        .put("file", file.getFileName().toString())
        .put("sha256", WeightFiles.sha256(file));
    return SpecReader.read(file, json);
  }

  /**
   * Golden values beside a model of another format: {@code holoseg-tests/tests.json} in its folder,
   * an object with the field {@code tests} as a description has it; files are named relative to
   * {@code holoseg-tests}.
   *
   * @param channels that each case must have
   * @return empty if there is no such file
   */
  public static List<GoldenTest> testsBeside(Path folder, int channels) throws IOException {
    Path file = folder.resolve(TESTS_FOLDER).resolve(TESTS_FILE).toAbsolutePath();
    if (!Files.isRegularFile(file)) {
      return List.of();
    }
    StrictNode root = StrictNode.root(file, parse(file));
    root.only("tests");
    return GoldenTestReader.read(file, root, channels);
  }

  private static JsonNode parse(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new ModelFormatException(file, "is missing; a model folder holds a " + FILE_NAME);
    }
    if (Files.size(file) > MAX_BYTES) {
      throw new ModelFormatException(
          file, "has " + Files.size(file) + " bytes, at most " + MAX_BYTES + " are read");
    }
    return parse(file, Files.readAllBytes(file));
  }

  private static JsonNode parse(Path file, byte[] bytes) throws IOException {
    if (bytes.length == 0) {
      throw new ModelFormatException(file, "is empty; copy the complete model folder again");
    }
    try {
      return JSON.readTree(bytes);
    } catch (CharConversionException e) {
      throw new ModelFormatException(file, "is no text in UTF-8; save it in that encoding", e);
    } catch (JsonProcessingException e) {
      String at =
          e.getLocation() == null
              ? ""
              : " (line "
                  + e.getLocation().getLineNr()
                  + ", column "
                  + e.getLocation().getColumnNr()
                  + ")";
      String reason = e.getOriginalMessage().lines().findFirst().orElse("not readable");
      // The parser's note on where the object began speaks of its own settings, not of the file.
      int note = reason.indexOf(" (start marker at ");
      String told = note < 0 ? reason : reason.substring(0, note);
      throw new ModelFormatException(file, "is no valid JSON" + at + ": " + told, e);
    }
  }
}
