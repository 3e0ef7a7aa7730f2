package io.github.holoseg.model;

import java.util.List;

/** An operation on the finished label map. Label names refer to the model's labels. */
public sealed interface PostprocessStep {
  /** The labels it works on; empty: each of the model's labels. */
  List<String> labels();

  /** Keeps the largest face-connected component of each label. */
  record KeepLargest(List<String> labels) implements PostprocessStep {
    public KeepLargest {
      labels = List.copyOf(labels);
    }
  }

  /**
   * Keeps the largest component of all the labels taken together; parts that share a face, an edge
   * or a corner belong together; of equally large ones all stay. nnU-Net {@code
   * remove_all_but_largest_component_from_segmentation}.
   */
  record KeepLargestTogether(List<String> labels) implements PostprocessStep {
    public KeepLargestTogether {
      labels = List.copyOf(labels);
    }
  }

  /** Removes components below {@code minVolume} mm³. */
  record RemoveSmall(List<String> labels, double minVolume) implements PostprocessStep {
    public RemoveSmall {
      labels = List.copyOf(labels);
    }
  }

  /** Fills background voxels that one label encloses in 3-D (6-connected background). */
  record FillHoles(List<String> labels) implements PostprocessStep {
    public FillHoles {
      labels = List.copyOf(labels);
    }
  }
}
