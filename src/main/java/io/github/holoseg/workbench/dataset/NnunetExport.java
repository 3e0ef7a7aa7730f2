package io.github.holoseg.workbench.dataset;

import io.github.holoseg.annotation.cases.NnunetDataset;
import io.github.holoseg.io.LabelMapExporters;
import io.github.holoseg.io.LabelMapReader;
import io.github.holoseg.io.ReadOptions;
import io.github.holoseg.io.VolumeExporters;
import io.github.holoseg.io.VolumeReaders;
import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.task.ProgressListener;
import io.github.holoseg.task.Stage;
import io.github.holoseg.volume.AxisOrder;
import io.github.holoseg.volume.Label;
import io.github.holoseg.volume.LabelMap;
import io.github.holoseg.volume.Volume;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Writes corrected cases as an nnU-Net training set, or adds them to one with the same labels. A
 * case that fails does not stop the others. Image and labels of a case have one and the same
 * header.
 */
public final class NnunetExport {
  private static final double SAME_PLACE_MM = 0.01;

  private NnunetExport() {}

  /**
   * A corrected case.
   *
   * @param id becomes the file name, cleaned
   * @param image scan file or DICOM folder
   * @param labels on the scan's grid, in any axis order
   */
  public record Source(String id, Path image, Path labels) {}

  /**
   * What was done.
   *
   * @param written case ids in the set
   * @param failures one sentence each
   */
  public record Result(List<String> written, List<String> failures) {
    public Result {
      written = List.copyOf(written);
      failures = List.copyOf(failures);
    }
  }

  /**
   * Exports.
   *
   * @param folder {@code DatasetNNN_NAME}; made if it is not there
   * @throws IOException if the folder holds a set with other labels, or cannot be written
   * @throws java.util.concurrent.CancellationException soon after a cancel; cases written before
   *     stay and are counted
   */
  public static Result export(
      List<Source> cases,
      Path folder,
      NnunetDataset set,
      ProgressListener progress,
      CancellationToken cancel)
      throws IOException {
    requireSameSet(folder, set);
    Files.createDirectories(folder.resolve("imagesTr"));
    Files.createDirectories(folder.resolve("labelsTr"));
    List<String> written = new ArrayList<>();
    List<String> failures = new ArrayList<>();
    Map<String, String> taken = new HashMap<>();
    try {
      for (int i = 0; i < cases.size(); i++) {
        cancel.throwIfCancelled();
        progress.onProgress(Stage.WRITE, i, cases.size());
        Source source = cases.get(i);
        String id = NnunetDataset.caseId(source.id());
        String other = taken.put(id.toLowerCase(Locale.ROOT), source.id());
        if (other != null) {
          failures.add(
              source.id() + ": has the same file name as '" + other + "'; rename one of them");
          continue;
        }
        try {
          write(source, id, folder, set, cancel);
          written.add(id);
        } catch (IOException | IllegalArgumentException e) {
          failures.add(source.id() + ": " + e.getMessage());
        }
      }
    } finally {
      if (!set.cases(folder).isEmpty()) {
        set.write(folder, set.cases(folder).size());
      }
    }
    progress.onProgress(Stage.WRITE, cases.size(), cases.size());
    return new Result(written, failures);
  }

  private static void requireSameSet(Path folder, NnunetDataset set) throws IOException {
    Path file = folder.resolve(NnunetDataset.FILE);
    if (!Files.exists(file)) {
      return;
    }
    NnunetDataset there = NnunetDataset.read(folder);
    if (!names(there).equals(names(set))
        || !there.channels().equals(set.channels())
        || !there.fileEnding().equals(set.fileEnding())) {
      throw new IOException(
          file
              + ": describes a set with other labels or channels ("
              + String.join(", ", names(there))
              + "); choose an empty folder");
    }
  }

  private static List<String> names(NnunetDataset set) {
    return set.labels().stream().map(Label::name).toList();
  }

  private static void write(
      Source source, String id, Path folder, NnunetDataset set, CancellationToken cancel)
      throws IOException {
    Volume<?> scan =
        VolumeReaders.read(source.image(), ReadOptions.DEFAULT, ProgressListener.NONE, cancel);
    LabelMap labels =
        LabelMapReader.read(source.labels(), ReadOptions.DEFAULT, ProgressListener.NONE, cancel)
            .reoriented(AxisOrder.closestTo(scan.geometry()));
    if (!labels.geometry().isSameGrid(scan.geometry(), SAME_PLACE_MM)) {
      throw new IOException(
          source.labels()
              + ": lies on another grid than the scan, "
              + labels.geometry()
              + " against "
              + scan.geometry()
              + "; resample one of them first");
    }
    List<Label> numbered = new ArrayList<>();
    for (int i = 0; i < set.labels().size(); i++) {
      Label label = set.labels().get(i);
      numbered.add(new Label(i + 1, label.name(), label.argb(), label.concept()));
    }
    LabelMap renumbered = Relabelling.of(labels, set.numbers(), numbered, cancel);
    Path image = set.image(folder, id, 0);
    VolumeExporters.forFile(image).export(scan, image);
    Path target = set.labels(folder, id);
    LabelMapExporters.forFile(target)
        .export(new LabelMap(renumbered.voxels(), scan.geometry(), numbered), "", target);
  }
}
