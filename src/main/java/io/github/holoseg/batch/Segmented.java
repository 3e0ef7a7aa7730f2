package io.github.holoseg.batch;

import io.github.holoseg.pipeline.SegmentationResult;
import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.task.ProgressListener;
import io.github.holoseg.task.Stage;
import io.github.holoseg.volume.Volume;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * A segmentation that is still in memory: to be looked at, and written where the user wants it, as
 * often as wanted. Not thread-safe.
 */
public final class Segmented {
  private final Tools tools;
  private final SegmentOptions options;
  private final Volume<?> volume;
  private final SegmentationResult result;
  private final List<Structure> structures;
  private final RunLog log;

  Segmented(
      Tools tools,
      SegmentOptions options,
      Volume<?> volume,
      SegmentationResult result,
      List<Structure> structures,
      RunLog log) {
    this.tools = tools;
    this.options = options;
    this.volume = volume;
    this.result = result;
    this.structures = structures;
    this.log = log;
  }

  /** What was asked for. */
  public SegmentOptions options() {
    return options;
  }

  /** The scan; of several channels the first. */
  public Volume<?> volume() {
    return volume;
  }

  /** The label map and how the network ran. */
  public SegmentationResult result() {
    return result;
  }

  /** Volume and mean HU, one row for each label of the model. */
  public List<Structure> structures() {
    return structures;
  }

  /** One sentence each, for the user. */
  public List<String> warnings() {
    return log.report("done", null).warnings();
  }

  /**
   * Writes the label map and beside it the report, as {@link SegmentTask} does; existing files are
   * replaced when the new ones are complete.
   *
   * @param output its ending says the format, see {@link Operation#endings()}
   * @return what the macro line and the report of this file are
   * @throws UsageException if the name has no known ending, or is that of the scan
   * @throws IOException naming the file
   */
  public SegmentOutcome save(Path output, ProgressListener progress, CancellationToken cancel)
      throws IOException {
    SegmentOptions saved = options.withOutput(output);
    SegmentTask.requireDistinctFiles(saved);
    if (volume.info().source() != null) {
      SegmentTask.requireDistinct("file of the image", volume.info().source(), "output", output);
    }
    tools.requireLabelFormat(output);
    return write(saved, progress, cancel);
  }

  SegmentOutcome write(SegmentOptions saved, ProgressListener progress, CancellationToken cancel)
      throws IOException {
    cancel.throwIfCancelled();
    log.savedAs(saved);
    long start = System.nanoTime();
    progress.onProgress(Stage.WRITE, 0, 1);
    Path output = saved.output();
    Files.createDirectories(output.toAbsolutePath().getParent());
    String provenance = log.provenance();
    RunReport.Slices slices = null;
    tools.writeLabels(result.labels(), provenance, output);
    if (volume.info().slices() != null) {
      slices = SliceOutput.write(tools, volume, result.labels(), provenance, output);
    } else {
      SliceOutput.leftOver(output).ifPresent(log::warn);
    }
    log.output(SourceHash.ofFile(output, CancellationToken.none()), slices);
    log.took(Stage.WRITE, Duration.ofNanos(System.nanoTime() - start));
    RunReport report = log.report("done", null);
    SegmentTask.writeReport(tools, report, saved.reportPath());
    Files.deleteIfExists(SegmentTask.failedReport(saved.reportPath()));
    progress.onProgress(Stage.WRITE, 1, 1);
    return new SegmentOutcome(saved, volume, result, structures, report, saved.reportPath());
  }
}
