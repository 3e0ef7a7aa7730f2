package io.github.holoseg.io;

import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.task.ProgressListener;
import io.github.holoseg.volume.Volume;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Reads one kind of file. Stateless and thread-safe; found by {@link java.util.ServiceLoader}.
 *
 * <p>Duties of an implementation: values in HU for CT, rescaling applied; geometry in LPS mm; what
 * is odd but readable becomes a warning in {@link io.github.holoseg.volume.VolumeInfo}; what cannot
 * be read truthfully is a {@link VolumeFormatException} naming file, position and remedy, never a
 * silent guess; no allocation is sized by a header before the size was checked against the file.
 */
public interface VolumeReader {
  /** Short lower-case name, for example {@code nifti}. */
  String key();

  /**
   * How well this reader knows the source, from its name and first bytes: 0 not at all, 100
   * certainly. Cheap, and never throws.
   */
  int score(Path source);

  /**
   * @throws VolumeFormatException if the content is bad or not supported
   * @throws IOException if the file cannot be read
   */
  Volume<?> read(
      Path source, ReadOptions options, ProgressListener progress, CancellationToken cancel)
      throws IOException;
}
