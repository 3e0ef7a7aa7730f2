package io.github.holoseg.io.raster;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names of numbered files, given as in C's printf: {@code slice%03d.raw}. */
public final class FilePattern {
  private static final Pattern NUMBER = Pattern.compile("%(0?[0-9]{0,2})[diu]");
  private static final int MOST = 1_000_000;

  private FilePattern() {}

  /**
   * A number of a pattern's range.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static long number(String word) {
    if (!word.matches("-?[0-9]{1,18}")) {
      throw new IllegalArgumentException("'" + HeaderLines.shown(word) + "' is no whole number");
    }
    return Long.parseLong(word);
  }

  /**
   * @param step not 0; may be negative
   * @throws IllegalArgumentException saying what is wrong
   */
  public static List<String> expand(String pattern, long min, long max, long step) {
    Matcher number = NUMBER.matcher(pattern);
    if (!number.find() || pattern.replaceFirst(NUMBER.pattern(), "").contains("%")) {
      throw new IllegalArgumentException(
          "'" + HeaderLines.shown(pattern) + "' is no pattern with one number, like slice%03d.raw");
    }
    double steps = ((double) max - min) / step;
    if (!(steps >= 0 && steps < MOST)) {
      throw new IllegalArgumentException(
          "no files can be counted from " + min + " to " + max + " in steps of " + step);
    }
    String format = "%" + number.group(1).replaceFirst("^0$", "") + "d";
    List<String> names = new ArrayList<>();
    for (long i = 0; i <= (long) steps; i++) {
      names.add(
          pattern.substring(0, number.start())
              + String.format(Locale.ROOT, format, min + i * step)
              + pattern.substring(number.end()));
    }
    return names;
  }
}
