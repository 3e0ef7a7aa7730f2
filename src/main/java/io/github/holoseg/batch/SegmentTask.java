package io.github.holoseg.batch;

import io.github.holoseg.model.ModelSpec;
import io.github.holoseg.pipeline.LabelObserver;
import io.github.holoseg.pipeline.SegmentationResult;
import io.github.holoseg.pipeline.VolumeSegmenter;
import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.task.DeepStack;
import io.github.holoseg.task.ProgressListener;
import io.github.holoseg.task.Stage;
import io.github.holoseg.volume.Volume;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;

/**
 * One scan from file to file: read, segment, write the label map, write the report. Command line,
 * macros and dialogs all end here.
 *
 * <p>A scan whose slices were resampled on reading ({@code rectify}) has two more outputs: the
 * labels on the original slices and a list of these, see {@link SliceOutput}.
 *
 * <p>Files: an existing output is replaced, but only when the new one is complete; input and output
 * must differ. When the run fails or is cancelled the output is as it was before, and the report
 * says {@code failed} or {@code cancelled} and why. Wrong options leave no report.
 */
public final class SegmentTask {
  private final Tools tools;

  SegmentTask(Tools tools) {
    this.tools = tools;
  }

  /**
   * @throws UsageException if the options contradict each other
   * @throws IOException naming file, model or device
   * @throws CancellationException soon after a cancel
   */
  public static SegmentOutcome run(
      SegmentOptions options, ProgressListener progress, CancellationToken cancel)
      throws IOException {
    return new SegmentTask(new RealTools()).segment(options, progress, cancel);
  }

  /**
   * As above, of a volume that the caller has, such as an open image.
   *
   * @param options without an input
   */
  public static SegmentOutcome run(
      SegmentOptions options, Volume<?> volume, ProgressListener progress, CancellationToken cancel)
      throws IOException {
    return new SegmentTask(new RealTools()).segment(options, volume, progress, cancel);
  }

  SegmentOutcome segment(
      SegmentOptions options, ProgressListener progress, CancellationToken cancel)
      throws IOException {
    if (options.input() == null) {
      throw new UsageException("'segment' needs input=…: " + Parameter.INPUT.help() + ".");
    }
    return segment(options, null, progress, cancel);
  }

  /**
   * @param volume null: the input is read
   */
  SegmentOutcome segment(
      SegmentOptions options, Volume<?> volume, ProgressListener progress, CancellationToken cancel)
      throws IOException {
    if (volume != null && volume.info().source() != null) {
      requireDistinct("file of the image", volume.info().source(), "output", options.output());
    }
    requireDistinctFiles(options);
    tools.requireLabelFormat(options.output());
    options.reading().readerKey().ifPresent(tools::requireReader);
    RunLog log = new RunLog(options);
    return reporting(
        options,
        log,
        () -> {
          if (volume == null) {
            for (Path input : options.inputs()) {
              requireReadable(input);
            }
          }
          ModelSpec model =
              chosen(tools.model(options.model(), options.labels(), progress, cancel), options);
          log.model(model);
          requireWritable(options.output());
          try (VolumeSegmenter segmenter =
              RegionChoice.open(tools, model, options, progress, cancel)) {
            return steps(options, volume, model, segmenter, log, progress, cancel);
          }
        });
  }

  /** The model as the user wants it run. */
  static ModelSpec chosen(ModelSpec model, SegmentOptions options) {
    try {
      return options.choices().apply(model);
    } catch (IllegalArgumentException e) {
      throw new UsageException(e.getMessage());
    }
  }

  /** As {@link #segment}, with a network that is loaded already. */
  SegmentOutcome segmentWith(
      ModelSpec model,
      VolumeSegmenter segmenter,
      SegmentOptions options,
      ProgressListener progress,
      CancellationToken cancel)
      throws IOException {
    requireDistinctFiles(options);
    RunLog log = new RunLog(options);
    log.model(model);
    return reporting(
        options, log, () -> steps(options, null, model, segmenter, log, progress, cancel));
  }

  /**
   * Segments a scan and writes nothing.
   *
   * @param options an output is not needed and not looked at
   * @param volume one that the caller has: an open image, or the input if he has read it already as
   *     the options say; null: the input is read
   * @param observer sees the labels while they are decided; the result is the same without it
   * @throws UsageException if the options contradict each other
   * @throws IOException naming file, model or device
   * @throws CancellationException soon after a cancel
   */
  public static Segmented inMemory(
      SegmentOptions options,
      Volume<?> volume,
      LabelObserver observer,
      ProgressListener progress,
      CancellationToken cancel)
      throws IOException {
    PreparedRun prepared = DeepStack.run(() -> PreparedRun.of(options, progress, cancel));
    return inMemory(options, prepared, volume, observer, progress, cancel);
  }

  /**
   * As above, for who has prepared the run already.
   *
   * @param prepared of these options
   */
  public static Segmented inMemory(
      SegmentOptions options,
      PreparedRun prepared,
      Volume<?> volume,
      LabelObserver observer,
      ProgressListener progress,
      CancellationToken cancel)
      throws IOException {
    return DeepStack.run(
        () -> {
          RunLog log = new RunLog(options);
          log.model(prepared.model());
          try (VolumeSegmenter segmenter = prepared.open(observer)) {
            return new SegmentTask(new RealTools())
                .calculate(options, volume, prepared.model(), segmenter, log, progress, cancel);
          }
        });
  }

  private SegmentOutcome steps(
      SegmentOptions options,
      Volume<?> given,
      ModelSpec model,
      VolumeSegmenter segmenter,
      RunLog log,
      ProgressListener progress,
      CancellationToken cancel)
      throws IOException {
    return calculate(options, given, model, segmenter, log, progress, cancel)
        .write(options, progress, cancel);
  }

  private Segmented calculate(
      SegmentOptions options,
      Volume<?> given,
      ModelSpec model,
      VolumeSegmenter segmenter,
      RunLog log,
      ProgressListener progress,
      CancellationToken cancel)
      throws IOException {
    long start = System.nanoTime();
    List<Volume<?>> channels = new ArrayList<>();
    if (given == null) {
      List<Path> files = ChannelFiles.of(options.inputs(), model.network().channels());
      for (Path file : files) {
        if (options.output() != null) {
          requireDistinct("input", file, "output", options.output());
        }
        Volume<?> channel = tools.read(file, options.reading(), progress, cancel);
        log.input(file, channel, hash(file, channel, cancel));
        channels.add(channel);
      }
    } else {
      channels.add(given);
      String hash =
          options.input() == null
              ? SourceHash.ofVoxels(given, cancel)
              : hash(options.input(), given, cancel);
      log.input(options.input(), given, hash);
    }
    log.took(Stage.READ, since(start));
    SegmentationResult result = segmenter.segment(channels, progress, cancel);
    Volume<?> volume = channels.get(0);
    List<Structure> structures = tools.measure(volume, result.labels());
    log.result(result, structures);
    return new Segmented(tools, options, volume, result, structures, log);
  }

  String hash(Path input, Volume<?> volume, CancellationToken cancel) throws IOException {
    String selection = volume.info().properties().getOrDefault("selection", "");
    boolean isSlice = selection.startsWith("the whole series of the file");
    boolean isDirectory = selection.contains("of the DICOMDIR's folder");
    Path source = isDirectory ? input.toAbsolutePath().getParent() : input;
    return SourceHash.of(
        source, isSlice, file -> tools.kind(file, "") == CaseFinder.Kind.DICOM, cancel);
  }

  private interface Work {
    SegmentOutcome run() throws IOException;
  }

  /** Runs the work; whatever ends it early is told in the report and thrown on. */
  private SegmentOutcome reporting(SegmentOptions options, RunLog log, Work work)
      throws IOException {
    try {
      return work.run();
    } catch (CancellationException e) {
      leaveReport(log.report("cancelled", "cancelled by the user"), options, e);
      throw e;
    } catch (OutOfMemoryError e) {
      IOException told =
          new IOException(
              (options.input() == null ? "the open image" : options.input())
                  + ": Java's memory ("
                  + (Runtime.getRuntime().maxMemory() >> 20)
                  + " MB) is not enough; give it more (-Xmx, or Edit>Options>Memory in ImageJ).",
              e);
      leaveReport(log.report("failed", told.getMessage()), options, told);
      throw told;
    } catch (IOException | RuntimeException e) {
      leaveReport(log.report("failed", Sentence.of(e)), options, e);
      throw e;
    }
  }

  private void leaveReport(RunReport report, SegmentOptions options, Exception cause) {
    try {
      Path path = options.reportPath();
      writeReport(report, isOfAResult(path) ? failedReport(path) : path);
    } catch (IOException | RuntimeException e) {
      cause.addSuppressed(e); // the first failure is the one to tell
    }
  }

  private void writeReport(RunReport report, Path path) throws IOException {
    writeReport(tools, report, path);
  }

  static void writeReport(Tools tools, RunReport report, Path path) throws IOException {
    Files.createDirectories(path.toAbsolutePath().getParent());
    tools.writeText(report.toJson(), path);
  }

  /** Whether a report of a finished run lies there; a failure must not take its place. */
  private static boolean isOfAResult(Path report) throws IOException {
    return Files.isRegularFile(report)
        && Files.readString(report).contains("\"status\" : \"done\"");
  }

  /** Where a failure is told when the report of an earlier result is in the way. */
  static Path failedReport(Path report) {
    String name = report.getFileName().toString().replaceFirst("\\.json$", "");
    return report.resolveSibling(name + ".failed.json");
  }

  /** Finds out before the run, not after it, that nothing can be written. */
  private static void requireWritable(Path output) throws IOException {
    Path folder = output.toAbsolutePath().getParent();
    while (folder != null && !Files.exists(folder)) {
      folder = folder.getParent();
    }
    if (folder == null || !Files.isDirectory(folder) || !Files.isWritable(folder)) {
      throw new IOException(
          output + ": '" + folder + "' is no folder that can be written to; choose another output");
    }
  }

  private static void requireReadable(Path input) throws IOException {
    if (!Files.exists(input)) {
      throw new IOException(input + ": there is no such file or folder.");
    }
  }

  static void requireDistinctFiles(SegmentOptions options) {
    for (Path input : options.inputs()) {
      requireDistinct("input", input, "output", options.output());
      requireDistinct("input", input, "report", options.reportPath());
    }
    requireDistinct("output", options.output(), "report", options.reportPath());
    if (options.reading().rectify() && options.input() != null) {
      for (Path beside : SliceOutput.files(options.output())) {
        requireDistinct("output on the slices", beside, "input", options.input());
        requireDistinct("output on the slices", beside, "report", options.reportPath());
      }
    }
  }

  static void requireDistinct(String one, Path a, String other, Path b) {
    if (isSame(a, b)) {
      throw new UsageException(
          one + " and " + other + " are the same file " + a + "; choose another " + other + ".");
    }
  }

  private static boolean isSame(Path a, Path b) {
    if (a.toAbsolutePath().normalize().equals(b.toAbsolutePath().normalize())) {
      return true;
    }
    try {
      return Files.exists(a) && Files.exists(b) && Files.isSameFile(a, b);
    } catch (IOException e) {
      return false; // what cannot be looked at fails later, with its own name
    }
  }

  private static Duration since(long startNanos) {
    return Duration.ofNanos(System.nanoTime() - startNanos);
  }
}
