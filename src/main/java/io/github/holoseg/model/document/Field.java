package io.github.holoseg.model.document;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.holoseg.model.ModelFormatException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A value of a document that knows where it stands. What is asked for must be of the right kind, or
 * the refusal names file, JSON pointer and what is allowed. Immutable.
 */
public final class Field {
  private static final int SHOWN = 80;

  private final Path file;
  private final String pointer;
  private final JsonNode node;

  private Field(Path file, String pointer, JsonNode node) {
    this.file = file;
    this.pointer = pointer;
    this.node = node;
  }

  /** A whole document, which must be an object. */
  public static Field root(Path file, JsonNode document) throws ModelFormatException {
    Field root = new Field(file, "", document);
    if (!document.isObject()) {
      throw root.bad("must be an object");
    }
    return root;
  }

  /** Another value in this one's place: what a reference or a literal text stands for. */
  public Field standingFor(JsonNode value) {
    return new Field(file, pointer, value);
  }

  public Path file() {
    return file;
  }

  /** JSON pointer; empty for the document itself. */
  public String pointer() {
    return pointer;
  }

  public JsonNode node() {
    return node;
  }

  /** Whether the field is there and not {@code null}. */
  public boolean has(String name) {
    return node.hasNonNull(name);
  }

  /** The field, if it is there and not {@code null}. */
  public Optional<Field> find(String name) {
    return has(name) ? Optional.of(child(name, node.get(name))) : Optional.empty();
  }

  /**
   * @throws ModelFormatException if it is not there or {@code null}
   */
  public Field get(String name) throws ModelFormatException {
    if (!has(name)) {
      throw new ModelFormatException(file, pointer + "/" + escape(name) + " is missing");
    }
    return child(name, node.get(name));
  }

  /** The text of a field; {@code absent} if it is not there. */
  public String text(String name, String absent) throws ModelFormatException {
    return has(name) ? get(name).text() : absent;
  }

  /** The number of a field; {@code absent} if it is not there. */
  public double number(String name, double absent) throws ModelFormatException {
    return has(name) ? get(name).number() : absent;
  }

  private Field child(String name, JsonNode value) {
    return new Field(file, pointer + "/" + escape(name), value);
  }

  public boolean isList() {
    return node.isArray();
  }

  public boolean isObject() {
    return node.isObject();
  }

  public boolean isText() {
    return node.isTextual();
  }

  public boolean isNumber() {
    return node.isNumber();
  }

  public boolean isFlag() {
    return node.isBoolean();
  }

  public boolean isNull() {
    return node.isNull();
  }

  /** The items of a list. */
  public List<Field> items() throws ModelFormatException {
    if (!node.isArray()) {
      throw bad("must be a list");
    }
    List<Field> items = new ArrayList<>();
    node.forEach(item -> items.add(child(String.valueOf(items.size()), item)));
    return items;
  }

  /** The items of a list of known length. */
  public List<Field> items(int count) throws ModelFormatException {
    List<Field> items = items();
    if (items.size() != count) {
      throw bad("must be a list of " + count + " values");
    }
    return items;
  }

  /** The fields of an object in their order. */
  public Map<String, Field> fields() throws ModelFormatException {
    if (!node.isObject()) {
      throw bad("must be an object");
    }
    Map<String, Field> fields = new LinkedHashMap<>();
    node.properties().forEach(e -> fields.put(e.getKey(), child(e.getKey(), e.getValue())));
    return fields;
  }

  /**
   * Refuses fields that are not among the allowed ones.
   *
   * @return this
   */
  public Field only(String... allowed) throws ModelFormatException {
    for (Map.Entry<String, Field> e : fields().entrySet()) {
      if (!Set.of(allowed).contains(e.getKey())) {
        throw new ModelFormatException(
            file, e.getValue().pointer + " is not known; known are " + String.join(", ", allowed));
      }
    }
    return this;
  }

  /** A text that is not blank. */
  public String text() throws ModelFormatException {
    if (!node.isTextual() || node.textValue().isBlank()) {
      throw bad("must be a text");
    }
    return node.textValue();
  }

  public boolean flag() throws ModelFormatException {
    if (!node.isBoolean()) {
      throw bad("must be true or false");
    }
    return node.booleanValue();
  }

  /** A whole number; {@code 2.0} counts, because Python writes such. */
  public int whole(int min, int max) throws ModelFormatException {
    double value = node.isNumber() ? node.doubleValue() : Double.NaN;
    if (!(value >= min && value <= max) || value != Math.rint(value)) {
      throw bad(
          "must be a whole number"
              + (max == Integer.MAX_VALUE ? " of at least " + min : " from " + min + " to " + max));
    }
    return (int) value;
  }

  /** A number that float32 can hold. */
  public double number() throws ModelFormatException {
    if (!node.isNumber() || !Float.isFinite(node.floatValue())) {
      throw bad("must be a finite number");
    }
    return node.doubleValue();
  }

  /** One such number, or a list of them. */
  public double[] numberOrNumbers() throws ModelFormatException {
    return isList() ? numbers() : new double[] {number()};
  }

  /** A list of such numbers, at least one. */
  public double[] numbers() throws ModelFormatException {
    List<Field> items = items();
    if (items.isEmpty()) {
      throw bad("must have at least one number");
    }
    double[] values = new double[items.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = items.get(i).number();
    }
    return values;
  }

  /** A refusal of this value; {@code demand} says what it must be. */
  public ModelFormatException bad(String demand) {
    return error("is " + shown() + ", " + demand);
  }

  /** A refusal at this place. */
  public ModelFormatException error(String problem) {
    return new ModelFormatException(
        file, (pointer.isEmpty() ? "the document" : pointer) + " " + problem);
  }

  /** The value as JSON, shortened. */
  public String shown() {
    String text = node.toString().replaceAll("\\p{Cntrl}", " ");
    return text.length() <= SHOWN ? text : text.substring(0, SHOWN - 1) + "…";
  }

  private static String escape(String name) {
    return name.replace("~", "~0").replace("/", "~1").replaceAll("\\p{Cntrl}", " ");
  }
}
