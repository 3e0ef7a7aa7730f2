package io.github.holoseg.workbench.dataset;

import io.github.holoseg.annotation.cases.AnnotationCase;
import io.github.holoseg.annotation.cases.CaseList;
import io.github.holoseg.annotation.cases.CaseStatus;
import io.github.holoseg.annotation.cases.NnunetDataset;
import io.github.holoseg.io.LabelMapReader;
import io.github.holoseg.io.ReadOptions;
import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.task.ProgressListener;
import io.github.holoseg.volume.Label;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** Makes an nnU-Net training set of the cases of a folder that are far enough. */
public final class CaseExport {
  private CaseExport() {}

  /**
   * Exports. The set has the structures of all label maps, in the order of their values; one that
   * exists keeps its own.
   *
   * @param cases folder with a case list
   * @param wanted states of the cases that are taken
   * @param set {@code DatasetNNN_NAME}; made if it is not there
   * @throws IOException if no case is far enough, if two label maps name their structures
   *     differently, or as {@link NnunetExport#export}
   */
  public static NnunetExport.Result export(
      Path cases,
      Set<CaseStatus> wanted,
      Path set,
      ProgressListener progress,
      CancellationToken cancel)
      throws IOException {
    if (!Files.isRegularFile(cases.resolve(CaseList.FILE))) {
      throw new IOException(
          cases
              + ": is no folder of cases, there is no "
              + CaseList.FILE
              + "; open the folder in the workbench first");
    }
    List<NnunetExport.Source> sources = new ArrayList<>();
    for (AnnotationCase c : CaseList.open(cases).cases()) {
      if (wanted.contains(c.status()) && c.labelsPath().isPresent()) {
        sources.add(new NnunetExport.Source(c.id(), c.image(), c.labels()));
      }
    }
    if (sources.isEmpty()) {
      throw new IOException(
          cases + ": none of its cases has labels and one of the states " + keys(wanted));
    }
    boolean isThere = Files.isRegularFile(set.resolve(NnunetDataset.FILE));
    NnunetDataset dataset =
        isThere ? NnunetDataset.read(set) : NnunetDataset.ofCt(structures(sources, cancel));
    return NnunetExport.export(sources, set, dataset, progress, cancel);
  }

  private static String keys(Set<CaseStatus> states) {
    return String.join(", ", states.stream().map(CaseStatus::key).sorted().toList());
  }

  private static List<Label> structures(List<NnunetExport.Source> sources, CancellationToken cancel)
      throws IOException {
    List<Label> all = new ArrayList<>();
    for (NnunetExport.Source source : sources) {
      List<Label> labels =
          LabelMapReader.read(source.labels(), ReadOptions.DEFAULT, ProgressListener.NONE, cancel)
              .labels();
      for (Label label : labels) {
        Label other = clash(all, label);
        if (other == null) {
          all.add(label);
        } else if (other.value() != label.value() || !other.name().equals(label.name())) {
          throw new IOException(
              "%s: %d is '%s' there, but %d is '%s' in another case; give them one numbering"
                  .formatted(
                      source.labels(), label.value(), label.name(), other.value(), other.name()));
        }
      }
    }
    all.sort(Comparator.comparingInt(Label::value));
    return all;
  }

  /** One with the same value or the same name; null if there is none. */
  private static Label clash(List<Label> all, Label label) {
    return all.stream()
        .filter(l -> l.value() == label.value() || l.name().equals(label.name()))
        .findFirst()
        .orElse(null);
  }
}
