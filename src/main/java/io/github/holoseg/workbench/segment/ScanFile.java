package io.github.holoseg.workbench.segment;

import io.github.holoseg.io.ReadOptions;
import io.github.holoseg.volume.Volume;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A scan that was read from a file already.
 *
 * @param path file or folder
 * @param options as it was read
 */
public record ScanFile(Path path, ReadOptions options, Volume<?> scan) {
  /** Whether it was read from a file or folder, by whatever path. */
  public boolean isFrom(Path other) {
    return isSame(path, other);
  }

  /** Whether a file that is there is the scan's own, or lies in its folder. */
  public boolean owns(Path file) {
    try {
      return Files.exists(file) && file.toRealPath().startsWith(path.toRealPath());
    } catch (IOException e) {
      return isFrom(file); // it cannot be read any more
    }
  }

  /** Whether two paths lead to the same file. */
  public static boolean isSame(Path a, Path b) {
    try {
      return Files.isSameFile(a, b);
    } catch (IOException e) { // one of them is not there
      return a.toAbsolutePath().normalize().equals(b.toAbsolutePath().normalize());
    }
  }
}
