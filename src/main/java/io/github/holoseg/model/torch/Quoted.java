package io.github.holoseg.model.torch;

/** Text of a file that may hold anything, made fit for a message. */
final class Quoted {
  private static final int LONGEST = 80;

  private Quoted() {}

  /** In quotes, on one line, without controls, at most 80 characters. */
  static String of(String text) {
    StringBuilder out = new StringBuilder("'");
    int end = Math.min(text.length(), LONGEST);
    for (int i = 0; i < end; i++) {
      char c = text.charAt(i);
      out.append(isPlain(c) ? c : '?');
    }
    return out.append(end < text.length() ? "..." : "").append('\'').toString();
  }

  private static boolean isPlain(char c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.UNASSIGNED,
          Character.PRIVATE_USE ->
          false;
      default -> true;
    };
  }
}
