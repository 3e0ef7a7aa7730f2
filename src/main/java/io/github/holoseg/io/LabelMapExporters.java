package io.github.holoseg.io;

import java.nio.file.Path;
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
    TreeSet<String> endings = new TreeSet<>();
    for (LabelMapExporter exporter :
        ServiceLoader.load(LabelMapExporter.class, LabelMapExporter.class.getClassLoader())) {
      if (exporter.accepts(target)) {
        return exporter;
      }
      endings.addAll(exporter.endings());
    }
    throw new VolumeFormatException(
        target,
        "label maps cannot be written under such a name; it must end in "
            + String.join(" or ", endings));
  }
}
