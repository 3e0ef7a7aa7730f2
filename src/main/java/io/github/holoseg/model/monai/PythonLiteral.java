package io.github.holoseg.model.monai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Optional;

/**
 * A Python text that is nothing but a literal: a number, a quoted text, True, False, None, or a
 * list or tuple of such. Read letter by letter; whatever else there is makes it no literal.
 */
final class PythonLiteral {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final int MAX_LENGTH = 10_000;
  private static final int MAX_DEPTH = 20;

  private final String text;
  private int at;

  private PythonLiteral(String text) {
    this.text = text;
  }

  /** The value, or nothing if the text is no literal. */
  static Optional<JsonNode> of(String text) {
    if (text.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    PythonLiteral reader = new PythonLiteral(text);
    JsonNode value = reader.value(0);
    reader.skipSpace();
    return value != null && reader.at == text.length() ? Optional.of(value) : Optional.empty();
  }

  private JsonNode value(int depth) {
    skipSpace();
    if (at >= text.length() || depth > MAX_DEPTH) {
      return null;
    }
    char c = text.charAt(at);
    if (c == '[' || c == '(') {
      return list(c == '[' ? ']' : ')', depth);
    }
    if (c == '\'' || c == '"') {
      return quoted(c);
    }
    int from = at;
    while (at < text.length() && isWordLetter(text.charAt(at))) {
      at++;
    }
    return word(text.substring(from, at));
  }

  private static boolean isWordLetter(char c) {
    return c >= 'a' && c <= 'z'
        || c >= 'A' && c <= 'Z'
        || c >= '0' && c <= '9'
        || c == '_'
        || c == '.'
        || c == '+'
        || c == '-';
  }

  private static JsonNode word(String word) {
    switch (word) {
      case "True":
        return NODES.booleanNode(true);
      case "False":
        return NODES.booleanNode(false);
      case "None":
        return NODES.nullNode();
      default:
        // Without octal and hexadecimal numbers, underscores and leading zeros.
        if (word.matches("[+-]?(0|[1-9][0-9]{0,14})")) {
          return NODES.numberNode(Long.parseLong(word));
        }
        if (word.matches("[+-]?([0-9]{1,18}\\.[0-9]{0,18}|\\.?[0-9]{1,18})([eE][+-]?[0-9]{1,3})?")
            && (word.indexOf('.') >= 0 || word.indexOf('e') >= 0 || word.indexOf('E') >= 0)) {
          return NODES.numberNode(Double.parseDouble(word));
        }
        return null;
    }
  }

  /** Without escapes. */
  private JsonNode quoted(char quote) {
    int end = text.indexOf(quote, at + 1);
    if (end < 0 || text.substring(at, end).indexOf('\\') >= 0) {
      return null;
    }
    String inside = text.substring(at + 1, end);
    at = end + 1;
    return NODES.textNode(inside);
  }

  private JsonNode list(char close, int depth) {
    ArrayNode items = NODES.arrayNode();
    at++;
    boolean comma = false;
    while (true) {
      skipSpace();
      if (at < text.length() && text.charAt(at) == close) {
        at++;
        // (1) is a number in brackets, (1,) is a tuple
        return close == ')' && items.size() == 1 && !comma ? items.get(0) : items;
      }
      if (!items.isEmpty() && !comma) {
        return null;
      }
      JsonNode item = value(depth + 1);
      if (item == null) {
        return null;
      }
      items.add(item);
      skipSpace();
      comma = at < text.length() && text.charAt(at) == ',';
      if (comma) {
        at++;
      }
    }
  }

  private void skipSpace() {
    while (at < text.length() && text.charAt(at) == ' ') {
      at++;
    }
  }
}
