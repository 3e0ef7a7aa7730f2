package io.github.holoseg.model.nnunet;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.holoseg.model.ModelFormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A value of one of nnU-Net's JSON files that knows where it stands. Fields that nobody asks for
 * are not looked at; a value that is asked for must be of the right kind, or the refusal names
 * file, JSON pointer and what is allowed. Immutable.
 */
final class Field {
  /** Real plans have some hundred kilobytes; a wrong file shall not fill the memory. */
  private static final long MAX_BYTES = 64L << 20;

  private static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          // Python writes these for numbers that are none.
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS.mappedFeature())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private final Path file;
  private final String pointer;
  private final JsonNode node;

  private Field(Path file, String pointer, JsonNode node) {
    this.file = file;
    this.pointer = pointer;
    this.node = node;
  }

  /** The object in a file. */
  static Field read(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new ModelFormatException(file, "is missing; copy the complete model folder again");
    }
    if (Files.size(file) > MAX_BYTES) {
      throw new ModelFormatException(
          file, "has " + Files.size(file) + " bytes, at most " + MAX_BYTES + " are read");
    }
    try {
      return of(file, JSON.readTree(Files.readAllBytes(file)));
    } catch (JsonProcessingException e) {
      String at =
          e.getLocation() == null
              ? ""
              : " (line %d, column %d)"
                  .formatted(e.getLocation().getLineNr(), e.getLocation().getColumnNr());
      String reason = e.getOriginalMessage().lines().findFirst().orElse("not readable");
      int note = reason.indexOf(" (start marker at ");
      throw new ModelFormatException(
          file,
          "is no valid JSON" + at + ": " + (note < 0 ? reason : reason.substring(0, note)),
          e);
    } catch (StackOverflowError e) {
      throw new ModelFormatException(file, "is nested too deeply to be a description", e);
    }
  }

  /** A document that is at hand; {@code file} is for messages. */
  static Field of(Path file, JsonNode document) throws IOException {
    Field root = new Field(file, "", document);
    if (!document.isObject()) {
      throw root.bad("must be an object {…}");
    }
    return root;
  }

  /** The same value, told to stand elsewhere in the file. */
  Field at(String otherPointer) {
    return new Field(file, otherPointer, node);
  }

  Path file() {
    return file;
  }

  String pointer() {
    return pointer;
  }

  JsonNode node() {
    return node;
  }

  /** Whether the field is there and not {@code null}. */
  boolean has(String name) {
    return node.hasNonNull(name);
  }

  /** The field, if it is there and not {@code null}. */
  Optional<Field> find(String name) {
    return has(name) ? Optional.of(child(name, node.get(name))) : Optional.empty();
  }

  Field get(String name) throws ModelFormatException {
    if (!node.has(name)) {
      throw new ModelFormatException(
          file, pointer + "/" + escape(name) + " is missing; copy the complete model folder again");
    }
    return child(name, node.get(name));
  }

  private Field child(String name, JsonNode value) {
    return new Field(file, pointer + "/" + escape(name), value);
  }

  /** The items of a list. */
  List<Field> items() throws ModelFormatException {
    if (!node.isArray()) {
      throw bad("must be a list […]");
    }
    List<Field> items = new ArrayList<>();
    node.forEach(item -> items.add(child(String.valueOf(items.size()), item)));
    return items;
  }

  /** The items of a list of known length. */
  List<Field> items(int count) throws ModelFormatException {
    List<Field> items = items();
    if (items.size() != count) {
      throw bad("must be a list of " + count + " values");
    }
    return items;
  }

  /** The fields of an object in their order. */
  Map<String, Field> fields() throws ModelFormatException {
    if (!node.isObject()) {
      throw bad("must be an object {…}");
    }
    Map<String, Field> fields = new LinkedHashMap<>();
    node.properties().forEach(e -> fields.put(e.getKey(), child(e.getKey(), e.getValue())));
    return fields;
  }

  boolean isList() {
    return node.isArray();
  }

  String text() throws ModelFormatException {
    if (!node.isTextual() || node.textValue().isBlank()) {
      throw bad("must be a text");
    }
    return node.textValue();
  }

  boolean flag() throws ModelFormatException {
    if (!node.isBoolean()) {
      throw bad("must be true or false");
    }
    return node.booleanValue();
  }

  /** A whole number; {@code 2.0} counts, because Python writes such. */
  int whole(int min, int max) throws ModelFormatException {
    double value = node.isNumber() ? node.doubleValue() : Double.NaN;
    if (!(value >= min && value <= max) || value != Math.rint(value)) {
      throw bad("must be a whole number from " + min + " to " + max);
    }
    return (int) value;
  }

  /** A number that float32 can hold. */
  double number() throws ModelFormatException {
    if (!node.isNumber() || !Float.isFinite(node.floatValue())) {
      throw bad("must be a finite number in float32");
    }
    return node.doubleValue();
  }

  /** A refusal of this value. */
  ModelFormatException bad(String demand) {
    String text = node.toString();
    String shown = text.length() <= 60 ? text : text.substring(0, 57) + "…";
    return new ModelFormatException(
        file, (pointer.isEmpty() ? "the document" : pointer) + " is " + shown + ", " + demand);
  }

  private static String escape(String name) {
    return name.replace("~", "~0").replace("/", "~1");
  }
}
