package io.github.holoseg.io;

import io.github.holoseg.task.CancellationToken;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A {@link VolumeReader} whose sources hold several series, for example a DICOM folder. */
public interface SeriesLister {
  /**
   * What a source holds, readable or not, best first by the reader's rule. Reads headers only:
   * damaged pixels are found by reading.
   *
   * @param options which files count as the reader's
   * @throws VolumeFormatException if the source holds nothing that can be listed
   * @throws IOException if a file cannot be read
   * @throws java.util.concurrent.CancellationException soon after a cancel
   */
  List<SeriesFacts> series(Path source, ReadOptions options, CancellationToken cancel)
      throws IOException;
}
