package io.github.holoseg.viewer.swing;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.MissingResourceException;
import java.util.ResourceBundle;

/** All words of the viewer; they stand in {@code texts.properties} beside this package. */
final class Texts {
  private static final ResourceBundle BUNDLE =
      ResourceBundle.getBundle("io.github.holoseg.viewer.swing.texts", Locale.ROOT);

  private Texts() {}

  static boolean has(String key) {
    return BUNDLE.containsKey(key);
  }

  /**
   * @param values for {0}, {1} …; numbers are formatted by the caller
   * @throws MissingResourceException if the bundle has no such key
   */
  static String get(String key, Object... values) {
    String text = BUNDLE.getString(key);
    return values.length == 0 ? text : new MessageFormat(text, Locale.ROOT).format(values);
  }
}
