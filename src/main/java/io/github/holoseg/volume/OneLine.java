package io.github.holoseg.volume;

/**
 * Text on one line. What comes from a file may hold line ends, or the control characters with which
 * a terminal can be made to show what is not there.
 */
public final class OneLine {
  private OneLine() {}

  /** Each run of control characters and line ends becomes one space. */
  public static String of(String text) {
    return text.replaceAll("[\\p{Cntrl}\\u0080-\\u009f\\u2028\\u2029]+", " ").strip();
  }

  /** The beginning of a text that has more characters than that, with three dots; else the text. */
  public static String beginning(String text, int longest) {
    return text.length() > longest ? text.substring(0, longest) + "..." : text;
  }
}
