package io.github.holoseg.inference.ort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The folders into which ONNX Runtime unpacks its native libraries, 28 MB and more for each Java
 * process. It asks for their deletion in the wrong order, so that each run leaves an empty folder,
 * and one that is killed leaves a full one. This removes ours: this process's at its end, and those
 * of earlier, ended processes that bear our mark.
 *
 * <p>Never throws: what cannot be deleted stays.
 */
final class LibraryFolders {
  private static final String PREFIX = "onnxruntime-java";
  private static final String MARK = "holoseg-process-";
  private static final Duration OLD = Duration.ofHours(1);

  private final Path temporary;
  private final Set<Path> before;

  /**
   * To be made before the libraries are loaded.
   *
   * @param temporary where the folders are made
   */
  LibraryFolders(Path temporary) {
    this.temporary = temporary;
    this.before = new HashSet<>(list());
  }

  /** To be called when the libraries are loaded: the folder that is new is this process's. */
  void loaded() {
    List<Path> own = list();
    own.removeAll(before);
    for (Path folder : own) {
      mark(folder, ProcessHandle.current().pid());
    }
    if (!own.isEmpty()) {
      Runtime.getRuntime()
          .addShutdownHook(new Thread(() -> own.forEach(LibraryFolders::removeOwn)));
    }
    before.forEach(LibraryFolders::removeStale);
  }

  static void mark(Path folder, long process) {
    try {
      Files.createFile(folder.resolve(MARK + process));
    } catch (IOException e) {
      // then it is not removed if this process is killed
    }
  }

  /** Another process may have made a folder in the same moment: its mark is not ours. */
  private static void removeOwn(Path folder) {
    if (Files.exists(folder.resolve(MARK + ProcessHandle.current().pid()))) {
      remove(folder);
    }
  }

  /** An old one that is empty, or that a process of ours left which no longer runs. */
  private static void removeStale(Path folder) {
    try (Stream<Path> list = Files.list(folder)) {
      List<Path> files = list.toList();
      Instant changed = Files.getLastModifiedTime(folder).toInstant();
      if (changed.isBefore(Instant.now().minus(OLD))
          && (files.isEmpty() || files.stream().anyMatch(LibraryFolders::isMarkOfEnded))) {
        remove(folder);
      }
    } catch (IOException e) {
      // somebody else's, or gone
    }
  }

  private static boolean isMarkOfEnded(Path file) {
    String name = file.getFileName().toString();
    if (!name.matches(MARK + "\\d{1,18}")) {
      return false;
    }
    long process = Long.parseLong(name.substring(MARK.length()));
    return ProcessHandle.of(process).filter(ProcessHandle::isAlive).isEmpty();
  }

  private static void remove(Path folder) {
    try (Stream<Path> list = Files.list(folder)) {
      for (Path file : list.toList()) {
        Files.deleteIfExists(file);
      }
      Files.deleteIfExists(folder);
    } catch (IOException e) {
      // Windows keeps loaded libraries; the next process tries again
    }
  }

  private List<Path> list() {
    try (Stream<Path> list = Files.list(temporary)) {
      return new ArrayList<>(
          list.filter(p -> p.getFileName().toString().startsWith(PREFIX) && Files.isDirectory(p))
              .toList());
    } catch (IOException e) {
      return new ArrayList<>();
    }
  }
}
