package io.github.holoseg.io;

import java.nio.file.Path;
import java.util.ServiceLoader;
import java.util.TreeSet;

/** Finds the exporter that a file name asks for. Thread-safe. */
public final class VolumeExporters {
  private VolumeExporters() {}

  /**
   * @param target the file to be written; only its name is looked at
   * @throws VolumeFormatException if no exporter writes such a name; it lists those that work
   */
  public static VolumeExporter forFile(Path target) throws VolumeFormatException {
    TreeSet<String> endings = new TreeSet<>();
    for (VolumeExporter exporter :
        ServiceLoader.load(VolumeExporter.class, VolumeExporter.class.getClassLoader())) {
      if (exporter.accepts(target)) {
        return exporter;
      }
      endings.addAll(exporter.endings());
    }
    throw new VolumeFormatException(
        target,
        "volumes cannot be written under such a name; it must end in "
            + String.join(" or ", endings));
  }
}
