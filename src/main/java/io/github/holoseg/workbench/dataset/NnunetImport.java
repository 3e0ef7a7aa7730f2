package io.github.holoseg.workbench.dataset;

import io.github.holoseg.annotation.cases.CaseList;
import io.github.holoseg.annotation.cases.NnunetDataset;
import io.github.holoseg.io.LabelMapExporters;
import io.github.holoseg.io.LabelMapReader;
import io.github.holoseg.io.ReadOptions;
import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.task.ProgressListener;
import io.github.holoseg.task.Stage;
import io.github.holoseg.volume.LabelMap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Brings an nnU-Net training set back as cases, with the labels' own values. */
public final class NnunetImport {
  private NnunetImport() {}

  /**
   * The labels of one case.
   *
   * @throws IOException one sentence that names the file
   */
  public static LabelMap labels(
      Path folder, NnunetDataset set, String caseId, CancellationToken cancel) throws IOException {
    Path file = set.labels(folder, caseId);
    LabelMap numbered =
        LabelMapReader.read(file, ReadOptions.DEFAULT, ProgressListener.NONE, cancel);
    try {
      return Relabelling.of(numbered, set.values(), set.labels(), cancel);
    } catch (IllegalArgumentException e) {
      throw new IOException(file + ": " + e.getMessage(), e);
    }
  }

  /**
   * Writes the labels of all cases, under their own values, beside each other into a folder and
   * adds the cases to its list; the images stay in the set. An existing file of labels is written
   * over.
   *
   * @param set folder with {@code dataset.json}
   * @return one sentence for each case that failed
   * @throws IOException if the set or the list cannot be understood
   */
  public static List<String> intoCases(
      Path set, Path folder, ProgressListener progress, CancellationToken cancel)
      throws IOException {
    NnunetDataset dataset = NnunetDataset.read(set);
    Files.createDirectories(folder);
    CaseList list = CaseList.open(folder);
    List<String> failures = new ArrayList<>();
    List<String> ids = dataset.cases(set);
    for (int i = 0; i < ids.size(); i++) {
      cancel.throwIfCancelled();
      progress.onProgress(Stage.READ, i, ids.size());
      String id = ids.get(i);
      Path target = folder.resolve(id + dataset.fileEnding());
      Path image = dataset.image(set, id, 0);
      if (!Files.isRegularFile(image)) {
        failures.add(image + ": is missing; the case has labels only");
        continue;
      }
      try {
        LabelMap labels = labels(set, dataset, id, cancel);
        LabelMapExporters.forFile(target).export(labels, "", target);
        list.setLabels(list.add(id, image, target), target);
      } catch (IOException e) {
        failures.add(e.getMessage());
      }
    }
    list.save();
    progress.onProgress(Stage.READ, ids.size(), ids.size());
    return failures;
  }
}
