package io.github.holoseg.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * Where a fuzz target puts its inputs: one folder for the whole run, in memory where there is such
 * a file system. The fuzzer ends its process without Java's ceremonies, so folders of earlier runs
 * are removed at the start of the next one.
 */
public final class FuzzFolder {
  private static final String PREFIX = "holoseg-fuzz-";

  private final Path folder;

  public FuzzFolder() {
    Path memory = Path.of("/dev/shm");
    Path parent = Files.isWritable(memory) ? memory : Path.of(System.getProperty("java.io.tmpdir"));
    try {
      removeOld(parent);
      folder = Files.createDirectories(parent.resolve(PREFIX + ProcessHandle.current().pid()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(folder)));
  }

  /** Writes it over the earlier one of that name. */
  public Path write(String name, byte[] bytes) {
    try {
      return Files.write(folder.resolve(name), bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void removeOld(Path parent) throws IOException {
    try (Stream<Path> list = Files.list(parent)) {
      list.filter(p -> p.getFileName().toString().matches(PREFIX + "\\d{1,18}"))
          .filter(p -> !isRunning(p))
          .forEach(FuzzFolder::remove);
    }
  }

  private static boolean isRunning(Path folder) {
    long pid = Long.parseLong(folder.getFileName().toString().substring(PREFIX.length()));
    return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent();
  }

  private static void remove(Path folder) {
    try (Stream<Path> list = Files.list(folder)) {
      for (Path file : list.toList()) {
        Files.deleteIfExists(file);
      }
      Files.deleteIfExists(folder);
    } catch (IOException e) {
      // the next run tries again
    }
  }
}
