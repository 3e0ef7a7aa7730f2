package io.github.holoseg.model.install;

import io.github.holoseg.model.WeightFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Of what a model was installed from. */
final class Hashes {
  private Hashes() {}

  /**
   * The SHA-256 of a file; of a folder that of the list of all its files, each with its own hash,
   * two spaces and its path, sorted by path ({@code sha256sum} writes the same lines).
   */
  static String of(Path source) throws IOException {
    if (Files.isRegularFile(source)) {
      return WeightFiles.sha256(source);
    }
    StringBuilder list = new StringBuilder();
    try (Stream<Path> walk = Files.walk(source)) {
      List<Path> files = walk.filter(Files::isRegularFile).sorted().toList();
      for (Path file : files) {
        String name = source.relativize(file).toString().replace('\\', '/');
        list.append(WeightFiles.sha256(file)).append("  ").append(name).append('\n');
      }
    }
    return WeightFiles.sha256(list.toString().getBytes(StandardCharsets.UTF_8));
  }
}
