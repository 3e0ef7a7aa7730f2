package io.github.holoseg.batch;

import io.github.holoseg.batch.FolderOutcome.CaseResult;
import io.github.holoseg.model.ModelSpec;
import io.github.holoseg.pipeline.VolumeSegmenter;
import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.task.ProgressListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;

/**
 * Every scan below a folder, one after the other with one loaded network. A scan that fails is
 * noted and the next one is taken. Label maps among the scans are passed over and named.
 *
 * <p>Results in the output folder: {@code <case>_labels.nii.gz} and {@code
 * <case>_labels.report.json} for each case, {@code cases.csv} (all, with what failed and why,
 * warnings, and what was passed over), {@code failures.csv} (only those that failed; absent if none
 * did) and {@code volumes.csv}. The tables are written again after each case, so that they are true
 * even if the machine stops.
 */
public final class SegmentFolderTask {
  private final Tools tools;

  SegmentFolderTask(Tools tools) {
    this.tools = tools;
  }

  /** Hears about whole cases; the stages of each are heard by a {@link ProgressListener}. */
  @FunctionalInterface
  public interface CaseListener {
    /**
     * @param index from 0
     * @param finished null when the case starts
     */
    void onCase(int index, int count, String name, CaseResult finished);
  }

  /**
   * @throws UsageException if the folders are the same
   * @throws IOException if the folder cannot be read, holds no scan, or the model does not load
   * @throws CancellationException soon after a cancel; finished cases and tables remain
   */
  public static FolderOutcome run(
      FolderOptions options,
      CaseListener cases,
      ProgressListener progress,
      CancellationToken cancel)
      throws IOException {
    return new SegmentFolderTask(new RealTools()).segment(options, cases, progress, cancel);
  }

  FolderOutcome segment(
      FolderOptions options,
      CaseListener listener,
      ProgressListener progress,
      CancellationToken cancel)
      throws IOException {
    Path input = options.input();
    Path output = options.output();
    SegmentTask.requireDistinct("input", input, "output", output);
    if (!Files.exists(input)) {
      throw new IOException(input + ": there is no such file or folder.");
    }
    if (!Files.isDirectory(input)) {
      throw new UsageException(input + ": this is no folder; use 'segment' for one scan.");
    }
    if (Files.exists(output) && !Files.isDirectory(output)) {
      throw new UsageException(output + ": is a file; give the folder to write into.");
    }
    String reader = options.each().reading().readerKey().orElse("");
    options.each().reading().readerKey().ifPresent(tools::requireReader);
    CaseFinder.Found all = new CaseFinder(sniffer(reader)).find(input, output);
    List<CaseFinder.Case> found = all.cases();
    if (found.isEmpty()) {
      throw new IOException(input + ": no scan is in this folder or below it" + told(all));
    }
    ModelSpec model =
        SegmentTask.chosen(
            tools.model(options.each().model(), options.each().labels(), progress, cancel),
            options.each());
    Map<Path, String> passedOver = new TreeMap<>(all.passedOver());
    List<CaseFinder.Case> cases =
        ChannelFiles.group(found, model.network().channels().size(), passedOver);
    Files.createDirectories(output);
    List<CaseResult> results = new ArrayList<>();
    SegmentTask task = new SegmentTask(tools);
    try (VolumeSegmenter segmenter =
        RegionChoice.open(tools, model, options.each(), progress, cancel)) {
      for (CaseFinder.Case next : cases) {
        cancel.throwIfCancelled();
        int index = results.size();
        listener.onCase(index, cases.size(), next.name(), null);
        CaseResult result = one(next, options, model, segmenter, task, progress, cancel);
        results.add(result);
        writeTables(results, passedOver, output);
        listener.onCase(index, cases.size(), next.name(), result);
      }
    }
    return new FolderOutcome(results, passedOver, output.resolve("cases.csv"));
  }

  private CaseFinder.Sniffer sniffer(String reader) {
    return new CaseFinder.Sniffer() {
      @Override
      public CaseFinder.Kind kind(Path file) {
        return tools.kind(file, reader);
      }

      @Override
      public Optional<String> passOver(Path file, CaseFinder.Kind kind) {
        return tools.passOver(file, kind, reader);
      }
    };
  }

  private static String told(CaseFinder.Found all) {
    if (all.passedOver().isEmpty()) {
      return ".";
    }
    var first = all.passedOver().entrySet().iterator().next();
    return String.format(
        java.util.Locale.ROOT,
        "; %d image(s) were passed over, first %s: %s.",
        all.passedOver().size(),
        first.getKey(),
        first.getValue());
  }

  private static CaseResult one(
      CaseFinder.Case next,
      FolderOptions options,
      ModelSpec model,
      VolumeSegmenter segmenter,
      SegmentTask task,
      ProgressListener progress,
      CancellationToken cancel) {
    long start = System.nanoTime();
    Path labels = options.output().resolve(next.name() + FolderScans.LABELS_ENDING);
    SegmentOptions each = options.each().withFiles(next.source(), labels, null);
    try {
      SegmentOutcome outcome = task.segmentWith(model, segmenter, each, progress, cancel);
      return new CaseResult(
          next.name(),
          next.source(),
          null,
          labels,
          seconds(start),
          outcome.structures(),
          outcome.report().warnings());
    } catch (CancellationException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      return new CaseResult(
          next.name(), next.source(), Sentence.of(e), null, seconds(start), List.of(), List.of());
    }
  }

  private void writeTables(List<CaseResult> results, Map<Path, String> passedOver, Path output)
      throws IOException {
    tools.writeText(Csv.cases(results, passedOver), output.resolve("cases.csv"));
    tools.writeText(Csv.volumes(results), output.resolve("volumes.csv"));
    List<CaseResult> failed = results.stream().filter(c -> c.failure() != null).toList();
    Path failures = output.resolve("failures.csv");
    if (failed.isEmpty()) {
      Files.deleteIfExists(failures); // of an earlier batch
    } else {
      tools.writeText(Csv.cases(failed, Map.of()), failures);
    }
  }

  private static double seconds(long startNanos) {
    return (System.nanoTime() - startNanos) / 1e9;
  }
}
