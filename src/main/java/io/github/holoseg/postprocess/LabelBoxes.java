package io.github.holoseg.postprocess;

/** The bounding box of each label of a run list. */
final class LabelBoxes {
  private final int[][] min;
  private final int[][] max;

  /**
   * @param height rows per plane
   * @param slot indexed by label value: where in this table the label stands
   * @param labels how many there are
   */
  LabelBoxes(RunList runs, int height, int[] slot, int labels) {
    min = new int[labels][];
    max = new int[labels][];
    for (int row = 0, first = 0; first < runs.count(); row++) {
      int last = runs.firstOf(row + 1);
      for (int run = first; run < last; run++) {
        extend(
            slot[runs.value(run) & 0xffff],
            runs.start(run),
            runs.end(run) - 1,
            row % height,
            row / height);
      }
      first = last;
    }
  }

  private void extend(int label, int firstX, int lastX, int y, int z) {
    if (min[label] == null) {
      min[label] = new int[] {firstX, y, z};
      max[label] = new int[] {lastX, y, z};
      return;
    }
    int[] lo = min[label];
    int[] hi = max[label];
    lo[0] = Math.min(lo[0], firstX);
    hi[0] = Math.max(hi[0], lastX);
    lo[1] = Math.min(lo[1], y);
    hi[1] = Math.max(hi[1], y);
    hi[2] = z; // rows come in storage order
  }

  /** Whether the label has voxels. */
  boolean isThere(int label) {
    return min[label] != null;
  }

  /** Whether the label has voxels and its box is thick enough for a hole. */
  boolean canEnclose(int label) {
    return min[label] != null && size(label, 0) > 2 && size(label, 1) > 2 && size(label, 2) > 2;
  }

  /** First voxel of the box along x, y or z. */
  int min(int label, int axis) {
    return min[label][axis];
  }

  /** Voxels of the box along x, y or z. */
  int size(int label, int axis) {
    return max[label][axis] - min[label][axis] + 1;
  }
}
