package io.github.holoseg.model.holoseg;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.holoseg.model.ModelFormatException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A JSON object read with nothing forgiven: the fields it may have are stated first, and every
 * value must be there, of the right type and in range. Each refusal names file, JSON pointer and
 * what is allowed. Not thread-safe.
 */
final class StrictNode {
  private final Path file;
  private final String pointer;
  private final JsonNode node;

  private StrictNode(Path file, String pointer, JsonNode node) throws ModelFormatException {
    this.file = file;
    this.pointer = pointer;
    this.node = node;
    if (!node.isObject()) {
      throw new ModelFormatException(
          file, where(pointer) + " is " + shown(node) + ", must be an object {…}");
    }
  }

  static StrictNode root(Path file, JsonNode node) throws ModelFormatException {
    return new StrictNode(file, "", node);
  }

  /** States all fields that this object may have; refuses others. */
  StrictNode only(String... fields) throws ModelFormatException {
    Set<String> allowed = Set.of(fields);
    for (var names = node.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (!allowed.contains(name)) {
        throw new ModelFormatException(
            file,
            pointer
                + "/"
                + escape(name)
                + " is unknown; "
                + (pointer.isEmpty() ? "a model" : pointer)
                + " has the fields "
                + String.join(", ", fields));
      }
    }
    return this;
  }

  boolean has(String field) {
    return node.has(field);
  }

  /** Whether the field is there and {@code null}. */
  boolean isNull(String field) {
    return node.has(field) && node.get(field).isNull();
  }

  String text(String field) throws ModelFormatException {
    JsonNode value = required(field, "a text");
    if (!value.isTextual()) {
      throw bad(field, "must be a text");
    }
    return value.textValue();
  }

  String text(String field, String absent) throws ModelFormatException {
    return has(field) ? text(field) : absent;
  }

  /** A text that is not blank. */
  String filledText(String field) throws ModelFormatException {
    String value = text(field);
    if (value.isBlank()) {
      throw bad(field, "must not be empty");
    }
    return value;
  }

  boolean flag(String field, boolean absent) throws ModelFormatException {
    if (!has(field)) {
      return absent;
    }
    if (!node.get(field).isBoolean()) {
      throw bad(field, "must be true or false");
    }
    return node.get(field).booleanValue();
  }

  /** A whole number from {@code min} to {@code max}. */
  int whole(String field, int min, int max) throws ModelFormatException {
    String allowed =
        max == Integer.MAX_VALUE ? " of at least " + min : " from " + min + " to " + max;
    JsonNode value = required(field, "a whole number" + allowed);
    if (!isInt(value) || value.intValue() < min || value.intValue() > max) {
      throw bad(field, "must be a whole number" + allowed);
    }
    return value.intValue();
  }

  double number(String field) throws ModelFormatException {
    JsonNode value = required(field, "a number");
    if (!isFinite(value)) {
      throw bad(field, "must be a finite number in float32");
    }
    return value.doubleValue();
  }

  double number(String field, double absent) throws ModelFormatException {
    return has(field) ? number(field) : absent;
  }

  /** One of an enum's constants, written in lower camel case. */
  <E extends Enum<E>> E oneOf(String field, Class<E> type) throws ModelFormatException {
    String allowed = "one of " + String.join(", ", EnumNames.of(type));
    JsonNode value = required(field, allowed);
    for (E constant : type.getEnumConstants()) {
      if (value.isTextual() && value.textValue().equals(EnumNames.of(constant))) {
        return constant;
      }
    }
    throw bad(field, "must be " + allowed);
  }

  <E extends Enum<E>> E oneOf(String field, Class<E> type, E absent) throws ModelFormatException {
    return has(field) ? oneOf(field, type) : absent;
  }

  /** Whole numbers, {@code count} of them (any number if negative), each at least {@code min}. */
  int[] wholes(String field, int count, int min) throws ModelFormatException {
    List<JsonNode> items = items(field, count, "whole numbers of at least " + min);
    int[] values = new int[items.size()];
    for (int i = 0; i < values.length; i++) {
      if (!isInt(items.get(i)) || items.get(i).intValue() < min) {
        throw bad(field + "/" + i, items.get(i), "must be a whole number of at least " + min);
      }
      values[i] = items.get(i).intValue();
    }
    return values;
  }

  int[] wholes(String field, int count, int min, int[] absent) throws ModelFormatException {
    return has(field) ? wholes(field, count, min) : absent;
  }

  double[] numbers(String field, int count) throws ModelFormatException {
    List<JsonNode> items = items(field, count, "numbers");
    double[] values = new double[items.size()];
    for (int i = 0; i < values.length; i++) {
      if (!isFinite(items.get(i))) {
        throw bad(field + "/" + i, items.get(i), "must be a finite number in float32");
      }
      values[i] = items.get(i).doubleValue();
    }
    return values;
  }

  /** As {@link #numbers}, NaN where an item is {@code null}; not all are. */
  double[] numbersOrNull(String field, int count) throws ModelFormatException {
    List<JsonNode> items = items(field, count, "numbers");
    double[] values = new double[items.size()];
    boolean any = false;
    for (int i = 0; i < values.length; i++) {
      boolean absent = items.get(i).isNull();
      if (!absent && !isFinite(items.get(i))) {
        throw bad(field + "/" + i, items.get(i), "must be a finite number in float32, or null");
      }
      values[i] = absent ? Double.NaN : items.get(i).doubleValue();
      any |= !absent;
    }
    if (!any) {
      throw bad(field, "must have at least one number, or be null itself");
    }
    return values;
  }

  /** Texts, none of them blank or there twice; an absent field is an empty list. */
  List<String> texts(String field) throws ModelFormatException {
    List<String> values = new ArrayList<>();
    if (!has(field)) {
      return values;
    }
    for (JsonNode item : items(field, -1, "texts")) {
      String at = field + "/" + values.size();
      if (!item.isTextual() || item.textValue().isBlank()) {
        throw bad(at, item, "must be a text that is not empty");
      }
      if (values.contains(item.textValue())) {
        throw bad(at, item, "must be listed only once");
      }
      values.add(item.textValue());
    }
    return values;
  }

  StrictNode object(String field) throws ModelFormatException {
    return new StrictNode(file, pointer + "/" + field, required(field, "an object {…}"));
  }

  List<StrictNode> objects(String field) throws ModelFormatException {
    List<StrictNode> objects = new ArrayList<>();
    for (JsonNode item : items(field, -1, "objects {…}")) {
      objects.add(new StrictNode(file, pointer + "/" + field + "/" + objects.size(), item));
    }
    return objects;
  }

  /** A refusal of a field's value: {@code demand} says what it must be. */
  ModelFormatException bad(String field, String demand) {
    return bad(field, node.at("/" + field), demand);
  }

  /** A refusal that is not about one value only. */
  ModelFormatException error(String field, String problem) {
    return new ModelFormatException(
        file, where(field.isEmpty() ? pointer : pointer + "/" + field) + " " + problem);
  }

  private ModelFormatException bad(String path, JsonNode value, String demand) {
    return new ModelFormatException(
        file, pointer + "/" + path + " is " + shown(value) + ", " + demand);
  }

  private JsonNode required(String field, String what) throws ModelFormatException {
    if (!node.has(field)) {
      throw new ModelFormatException(file, pointer + "/" + field + " is missing, must be " + what);
    }
    return node.get(field);
  }

  private List<JsonNode> items(String field, int count, String what) throws ModelFormatException {
    String demand = count < 0 ? "a list of " + what : "a list of " + count + " " + what;
    if (count == 3) {
      demand += " (x, y, z)";
    }
    JsonNode value = required(field, demand);
    if (!value.isArray() || count >= 0 && value.size() != count) {
      throw bad(field, "must be " + demand);
    }
    List<JsonNode> items = new ArrayList<>();
    value.forEach(items::add);
    return items;
  }

  private static boolean isInt(JsonNode value) {
    return value.isIntegralNumber() && value.canConvertToInt();
  }

  /** In float32: models compute in it, and a larger number would become infinite there. */
  private static boolean isFinite(JsonNode value) {
    return value.isNumber() && Float.isFinite(value.floatValue());
  }

  private static String where(String pointer) {
    return pointer.isEmpty() ? "the document" : pointer;
  }

  private static String escape(String name) {
    return name.replace("~", "~0").replace("/", "~1");
  }

  private static String shown(JsonNode value) {
    String text = value.toString();
    return text.length() <= 60 ? text : text.substring(0, 57) + "…";
  }
}
