package io.github.holoseg.batch;

import io.github.holoseg.io.ReadOptions;
import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.task.ProgressListener;
import java.io.IOException;
import java.nio.file.Path;

/** What is in a file or a DICOM folder; reads all of it, because damage is found only that way. */
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
    ReadOptions reading = SegmentOptions.reading(arguments);
    reading.readerKey().ifPresent(tools::requireReader);
    return VolumeFacts.of(tools.read(input, reading, progress, cancel), tools.series(input));
  }
}
