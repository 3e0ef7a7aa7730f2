package io.github.holoseg.model.install;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Finds out before, not after gigabytes, that they do not fit. */
final class DiskSpace {
  /** Left for others. */
  private static final long RESERVE = 64L << 20;

  private DiskSpace() {}

  /**
   * @throws IOException if the folder's disk has less room than {@code bytes} and some more
   */
  static void require(Path folder, long bytes) throws IOException {
    long free = Files.getFileStore(folder).getUsableSpace();
    if (free < bytes + RESERVE) {
      throw new IOException(
          folder
              + ": "
              + ((bytes + RESERVE) >> 20)
              + " MB are needed there, "
              + (free >> 20)
              + " MB are free; make room, or choose another models folder");
    }
  }
}
