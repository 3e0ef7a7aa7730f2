package io.github.holoseg.workbench;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;

/** The texts of the workbench's windows, from one bundle file. */
public final class Texts {
  private static final ResourceBundle BUNDLE =
      ResourceBundle.getBundle(
          "io.github.holoseg.workbench.texts", Locale.ROOT, Texts.class.getClassLoader());

  private Texts() {}

  /** The text as it stands in the file. */
  public static String get(String key) {
    return BUNDLE.getString(key);
  }

  /** The text with its places {@code {0}}, {@code {1}} … filled; numbers are given as text. */
  public static String get(String key, String... values) {
    return new MessageFormat(BUNDLE.getString(key), Locale.ROOT).format(values);
  }
}
