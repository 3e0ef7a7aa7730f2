package io.github.holoseg.workbench.dataset;

import io.github.holoseg.annotation.cases.AnnotationCase;
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
   * Writes the labels of all cases, under their own values, into the folder of labels of a folder
   * of cases, and adds the cases to its list; the images stay in the set. A case of the list that
   * has no labels yet gets those of the set with its name. No file is written over: a case that has
   * labels is a failure.
   *
   * @param set folder with {@code dataset.json}
   * @return the cases that have labels now, and one sentence for each that failed
   * @throws IOException if the set or the list cannot be understood
   */
  public static NnunetExport.Result intoCases(
      Path set, Path folder, ProgressListener progress, CancellationToken cancel)
      throws IOException {
    NnunetDataset dataset = NnunetDataset.read(set);
    Files.createDirectories(folder.resolve(CaseList.LABELS));
    CaseList list = CaseList.open(folder);
    List<String> written = new ArrayList<>();
    List<String> failures = new ArrayList<>();
    List<String> ids = dataset.cases(set);
    for (int i = 0; i < ids.size(); i++) {
      cancel.throwIfCancelled();
      progress.onProgress(Stage.READ, i, ids.size());
      try {
        into(list, folder, set, dataset, ids.get(i), cancel);
        written.add(ids.get(i));
      } catch (IOException e) {
        failures.add(e.getMessage());
      }
    }
    list.save();
    progress.onProgress(Stage.READ, ids.size(), ids.size());
    return new NnunetExport.Result(written, failures);
  }

  private static void into(
      CaseList list,
      Path folder,
      Path set,
      NnunetDataset dataset,
      String id,
      CancellationToken cancel)
      throws IOException {
    Path image = dataset.image(set, id, 0);
    if (!Files.isRegularFile(image)) {
      throw new IOException(image + ": is missing; the case has labels only");
    }
    Path target = folder.resolve(CaseList.LABELS).resolve(id + dataset.fileEnding());
    Path there = list.find(id).flatMap(AnnotationCase::labelsPath).orElse(target);
    for (Path file : List.of(there, target)) {
      if (Files.exists(file)) {
        throw new IOException(
            file
                + ": case '"
                + id
                + "' has labels already; move them away, or name another folder");
      }
    }
    LabelMap labels = labels(set, dataset, id, cancel);
    LabelMapExporters.forFile(target).export(labels, "", target);
    String known = list.find(id).isPresent() ? id : list.add(id, image, target);
    list.setLabels(known, target);
  }
}
