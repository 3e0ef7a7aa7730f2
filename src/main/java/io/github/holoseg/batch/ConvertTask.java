package io.github.holoseg.batch;

import io.github.holoseg.io.ReadOptions;
import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.task.ProgressListener;
import io.github.holoseg.task.Stage;
import io.github.holoseg.volume.Volume;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * One scan, read and written in the format that the output's name asks for; values stay in HU.
 * Label maps keep the names of their labels, where the format has room for them.
 */
public final class ConvertTask {
  private final Tools tools;

  ConvertTask(Tools tools) {
    this.tools = tools;
  }

  /**
   * @param arguments of {@link Operation#CONVERT}; an existing output is replaced when the new one
   *     is complete
   * @return the volume as it was written
   * @throws UsageException if input and output are the same file, or no format has that ending
   * @throws IOException naming the file
   */
  public static Volume<?> run(
      Arguments arguments, ProgressListener progress, CancellationToken cancel) throws IOException {
    return new ConvertTask(new RealTools()).convert(arguments, progress, cancel);
  }

  Volume<?> convert(Arguments arguments, ProgressListener progress, CancellationToken cancel)
      throws IOException {
    Path input = arguments.path(Parameter.INPUT).orElseThrow();
    Path output = arguments.path(Parameter.OUTPUT).orElseThrow();
    SegmentTask.requireDistinct("input", input, "output", output);
    tools.requireVolumeFormat(output);
    ReadOptions reading = SegmentOptions.reading(arguments);
    reading.readerKey().ifPresent(tools::requireReader);
    Volume<?> volume = tools.read(input, reading, progress, cancel);
    cancel.throwIfCancelled();
    progress.onProgress(Stage.WRITE, 0, 1);
    Files.createDirectories(output.toAbsolutePath().getParent());
    tools.writeVolume(volume, output);
    progress.onProgress(Stage.WRITE, 1, 1);
    return volume;
  }
}
