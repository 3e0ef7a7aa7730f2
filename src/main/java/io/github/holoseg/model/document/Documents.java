package io.github.holoseg.model.document;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.holoseg.model.ModelFormatException;
import java.io.CharConversionException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Reads a JSON or YAML file, which one by its ending. Stateless. */
public final class Documents {
  /** Far above any real description; keeps a wrong file from filling the memory. */
  private static final long MAX_BYTES = 16L << 20;

  private static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          // Python writes these for numbers that are none.
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS.mappedFeature())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private Documents() {}

  /**
   * The object in a file.
   *
   * @param file ends with {@code .json}, {@code .yaml} or {@code .yml}
   * @throws ModelFormatException if it is missing, too large, damaged or no object
   */
  public static Field read(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new ModelFormatException(file, "is missing; copy the complete model folder again");
    }
    if (Files.size(file) > MAX_BYTES) {
      throw new ModelFormatException(
          file, "has " + Files.size(file) + " bytes, at most " + MAX_BYTES + " are read");
    }
    byte[] bytes = Files.readAllBytes(file);
    return Field.root(file, isYaml(file) ? yaml(file, bytes) : json(file, bytes));
  }

  private static boolean isYaml(Path file) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    return name.endsWith(".yaml") || name.endsWith(".yml");
  }

  private static JsonNode yaml(Path file, byte[] bytes) throws IOException {
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new ModelFormatException(file, "is no text in UTF-8; save it in that encoding", e);
    }
    return YamlText.parse(file, text.startsWith("\uFEFF") ? text.substring(1) : text);
  }

  static JsonNode json(Path file, byte[] bytes) throws IOException {
    try {
      JsonNode node = JSON.readTree(bytes);
      if (node == null || node.isMissingNode()) {
        throw new ModelFormatException(file, "is empty; copy the complete model folder again");
      }
      return node;
    } catch (CharConversionException e) {
      throw new ModelFormatException(file, "is no text in UTF-8; save it in that encoding", e);
    } catch (JsonProcessingException e) {
      String at =
          e.getLocation() == null
              ? ""
              : " (line %d, column %d)"
                  .formatted(e.getLocation().getLineNr(), e.getLocation().getColumnNr());
      String reason = e.getOriginalMessage().lines().findFirst().orElse("not readable");
      // The parser's note on where the object began speaks of its own settings, not of the file.
      int note = reason.indexOf(" (start marker at ");
      throw new ModelFormatException(
          file,
          "is no valid JSON" + at + ": " + (note < 0 ? reason : reason.substring(0, note)),
          e);
    }
  }
}
