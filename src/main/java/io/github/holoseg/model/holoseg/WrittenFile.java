package io.github.holoseg.model.holoseg;

import io.github.holoseg.model.ModelFormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * A description that is being written.
 *
 * @param path absolute
 * @param moved where files that the model names lie from now on; others stay where they are
 */
record WrittenFile(Path path, Map<Path, Path> moved) {
  /**
   * How the description names a file.
   *
   * @throws ModelFormatException if it lies outside the description's folder
   */
  String relative(Path file) throws IOException {
    Path folder = path.getParent().toRealPath();
    Path real = moved.getOrDefault(file, file).toAbsolutePath().normalize();
    Path parent = real.getParent();
    if (parent != null && Files.isDirectory(parent)) {
      real = parent.toRealPath().resolve(real.getFileName());
    }
    if (!real.startsWith(folder)) {
      throw new ModelFormatException(
          path, "the file " + file + " lies outside its folder; copy it into it first");
    }
    return folder.relativize(real).toString().replace('\\', '/');
  }
}
