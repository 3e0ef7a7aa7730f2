package io.github.holoseg.io;

import io.github.holoseg.volume.Volume;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Writes volumes in one format; duties as for {@link LabelMapExporter}. */
public interface VolumeExporter {
  /** Short lower-case name, for example {@code nifti}. */
  String key();

  /** The file name endings of this format, with the dot, for example {@code .nii.gz}. */
  List<String> endings();

  /** Whether the file name asks for this format; upper or lower case. */
  default boolean accepts(Path target) {
    String name = target.getFileName().toString().toLowerCase(Locale.ROOT);
    return endings().stream().anyMatch(name::endsWith);
  }

  /**
   * @throws IOException naming the target
   */
  void export(Volume<?> volume, Path target) throws IOException;
}
