package io.github.holoseg.batch;

import io.github.holoseg.io.ReadOptions;
import io.github.holoseg.io.SeriesFacts;
import io.github.holoseg.io.VolumeFormatException;
import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.task.ProgressListener;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * What is in a file or a DICOM folder; reads all of it, because damage is found only that way.
 * Where there are several series they are listed in any case, also if the chosen one is refused.
 */
public final class InfoTask {
  private final Tools tools;

  InfoTask(Tools tools) {
    this.tools = tools;
  }

  /**
   * @param arguments of {@link Operation#INFO}
   * @throws IOException naming the file
   */
  public static VolumeFacts run(
      Arguments arguments, ProgressListener progress, CancellationToken cancel) throws IOException {
    return new InfoTask(new RealTools()).info(arguments, progress, cancel);
  }

  VolumeFacts info(Arguments arguments, ProgressListener progress, CancellationToken cancel)
      throws IOException {
    Path input = arguments.path(Parameter.INPUT).orElseThrow();
    ReadOptions options = SegmentOptions.reading(arguments);
    options.readerKey().ifPresent(tools::requireReader);
    List<SeriesFacts> series = tools.series(input, options, cancel);
    try {
      return VolumeFacts.of(tools.read(input, options, progress, cancel), series);
    } catch (VolumeFormatException e) {
      if (series.isEmpty()) {
        throw e;
      }
      boolean asked = options.series().isPresent() || options.volumeIndex() >= 0;
      return VolumeFacts.refused(input, e.getMessage(), asked, series);
    }
  }
}
