package io.github.holoseg.model.install;

import io.github.holoseg.model.CacheFolders;
import io.github.holoseg.model.WeightFiles;
import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.task.ProgressListener;
import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.UUID;

/**
 * Zip archives that were named as models, unpacked once into the first cache folder that can be
 * written, under the archive's SHA-256. A folder is there complete or not at all: it is unpacked
 * under a temporary name and moved. Thread-safe.
 */
public final class ArchiveCache {
  private final List<Path> caches;
  private final UnpackLimits limits;

  /**
   * @param caches the best place first
   */
  public ArchiveCache(List<Path> caches, UnpackLimits limits) {
    this.caches = List.copyOf(caches);
    this.limits = limits;
  }

  /** In the user's cache. */
  public static ArchiveCache standard() {
    return new ArchiveCache(CacheFolders.standard(), UnpackLimits.DEFAULT);
  }

  /**
   * What is in the archive.
   *
   * @throws io.github.holoseg.model.ModelFormatException if the archive is damaged or not harmless
   * @throws java.util.concurrent.CancellationException soon after a cancel
   * @throws IOException if no cache folder can be written, naming them
   */
  public Path folder(Path archive, ProgressListener progress, CancellationToken cancel)
      throws IOException {
    String hash = WeightFiles.sha256(archive, cancel);
    IOException failure = new IOException(archive + ": it cannot be unpacked");
    for (Path cache : caches) {
      Path folder = cache.resolve("archives").resolve(hash);
      if (Files.isDirectory(folder)) {
        return folder;
      }
      Path temporary = folder.resolveSibling(".unpack-" + UUID.randomUUID());
      try {
        Files.createDirectories(temporary);
      } catch (IOException e) {
        failure = new IOException(failure.getMessage() + "; " + cache + ": " + e.getMessage(), e);
        continue;
      }
      unpack(archive, temporary, folder, progress, cancel);
      return folder;
    }
    throw failure;
  }

  private void unpack(
      Path archive,
      Path temporary,
      Path folder,
      ProgressListener progress,
      CancellationToken cancel)
      throws IOException {
    try {
      Unzip.unpack(archive, temporary, limits, progress, cancel);
      move(temporary, folder);
    } catch (IOException e) {
      // Another process may have put the same files there in the meantime.
      if (!Files.isDirectory(folder)) {
        throw e;
      }
    } finally {
      FolderTree.delete(temporary);
    }
  }

  private static void move(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(from, to);
    }
  }
}
