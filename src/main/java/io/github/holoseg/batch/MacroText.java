package io.github.holoseg.batch;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The option strings of ImageJ macros, {@code key=value other=[a value with spaces] flag}, read and
 * written.
 *
 * <p>ImageJ's own lookup ({@code Macro.getValue}) finds keys inside values and inside longer keys;
 * this reads from left to right instead. A value is plain text up to the next white space, or
 * {@code [text]} with brackets counted, or {@code "text"} or {@code 'text'} where a doubled quote
 * stands for one. Backslashes mean themselves, so Windows paths need no care. Whatever ImageJ's
 * recorder writes and can be read without doubt is read the same way; the rest is refused.
 */
final class MacroText {
  private final String text;
  private int at;

  private MacroText(String text) {
    this.text = text;
  }

  /**
   * @return keys in lower case, in order; the value of a bare flag is {@code "true"}
   * @throws UsageException saying what cannot be read, and where
   */
  static Map<String, String> parse(String options) {
    return new MacroText(options).parse();
  }

  private Map<String, String> parse() {
    Map<String, String> values = new LinkedHashMap<>();
    skipSpace();
    while (at < text.length()) {
      int start = at;
      while (at < text.length() && text.charAt(at) != '=' && !isSpace(at)) {
        at++;
      }
      String key = text.substring(start, at).toLowerCase(Locale.ROOT);
      if (!key.matches("[a-z]+")) {
        throw problem("'" + text.substring(start, at) + "' is no key (write key=value)", start);
      }
      String value = "true";
      if (at < text.length() && text.charAt(at) == '=') {
        at++;
        value = value();
      }
      if (values.put(key, value) != null) {
        throw problem("the key '" + key + "' is given twice", start);
      }
      skipSpace();
    }
    return values;
  }

  private String value() {
    if (at == text.length() || isSpace(at)) {
      return "";
    }
    char first = text.charAt(at);
    String value =
        switch (first) {
          case '[' -> bracketed();
          case '"', '\'' -> quoted(first);
          default -> plain();
        };
    if (at < text.length() && !isSpace(at)) {
      throw problem(
          "text follows a closed value (a value with unpaired brackets needs double quotes)", at);
    }
    return value;
  }

  private String plain() {
    int start = at;
    while (at < text.length() && !isSpace(at)) {
      at++;
    }
    return text.substring(start, at);
  }

  private String bracketed() {
    int start = at;
    int depth = 0;
    do {
      if (at == text.length()) {
        throw problem("a bracket is opened and not closed", start);
      }
      depth += depthChange(text.charAt(at++));
    } while (depth > 0);
    return text.substring(start + 1, at - 1);
  }

  private String quoted(char quote) {
    int start = at++;
    StringBuilder value = new StringBuilder();
    while (true) {
      int end = text.indexOf(quote, at);
      if (end < 0) {
        throw problem("a quote is opened and not closed", start);
      }
      value.append(text, at, end);
      at = end + 1;
      if (at == text.length() || text.charAt(at) != quote) {
        return value.toString();
      }
      value.append(quote);
      at++;
    }
  }

  private void skipSpace() {
    while (at < text.length() && isSpace(at)) {
      at++;
    }
  }

  private boolean isSpace(int index) {
    return Character.isWhitespace(text.charAt(index));
  }

  private UsageException problem(String what, int position) {
    return new UsageException(
        "Cannot read the options: "
            + what
            + " at character "
            + (position + 1)
            + " of \""
            + text
            + "\".");
  }

  /** The value as it stands after {@code key=}; {@link #parse} reads it back unchanged. */
  static String quote(String value) {
    boolean plain = !value.isEmpty() && "[\"'".indexOf(value.charAt(0)) < 0;
    for (int i = 0; i < value.length() && plain; i++) {
      plain = !Character.isWhitespace(value.charAt(i));
    }
    if (plain) {
      return value;
    }
    return hasPairedBrackets(value) ? "[" + value + "]" : "\"" + value.replace("\"", "\"\"") + "\"";
  }

  private static boolean hasPairedBrackets(String value) {
    int depth = 0;
    for (int i = 0; i < value.length() && depth >= 0; i++) {
      depth += depthChange(value.charAt(i));
    }
    return depth == 0;
  }

  private static int depthChange(char c) {
    return c == '[' ? 1 : c == ']' ? -1 : 0;
  }

  /** The text as a string literal of the ImageJ macro language, with its quotes. */
  static String literal(String value) {
    return '"'
        + value
            .replace("\\", "\\\\")
            .replace("\"", "\\\"")
            .replace("\n", "\\n")
            .replace("\r", "\\r")
            .replace("\t", "\\t")
        + '"';
  }
}
