package io.github.holoseg.postprocess;

import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.task.Workers;

/**
 * Removes connected parts of labels. If nothing else is said, two voxels are connected when they
 * have the same label and share a face (6-connectivity; {@code scipy.ndimage.label} with its
 * default structure).
 *
 * <p>Components are found on runs of voxels with a union-find whose root is the run that comes
 * first in storage order, so memory follows the surface of the structures and not their volume.
 */
final class ComponentFilter {
  private ComponentFilter() {}

  /**
   * Keeps the component with the most voxels of each chosen label. Of components with equally many
   * voxels the one that holds the first voxel in storage order (x fastest, then y, then z) stays.
   *
   * @param corners voxels that share an edge or a corner are connected too
   * @return voxels set to 0
   */
  static long keepLargest(
      VoxelRows voxels,
      boolean[] wanted,
      boolean corners,
      Workers workers,
      CancellationToken cancel) {
    RunList runs;
    if (corners) {
      runs = LabelRuns.cut(voxels, wanted, workers, cancel);
      LabelRuns.joinCorners(runs, voxels.size(1), voxels.size(2), cancel);
    } else {
      runs = LabelRuns.components(voxels, wanted, workers, cancel);
    }
    long[] sizes = sizes(runs);
    int[] largest = new int[65536];
    java.util.Arrays.fill(largest, -1);
    for (int run = 0; run < runs.count(); run++) {
      int label = runs.value(run) & 0xffff;
      if (sizes[run] > 0 && (largest[label] < 0 || sizes[run] > sizes[largest[label]])) {
        largest[label] = run;
      }
    }
    return remove(voxels, runs, root -> root != largest[runs.value(root) & 0xffff], cancel);
  }

  /**
   * Keeps the largest component of the chosen labels taken together: one mask, whose voxels are
   * connected by faces, edges and corners (26-connectivity). Of equally large components all stay.
   * nnU-Net's remove_all_but_largest_component_from_segmentation.
   *
   * @return voxels set to 0
   */
  static long keepLargestTogether(
      VoxelRows voxels, boolean[] wanted, Workers workers, CancellationToken cancel) {
    RunList runs = LabelRuns.cut(voxels, wanted, workers, cancel);
    LabelRuns.joinAll(runs, voxels.size(1), voxels.size(2), cancel);
    long[] sizes = sizes(runs);
    long largest = 0;
    for (long size : sizes) {
      largest = Math.max(largest, size);
    }
    long most = largest;
    return remove(voxels, runs, root -> sizes[root] != most, cancel);
  }

  /**
   * Removes components whose volume, voxels times {@code voxelVolume}, is below {@code minVolume}.
   *
   * @return voxels set to 0
   */
  static long removeSmall(
      VoxelRows voxels,
      boolean[] wanted,
      double minVolume,
      double voxelVolume,
      Workers workers,
      CancellationToken cancel) {
    RunList runs = LabelRuns.components(voxels, wanted, workers, cancel);
    long[] sizes = sizes(runs);
    return remove(voxels, runs, root -> sizes[root] * voxelVolume < minVolume, cancel);
  }

  /** Voxels of each component at the index of its root; 0 at every other run. */
  private static long[] sizes(RunList runs) {
    long[] sizes = new long[runs.count()];
    for (int run = 0; run < sizes.length; run++) {
      sizes[runs.root(run)] += runs.end(run) - runs.start(run);
    }
    return sizes;
  }

  private static long remove(
      VoxelRows voxels,
      RunList runs,
      java.util.function.IntPredicate root,
      CancellationToken cancel) {
    long removed = 0;
    int height = voxels.size(1);
    for (int z = 0; z < voxels.size(2); z++) {
      cancel.throwIfCancelled();
      for (int y = 0; y < height; y++) {
        int row = z * height + y;
        for (int run = runs.firstOf(row); run < runs.firstOf(row + 1); run++) {
          if (root.test(runs.root(run))) {
            voxels.fill(y, z, runs.start(run), runs.end(run), (short) 0);
            removed += runs.end(run) - runs.start(run);
          }
        }
      }
    }
    return removed;
  }
}
