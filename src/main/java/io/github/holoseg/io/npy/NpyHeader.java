package io.github.holoseg.io.npy;

import java.util.ArrayList;
import java.util.List;

/**
 * The header of a {@code .npy} file: a Python dictionary of exactly {@code descr}, {@code
 * fortran_order} and {@code shape} (numpy.lib.format). Read character by character; any other
 * Python is refused.
 *
 * @param type element type without its byte order, for example {@code f4}
 * @param bigEndian byte order
 * @param fortranOrder first axis fastest
 * @param shape sizes, slowest first in C order
 */
record NpyHeader(String type, boolean bigEndian, boolean fortranOrder, long[] shape) {
  private static final List<String> TYPES =
      List.of("f2", "f4", "f8", "i1", "i2", "i4", "i8", "u1", "u2", "u4", "b1");
  private static final int MOST_AXES = 8;

  /** A sentence's part that says what is wrong. */
  static final class BadHeader extends Exception {
    private static final long serialVersionUID = 1;

    BadHeader(String message) {
      super(message);
    }
  }

  static NpyHeader parse(String text) throws BadHeader {
    return new Parser(text).header();
  }

  int elementBytes() {
    return type.charAt(1) - '0';
  }

  /** Number of values. */
  long count() throws BadHeader {
    long count = 1;
    for (long size : shape) {
      if (size != 0 && count > Long.MAX_VALUE / 16 / size) {
        throw new BadHeader("an impossible shape");
      }
      count *= size;
    }
    return count;
  }

  /** One pass over the text. */
  private static final class Parser {
    private final String text;
    private int at;

    Parser(String text) {
      this.text = text;
    }

    NpyHeader header() throws BadHeader {
      String descr = null;
      Boolean fortran = null;
      long[] shape = null;
      expect('{');
      while (!next('}')) {
        String key = quoted();
        expect(':');
        switch (key) {
          case "descr" -> descr = once(descr, quoted());
          case "fortran_order" -> fortran = once(fortran, truth());
          case "shape" -> shape = once(shape, tuple());
          default -> throw new BadHeader("an unknown key");
        }
        if (!next(',')) {
          expect('}');
          break;
        }
      }
      skip();
      if (at < text.length() || descr == null || fortran == null || shape == null) {
        throw new BadHeader("an incomplete header");
      }
      char order = descr.isEmpty() ? ' ' : descr.charAt(0);
      String type = descr.isEmpty() ? "" : descr.substring(1);
      boolean isSingle = type.endsWith("1");
      if ("<>|=".indexOf(order) < 0 || order == '|' && !isSingle || !TYPES.contains(type)) {
        throw new BadHeader(
            "values of type '"
                + descr.replaceAll("[^ -~]", "?")
                + "'; save it as float32, float16 or integers");
      }
      return new NpyHeader(type, order == '>', fortran, shape);
    }

    private static <T> T once(T before, T value) throws BadHeader {
      if (before != null) {
        throw new BadHeader("a key twice");
      }
      return value;
    }

    private String quoted() throws BadHeader {
      skip();
      char quote = at < text.length() ? text.charAt(at) : ' ';
      int end = quote == '\'' || quote == '"' ? text.indexOf(quote, at + 1) : -1;
      if (end < 0) {
        throw new BadHeader("a header that is damaged");
      }
      String value = text.substring(at + 1, end);
      if (value.indexOf('\\') >= 0) {
        throw new BadHeader("a header that is damaged");
      }
      at = end + 1;
      return value;
    }

    private boolean truth() throws BadHeader {
      skip();
      for (String word : List.of("True", "False")) {
        if (text.startsWith(word, at)) {
          at += word.length();
          return word.equals("True");
        }
      }
      throw new BadHeader("a header that is damaged");
    }

    private long[] tuple() throws BadHeader {
      expect('(');
      List<Long> sizes = new ArrayList<>();
      while (!next(')')) {
        sizes.add(number());
        if (sizes.size() > MOST_AXES) {
          throw new BadHeader("more than " + MOST_AXES + " axes");
        }
        if (!next(',')) {
          expect(')');
          break;
        }
      }
      return sizes.stream().mapToLong(Long::longValue).toArray();
    }

    private long number() throws BadHeader {
      skip();
      int start = at;
      while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
        at++;
      }
      if (at == start || at - start > 12) {
        throw new BadHeader("a shape that is damaged");
      }
      return Long.parseLong(text.substring(start, at));
    }

    private boolean next(char wanted) {
      skip();
      if (at < text.length() && text.charAt(at) == wanted) {
        at++;
        return true;
      }
      return false;
    }

    private void expect(char wanted) throws BadHeader {
      if (!next(wanted)) {
        throw new BadHeader("a header that is damaged");
      }
    }

    private void skip() {
      while (at < text.length() && " \t\n".indexOf(text.charAt(at)) >= 0) {
        at++;
      }
    }
  }
}
