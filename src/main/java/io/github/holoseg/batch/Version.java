package io.github.holoseg.batch;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** Which Holoseg this is. */
public final class Version {
  /** For example {@code 0.1.0}; the build writes it. */
  public static final String TEXT = load();

  private Version() {}

  private static String load() {
    try (InputStream in = Version.class.getResourceAsStream("version.properties")) {
      Properties properties = new Properties();
      properties.load(in);
      return properties.getProperty("version");
    } catch (IOException e) {
      throw new UncheckedIOException("version.properties of the Holoseg jar cannot be read", e);
    }
  }
}
