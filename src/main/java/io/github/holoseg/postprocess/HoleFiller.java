package io.github.holoseg.postprocess;

import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.task.Workers;

/**
 * Fills holes of one label at a time.
 *
 * <p>A hole is a face-connected part of the label's complement that does not reach the border of
 * the volume ({@code scipy.ndimage.binary_fill_holes} with its default structure). Only background
 * voxels of it are painted: a structure that lies inside another one is kept.
 *
 * <p>The complement is built from the gaps between the label's runs, within the label's bounding
 * box: what reaches the box's border is outside. So a label costs its own runs and the rows of its
 * box, not the volume.
 */
final class HoleFiller {
  private HoleFiller() {}

  /**
   * Fills one label after the other; voxels that two labels enclose go to the first.
   *
   * @param labels values in the order in which they are filled
   * @return voxels painted
   */
  static long fill(VoxelRows voxels, int[] labels, Workers workers, CancellationToken cancel) {
    boolean[] wanted = new boolean[65536];
    int[] slot = new int[65536];
    for (int i = 0; i < labels.length; i++) {
      wanted[labels[i]] = true;
      slot[labels[i]] = i;
    }
    RunList runs = LabelRuns.cut(voxels, wanted, workers, cancel);
    LabelBoxes boxes = new LabelBoxes(runs, voxels.size(1), slot, labels.length);
    long painted = 0;
    for (int i = 0; i < labels.length; i++) {
      cancel.throwIfCancelled();
      if (boxes.canEnclose(i)) {
        painted += fillOne(voxels, runs, boxes, i, (short) labels[i], cancel);
      }
    }
    return painted;
  }

  private static long fillOne(
      VoxelRows voxels,
      RunList runs,
      LabelBoxes boxes,
      int label,
      short value,
      CancellationToken cancel) {
    int height = boxes.size(label, 1);
    int depth = boxes.size(label, 2);
    RunList gaps = gaps(runs, voxels.size(1), boxes, label, value);
    LabelRuns.joinFaces(gaps, height, depth, cancel);
    boolean[] outside = outside(gaps, boxes, label);
    short[] row = new short[voxels.size(0)];
    long painted = 0;
    for (int r = 0; r < height * depth; r++) {
      int y = boxes.min(label, 1) + r % height;
      int z = boxes.min(label, 2) + r / height;
      boolean read = false;
      for (int gap = gaps.firstOf(r); gap < gaps.firstOf(r + 1); gap++) {
        if (!outside[gaps.root(gap)]) {
          if (!read) {
            voxels.read(y, z, row);
            read = true;
          }
          painted += paint(voxels, row, y, z, gaps.start(gap), gaps.end(gap), value);
        }
      }
    }
    return painted;
  }

  /** The runs of everything else inside the label's box. */
  private static RunList gaps(
      RunList runs, int imageHeight, LabelBoxes boxes, int label, short value) {
    int height = boxes.size(label, 1);
    int depth = boxes.size(label, 2);
    int left = boxes.min(label, 0);
    int right = left + boxes.size(label, 0);
    RunList gaps = new RunList(height * depth);
    for (int z = 0; z < depth; z++) {
      for (int y = 0; y < height; y++) {
        int row = (boxes.min(label, 2) + z) * imageHeight + boxes.min(label, 1) + y;
        int from = left;
        for (int run = runs.firstOf(row); run < runs.firstOf(row + 1); run++) {
          if (runs.value(run) == value) {
            if (runs.start(run) > from) {
              gaps.add(from, runs.start(run), (short) 0);
            }
            from = runs.end(run);
          }
        }
        if (from < right) {
          gaps.add(from, right, (short) 0);
        }
        gaps.endRow();
      }
    }
    return gaps;
  }

  private static boolean[] outside(RunList gaps, LabelBoxes boxes, int label) {
    int height = boxes.size(label, 1);
    int depth = boxes.size(label, 2);
    int left = boxes.min(label, 0);
    int right = left + boxes.size(label, 0);
    boolean[] outside = new boolean[gaps.count()];
    for (int z = 0; z < depth; z++) {
      for (int y = 0; y < height; y++) {
        boolean face = z == 0 || z == depth - 1 || y == 0 || y == height - 1;
        int row = z * height + y;
        for (int gap = gaps.firstOf(row); gap < gaps.firstOf(row + 1); gap++) {
          if (face || gaps.start(gap) == left || gaps.end(gap) == right) {
            outside[gaps.root(gap)] = true;
          }
        }
      }
    }
    return outside;
  }

  private static long paint(
      VoxelRows voxels, short[] row, int y, int z, int from, int to, short value) {
    long painted = 0;
    int x = from;
    while (x < to) {
      while (x < to && row[x] != 0) {
        x++;
      }
      int first = x;
      while (x < to && row[x] == 0) {
        x++;
      }
      if (x > first) {
        voxels.fill(y, z, first, x, value);
        painted += x - first;
      }
    }
    return painted;
  }
}
