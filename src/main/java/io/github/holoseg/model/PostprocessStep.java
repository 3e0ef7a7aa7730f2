package io.github.holoseg.model;

import java.util.List;

/** An operation on the finished label map. Label names refer to the model's labels. */
public sealed interface PostprocessStep {
  /** The labels it works on; empty: each of the model's labels. */
  List<String> labels();

  /**
   * Keeps the largest component of each label.
   *
   * @param neighbours 6: voxels that share a face are connected; 26: a face, an edge or a corner
   */
  record KeepLargest(List<String> labels, int neighbours) implements PostprocessStep {
    public KeepLargest {
      labels = List.copyOf(labels);
    }

    /** Face-connected. */
    public KeepLargest(List<String> labels) {
      this(labels, 6);
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

  /**
   * Removes face-connected components below a size.
   *
   * @param minVolume mm³; 0 if the size is stated in voxels
   * @param minVoxels voxels of the scan; 0 if the size is stated in mm³
   */
  record RemoveSmall(List<String> labels, double minVolume, int minVoxels)
      implements PostprocessStep {
    public RemoveSmall {
      labels = List.copyOf(labels);
    }

    /** By volume. */
    public RemoveSmall(List<String> labels, double minVolume) {
      this(labels, minVolume, 0);
    }
  }

  /** Fills background voxels that one label encloses in 3-D (6-connected background). */
  record FillHoles(List<String> labels) implements PostprocessStep {
    public FillHoles {
      labels = List.copyOf(labels);
    }
  }

  /**
   * Moves the boundary of bones to the outer edge of their cortex, on the scan's own grid; for CT.
   *
   * @param maxShift mm by which it moves at most, about one voxel of the network
   */
  record RefineBoundary(List<String> labels, double maxShift) implements PostprocessStep {
    /** mm, where a model says nothing. */
    public static final double DEFAULT_MAX_SHIFT = 3;

    public RefineBoundary {
      labels = List.copyOf(labels);
    }
  }
}
