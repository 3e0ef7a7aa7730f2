package io.github.holoseg.io;

import io.github.holoseg.volume.Volume;
import java.io.IOException;
import java.nio.file.Path;

/** Writes volumes in one format; duties as for {@link LabelMapExporter}. */
public interface VolumeExporter {
  /** Short lower-case name, for example {@code nifti}. */
  String key();

  /** Whether the file name asks for this format. */
  boolean accepts(Path target);

  /**
   * @throws IOException naming the target
   */
  void export(Volume<?> volume, Path target) throws IOException;
}
