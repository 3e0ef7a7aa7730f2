package io.github.holoseg.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/**
 * Where a fuzz target puts its inputs: one folder for the whole run, deleted at its end, in memory
 * where there is such a file system.
 */
public final class FuzzFolder {
  private final Path folder;
  private final Set<String> names = new HashSet<>();

  public FuzzFolder() {
    try {
      Path memory = Path.of("/dev/shm");
      folder =
          Files.isWritable(memory)
              ? Files.createTempDirectory(memory, "holoseg-fuzz")
              : Files.createTempDirectory("holoseg-fuzz");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    folder.toFile().deleteOnExit();
  }

  /** Writes it over the earlier one of that name. */
  public Path write(String name, byte[] bytes) {
    Path file = folder.resolve(name);
    try {
      if (names.add(name)) {
        file.toFile().deleteOnExit();
      }
      return Files.write(file, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
