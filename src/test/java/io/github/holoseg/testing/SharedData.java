package io.github.holoseg.testing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Real data that lies beside the project (`../shared/data`) or is fetched by
 * `sample-volumes/fetch`. A test that asks for a file that is not there is skipped, with the file's
 * name.
 */
public final class SharedData {
  private static final Path PROJECT =
      Path.of(System.getProperty("holoseg.project", ".")).toAbsolutePath().normalize();

  private SharedData() {}

  /** The project's root folder. */
  public static Path project() {
    return PROJECT;
  }

  /** A file or folder below {@code ../shared/data}; skips the test when it is absent. */
  public static Path shared(String relative) {
    return require(PROJECT.resolveSibling("shared").resolve("data").resolve(relative));
  }

  /** A file or folder below {@code sample-volumes/data}; skips the test when it is absent. */
  public static Path sample(String relative) {
    return require(PROJECT.resolve("sample-volumes/data").resolve(relative));
  }

  private static Path require(Path path) {
    assumeTrue(Files.exists(path), "test data not here: " + path);
    return path;
  }
}
