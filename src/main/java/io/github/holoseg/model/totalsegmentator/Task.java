package io.github.holoseg.model.totalsegmentator;

import io.github.holoseg.model.PostprocessStep;
import io.github.holoseg.model.RoiSpec;
import io.github.holoseg.model.SplitSpec;
import io.github.holoseg.volume.Label;
import java.util.List;

/**
 * An openly licensed task of TotalSegmentator.
 *
 * @param name for example {@code total_fast}; the original's {@code total} with {@code --fast}
 * @param modality {@code CT} or {@code MR}
 * @param license of the weights
 * @param citations what to cite
 * @param labels the structures, values as in the original's multi-label output
 * @param spacing mm along x, y, z to which the scan is resampled before nnU-Net sees it; null: not
 *     at all, nnU-Net does it
 * @param step nnU-Net's tile step, a fraction of the patch
 * @param folder name of the training folder in each data set's folder
 * @param allFolds whether all folds found are averaged; false: fold 0
 * @param parts the networks, in the order in which they paint
 * @param roi the crop by a coarse model, null if there is none
 * @param postprocess clean-up of the label map
 * @param split when a scan is cut into pieces; null: never
 */
public record Task(
    String name,
    String modality,
    String license,
    List<String> citations,
    List<Label> labels,
    double[] spacing,
    double step,
    String folder,
    boolean allFolds,
    List<Part> parts,
    RoiSpec roi,
    List<PostprocessStep> postprocess,
    SplitSpec split) {
  /** What ids of installed tasks begin with, followed by the task's name. */
  static final String ID = "totalsegmentator-";

  /** What {@code models add} takes, followed by the task's name. */
  static final String SOURCE = "totalsegmentator:";

  public Task {
    citations = List.copyOf(citations);
    labels = List.copyOf(labels);
    parts = List.copyOf(parts);
    postprocess = List.copyOf(postprocess);
  }

  /** Id of the installed model. */
  public String id() {
    return ID + name;
  }

  /**
   * One network.
   *
   * @param dataset nnU-Net's number of the data set
   * @param folder name of the data set's folder, and of the zip file without its ending
   * @param release name of the release that the zip file belongs to
   * @param values label value in the task of each of the network's classes, background (0) first;
   *     classes beyond these are background
   */
  public record Part(int dataset, String folder, String release, List<Integer> values) {
    public Part {
      values = List.copyOf(values);
    }
  }
}
