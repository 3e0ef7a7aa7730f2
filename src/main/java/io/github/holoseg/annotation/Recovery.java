package io.github.holoseg.annotation;

import io.github.holoseg.volume.LabelMap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Work that a crash left behind, newest first.
 *
 * @param found files whose process has ended
 * @param problems files that cannot be used, one sentence each
 */
public record Recovery(List<Found> found, List<String> problems) {
  static final String SUFFIX = ".holoseg-recovery";

  public Recovery {
    found = List.copyOf(found);
    problems = List.copyOf(problems);
  }

  /**
   * One recovery file.
   *
   * @param file where
   * @param info of its header
   */
  public record Found(Path file, RecoveryInfo info) {
    /**
     * The labels as they were last written.
     *
     * @throws IOException one sentence that names the file, if it is damaged
     */
    public LabelMap labels() throws IOException {
      return RecoveryFile.read(file);
    }

    /** After the labels were saved elsewhere, or if the user does not want them. */
    public void delete() throws IOException {
      Files.deleteIfExists(file);
    }
  }

  /**
   * Looks through a folder; sessions that still run, here or in another process, are left out.
   *
   * @param folder of {@link Autosave}; may be absent
   */
  public static Recovery find(Path folder) throws IOException {
    return find(folder, RecoveryInfo.Owner::isAlive);
  }

  static Recovery find(Path folder, Predicate<RecoveryInfo.Owner> alive) throws IOException {
    List<Found> found = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    if (!Files.isDirectory(folder)) {
      return new Recovery(found, problems);
    }
    List<Path> files;
    try (Stream<Path> all = Files.list(folder)) {
      files = all.filter(f -> f.getFileName().toString().endsWith(SUFFIX)).sorted().toList();
    }
    for (Path file : files) {
      try {
        RecoveryInfo info = RecoveryFile.readInfo(file);
        if (!alive.test(info.owner())) {
          found.add(new Found(file, info));
        }
      } catch (IOException e) {
        problems.add(e.getMessage());
      }
    }
    found.sort(Comparator.comparing((Found f) -> f.info().written()).reversed());
    return new Recovery(found, problems);
  }
}
