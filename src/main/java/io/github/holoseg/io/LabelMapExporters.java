package io.github.holoseg.io;

import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import java.util.TreeSet;

/** Finds the exporter that a file name asks for. Thread-safe. */
public final class LabelMapExporters {
  private LabelMapExporters() {}

  /**
   * @param target the file to be written; only its name is looked at
   * @throws VolumeFormatException if no exporter writes such a name; it lists those that work
   */
  public static LabelMapExporter forFile(Path target) throws VolumeFormatException {
    for (LabelMapExporter exporter : all()) {
      if (exporter.accepts(target)) {
        return exporter;
      }
    }
    throw new VolumeFormatException(
        target,
        "label maps cannot be written under such a name; it must end in "
            + String.join(" or ", endings()));
  }

  /** The endings that files can have, with the dot, in the order of the alphabet. */
  public static List<String> endings() {
    TreeSet<String> endings = new TreeSet<>();
    all().forEach(exporter -> endings.addAll(exporter.endings()));
    return List.copyOf(endings);
  }

  private static ServiceLoader<LabelMapExporter> all() {
    return ServiceLoader.load(LabelMapExporter.class, LabelMapExporter.class.getClassLoader());
  }
}
