package io.github.holoseg.model.monai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.github.holoseg.model.ModelFormatException;
import io.github.holoseg.model.document.Field;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A bundle's configuration whose references are followed: {@code @a::b}, {@code @a#b}, relative
 * ones, {@code %a} within the file, and {@code $@a}. Of expressions ({@code $…}) only two forms are
 * understood, as text: a Python literal, and {@code LITERAL if @reference else LITERAL}. Any other
 * is refused where its value is needed. Immutable.
 *
 * <p>Source: MONAI 1.6.1 {@code bundle/config_parser.py}, {@code bundle/reference_resolver.py}.
 */
final class Config {
  private static final int MAX_STEPS = 50;
  private static final Pattern REFERENCE = Pattern.compile("@(\\w*(?:(?:::|#)\\w*)*)");
  private static final Pattern MACRO = Pattern.compile("%(\\w*(?:(?:::|#)\\w*)*)");
  private static final Pattern CHOICE = Pattern.compile("(.+) if (@[\\w:#]+) else (.+)");

  private final Field root;

  Config(Field root) {
    this.root = root;
  }

  /** The value of a field at the top, references followed; nothing if it is not there or null. */
  Optional<Field> find(String name) throws IOException {
    Optional<Field> field = root.find(name);
    return field.isPresent() ? Optional.of(resolve(field.get())) : Optional.empty();
  }

  Field root() {
    return root;
  }

  /**
   * The value that a field stands for.
   *
   * @throws ModelFormatException if it is an expression that is not understood, or refers to
   *     nothing
   */
  Field resolve(Field field) throws IOException {
    Field at = field;
    for (int step = 0; step < MAX_STEPS; step++) {
      String text = at.isText() ? at.node().textValue().strip() : "";
      String body = text.startsWith("$") ? text.substring(1).strip() : text;
      Matcher reference = REFERENCE.matcher(body);
      if (reference.matches()) {
        at = lookUp(at, reference.group(1));
      } else if (text.startsWith("$")) {
        return expression(at, body);
      } else if (text.startsWith("%")) {
        Matcher macro = MACRO.matcher(text);
        if (!macro.matches()) {
          throw at.error("is " + at.shown() + ", which takes in another file; write its content");
        }
        at = lookUp(at, macro.group(1));
      } else {
        return at;
      }
    }
    throw field.error("is a reference that leads back to itself");
  }

  /** Items of a list, each resolved; a single value is a list of one. */
  List<Field> items(Field field) throws IOException {
    Field list = resolve(field);
    if (!list.isList()) {
      return List.of(list);
    }
    List<Field> items = new ArrayList<>();
    for (Field item : list.items()) {
      items.add(resolve(item));
    }
    return items;
  }

  private Field expression(Field field, String body) throws IOException {
    Optional<JsonNode> literal = PythonLiteral.of(body);
    if (literal.isPresent()) {
      return field.standingFor(literal.get());
    }
    Matcher choice = CHOICE.matcher(body);
    if (choice.matches()) {
      Optional<JsonNode> yes = PythonLiteral.of(choice.group(1));
      Optional<JsonNode> no = PythonLiteral.of(choice.group(3));
      Field condition =
          yes.isPresent() && no.isPresent()
              ? resolve(field.standingFor(TextNode.valueOf(choice.group(2))))
              : field;
      if (condition.isFlag()) {
        return field.standingFor((condition.flag() ? yes : no).get());
      }
    }
    throw notEvaluated(field);
  }

  static ModelFormatException notEvaluated(Field field) {
    return field.error(
        "is the expression "
            + field.shown()
            + ", and expressions are never evaluated; write its value, or ask for a bundle"
            + " without it");
  }

  private Field lookUp(Field from, String id) throws IOException {
    String name = id.replace("#", "::");
    List<String> path = new ArrayList<>();
    if (name.startsWith("::")) {
      int up = 0;
      while (name.startsWith("::")) {
        up++;
        name = name.substring(2);
      }
      List<String> own = List.of(from.pointer().substring(1).split("/"));
      if (up > own.size()) {
        throw from.error("is " + from.shown() + ", which leads out of the document");
      }
      path.addAll(own.subList(0, own.size() - up));
    }
    if (!name.isEmpty()) {
      path.addAll(List.of(name.split("::", -1)));
    }
    Field at = root;
    for (String part : path) {
      Optional<Field> next = Optional.empty();
      if (at.isObject()) {
        next = at.find(part);
      } else if (at.isList() && part.matches("[0-9]{1,6}")) {
        List<Field> items = at.items();
        int index = Integer.parseInt(part);
        next = index < items.size() ? Optional.of(items.get(index)) : next;
      }
      if (next.isEmpty()) {
        throw from.error("is " + from.shown() + ", which refers to nothing in this file");
      }
      at = next.get();
    }
    return at;
  }
}
