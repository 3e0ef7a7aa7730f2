package io.github.holoseg.model.install;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * A models folder while one program changes it. All work is done in {@value #HIDDEN} inside it, so
 * that the last step is a rename on one file system: a model is there complete or not at all, and
 * an older one is replaced or still there, whenever the program dies. What a dead one left is
 * cleared by the next.
 */
final class InstallFolder implements Closeable {
  static final String HIDDEN = ".holoseg-install";
  private static final String LOCK = "lock";
  private static final String DOWNLOADS = "downloads";
  private static final String WORK = "work-";
  private static final String OLD = "old";

  private final Path models;
  private final Path hidden;
  private final FileChannel channel;
  private final FileLock lock;
  private final Path work;

  private InstallFolder(Path models, FileChannel channel, FileLock lock) {
    this.models = models;
    this.hidden = models.resolve(HIDDEN);
    this.channel = channel;
    this.lock = lock;
    this.work = hidden.resolve(WORK + UUID.randomUUID());
  }

  /**
   * Locks a models folder; made if it is not there.
   *
   * @throws IOException if another program holds it, or it cannot be written
   */
  static InstallFolder open(Path models) throws IOException {
    Path hidden = models.resolve(HIDDEN);
    try {
      Files.createDirectories(hidden);
    } catch (IOException e) {
      throw new IOException(
          models
              + ": models cannot be installed there ("
              + e.getClass().getSimpleName().replaceFirst("Exception$", "")
              + "); make the folder writable, or name another in HOLOSEG_MODELS",
          e);
    }
    FileChannel channel =
        FileChannel.open(hidden.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    FileLock lock = null;
    try {
      lock = channel.tryLock();
    } catch (OverlappingFileLockException e) {
      // held by another thread of this program: the same to the user
    } finally {
      if (lock == null) {
        channel.close();
      }
    }
    if (lock == null) {
      throw new IOException(
          models
              + ": another Holoseg is changing the models there; try again when it has finished");
    }
    InstallFolder folder = new InstallFolder(models.toRealPath(), channel, lock);
    try {
      folder.recover();
      Files.createDirectories(folder.work);
    } catch (IOException | RuntimeException e) {
      folder.unlock();
      throw e;
    }
    return folder;
  }

  Path models() {
    return models;
  }

  /** For what is being made; deleted by {@link #close}. */
  Path work(String name) {
    return work.resolve(name);
  }

  /** For what was fetched in part, kept for the next try. */
  Path downloads() throws IOException {
    return Files.createDirectories(hidden.resolve(DOWNLOADS));
  }

  /**
   * Puts a finished folder in its place.
   *
   * @param finished below {@link #work}
   * @param name in the models folder; what is there is replaced
   */
  Path put(Path finished, String name) throws IOException {
    Path target = models.resolve(name);
    if (!Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
      move(finished, target);
      return target;
    }
    Path old = Files.createDirectories(work.resolve(OLD)).resolve(name);
    move(target, old);
    try {
      move(finished, target);
    } catch (IOException | RuntimeException e) {
      move(old, target);
      throw e;
    }
    return target;
  }

  /** Takes a folder out of the models at once; its files are deleted after that. */
  void remove(Path folder) throws IOException {
    move(folder, work.resolve("removed"));
  }

  private static void move(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      throw new IOException(
          from + ": cannot be moved to " + to + " in one step; is it a mounted folder of its own?",
          e);
    }
  }

  /** Clears what a program left that died; a model that it was replacing goes back. */
  private void recover() throws IOException {
    List<Path> left;
    try (Stream<Path> list = Files.list(hidden)) {
      left = list.filter(p -> p.getFileName().toString().startsWith(WORK)).toList();
    }
    for (Path folder : left) {
      Path olds = folder.resolve(OLD);
      if (Files.isDirectory(olds)) {
        try (Stream<Path> list = Files.list(olds)) {
          for (Path old : list.toList()) {
            Path place = models.resolve(old.getFileName().toString());
            if (!Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
              move(old, place);
            }
          }
        }
      }
      FolderTree.delete(folder);
    }
  }

  @Override
  public void close() throws IOException {
    try {
      FolderTree.delete(work);
    } finally {
      unlock();
    }
  }

  private void unlock() throws IOException {
    lock.release();
    channel.close();
  }
}
