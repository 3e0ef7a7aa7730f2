package io.github.holoseg.workbench.swing;

import io.github.holoseg.batch.Operation;
import io.github.holoseg.workbench.Texts;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import javax.swing.filechooser.FileFilter;

/** Files whose names end in one of some ways, two-part endings such as {@code .nii.gz} too. */
final class Endings extends FileFilter {
  private static final String USUAL = ".nii.gz";

  private final List<String> endings;

  Endings(List<String> endings) {
    this.endings = endings;
  }

  @Override
  public boolean accept(File file) {
    return file.isDirectory() || hasAny(file.getName(), endings);
  }

  @Override
  public String getDescription() {
    return Texts.get("save.formats", String.join(", ", endings));
  }

  /** The path, with the usual ending for label maps if it has none that is known. */
  static Path completed(Path path) {
    String name = path.getFileName().toString();
    return hasAny(name, Operation.SEGMENT.endings()) ? path : path.resolveSibling(name + USUAL);
  }

  private static boolean hasAny(String name, List<String> endings) {
    String lower = name.toLowerCase(Locale.ROOT);
    return endings.stream().anyMatch(lower::endsWith);
  }
}
