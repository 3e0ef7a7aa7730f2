package io.github.holoseg.io.dicom;

import io.github.holoseg.io.VolumeFormatException;
import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.task.ProgressListener;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds the image series among files; reads each header once, on several threads.
 *
 * @param groups best first by {@link SeriesChoice}'s rule
 * @param skipped DICOM objects that are no candidates
 * @param damaged files that cannot be used
 * @param warnings what is odd about the source as a whole
 */
record DicomSeriesScanner(
    List<FrameGroup> groups,
    List<SkippedObjects> skipped,
    List<Damaged> damaged,
    List<String> warnings) {

  /**
   * A DICOM file that cannot be used.
   *
   * @param error what is wrong
   * @param seriesUid the series that it belongs to, empty if that cannot be told
   */
  record Damaged(VolumeFormatException error, String seriesUid) {}

  /** What one file is: frames, a reason to skip it, or an error; nothing for other files. */
  private record Outcome(
      DicomHeader header, List<DicomFrame> frames, String reason, Damaged damaged) {}

  /**
   * @param known a header that was read before, null if none was
   * @param force whether files without the DICOM mark are tried
   * @param threads at least 1
   * @throws IOException if a file cannot be opened
   * @throws java.util.concurrent.CancellationException if cancelled
   */
  static DicomSeriesScanner scan(
      DicomFiles files, DicomHeader known, boolean force, int threads, CancellationToken cancel)
      throws IOException {
    List<DicomFile> all = files.all();
    Outcome[] outcomes = new Outcome[all.size()];
    if (outcomes.length > 0) {
      new SlicePool(outcomes.length, ProgressListener.NONE, cancel)
          .run(
              threads,
              () ->
                  i -> {
                    DicomFile file = all.get(i);
                    boolean again = known != null && known.file().equals(file.path());
                    outcomes[i] = again ? sort(known) : look(file, force);
                  });
    }
    return collect(outcomes, all);
  }

  /** Nothing is shared between files here. */
  private static Outcome look(DicomFile file, boolean force) throws IOException {
    DicomDataset[] begun = new DicomDataset[1];
    try {
      DicomHeader header = DicomParser.parse(file, force, data -> begun[0] = data);
      return header == null ? null : sort(header);
    } catch (VolumeFormatException e) {
      String uid = begun[0] == null ? "" : begun[0].text(Tag.SERIES_INSTANCE_UID);
      return new Outcome(null, null, null, new Damaged(e, uid));
    }
  }

  private static Outcome sort(DicomHeader header) {
    try {
      String reason = FrameExtractor.reasonToSkip(header);
      return reason == null
          ? new Outcome(header, FrameExtractor.frames(header), null, null)
          : new Outcome(header, null, reason, null);
    } catch (VolumeFormatException e) {
      String uid = header.data().text(Tag.SERIES_INSTANCE_UID);
      return new Outcome(header, null, null, new Damaged(e, uid));
    }
  }

  /** In the order of the files, so that the result does not depend on the threads. */
  private static DicomSeriesScanner collect(Outcome[] outcomes, List<DicomFile> files)
      throws IOException {
    Map<String, List<FrameGroup>> groups = new LinkedHashMap<>();
    Map<String, SkippedObjects> skipped = new LinkedHashMap<>();
    List<Damaged> damaged = new ArrayList<>();
    List<String> warnings = new ArrayList<>();
    for (Outcome outcome : outcomes) {
      if (outcome == null) {
        continue;
      }
      if (outcome.damaged != null) {
        damaged.add(outcome.damaged);
      } else if (outcome.reason != null) {
        SkippedObjects object = new SkippedObjects(outcome.reason, outcome.header, 1);
        skipped.merge(object.key(), object, SkippedObjects::plus);
        if (object.isDirectory()) {
          warnAboutDirectory(outcome.header, files, warnings);
        }
      } else {
        for (DicomFrame frame : outcome.frames) {
          FrameGroup.sortIn(
              frame, groups.computeIfAbsent(frame.image().seriesUid(), uid -> new ArrayList<>()));
        }
      }
    }
    List<FrameGroup> resolved = new ArrayList<>();
    for (List<FrameGroup> series : groups.values()) {
      for (FrameGroup group : series) {
        resolved.addAll(RepeatedSlices.resolve(group));
      }
    }
    List<FrameGroup> sorted = SeriesChoice.bestFirst(resolved);
    FrameGroup.number(sorted);
    return new DicomSeriesScanner(sorted, List.copyOf(skipped.values()), damaged, warnings);
  }

  private static void warnAboutDirectory(
      DicomHeader directory, List<DicomFile> files, List<String> warnings) {
    List<Path> present = files.stream().map(DicomFile::path).toList();
    List<String> missing = DicomDirectory.missing(directory, present);
    if (!missing.isEmpty()) {
      warnings.add(
          directory.file().getFileName()
              + " names "
              + missing.size()
              + (missing.size() == 1 ? " file that is" : " files that are")
              + " not here, first "
              + missing.get(0)
              + "; series may be incomplete");
    }
  }
}
