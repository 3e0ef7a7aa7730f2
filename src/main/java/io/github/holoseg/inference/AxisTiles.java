package io.github.holoseg.inference;

/**
 * The tiles along one axis. Positions count from the first voxel of the grid, so that a tile may
 * start before 0 or end after the grid where it is padded. Immutable.
 *
 * @param size voxels of the grid
 * @param patch voxels of a tile
 * @param starts first voxel of each tile, ascending
 * @param keepFrom first voxel that each tile decides (inclusive), inside the grid
 * @param keepTo end of those voxels (exclusive)
 */
record AxisTiles(int size, int patch, int[] starts, int[] keepFrom, int[] keepTo) {

  int count() {
    return starts.length;
  }

  /**
   * nnU-Net's rule: as many tiles as steps of at most {@code patch · (1 − overlap)} need, evenly
   * spread, positions rounded half to even (sliding_window_prediction.py, v2.8.1).
   */
  static AxisTiles even(int size, int patch, double overlap) {
    int padded = Math.max(size, patch);
    double step = 1 - overlap;
    int count = (int) Math.ceil((padded - patch) / (patch * step)) + 1;
    int[] starts = new int[count];
    double spread = count > 1 ? (double) (padded - patch) / (count - 1) : 0;
    for (int i = 0; i < count; i++) {
      starts[i] = (int) Math.rint(spread * i);
    }
    return padded(size, patch, starts);
  }

  /**
   * MONAI's rule: every {@code floor(patch · (1 − overlap))} voxels, the last tile moved back to
   * the border (inferers/utils.py, data/utils.py dense_patch_slices).
   */
  static AxisTiles fixedStep(int size, int patch, double overlap) {
    int padded = Math.max(size, patch);
    int interval = padded == patch ? patch : Math.max(1, (int) (patch * (1 - overlap)));
    int count = (padded - patch + interval - 1) / interval + 1;
    int[] starts = new int[count];
    for (int i = 0; i < count; i++) {
      starts[i] = Math.min(i * interval, padded - patch);
    }
    return padded(size, patch, starts);
  }

  /**
   * Tiles that keep only their interior: each gives up {@code halo} voxels on sides where it meets
   * a neighbour, none at the grid's border, so that the kept parts cover the grid once.
   *
   * @throws IllegalArgumentException if the patch has no interior
   */
  static AxisTiles interior(int size, int patch, int halo, int step) {
    if (size <= patch) {
      return new AxisTiles(size, patch, new int[1], new int[1], new int[] {size});
    }
    int stride = (patch - 2 * halo) / step * step;
    if (stride < 1) {
      throw new IllegalArgumentException(
          "a tile of " + patch + " voxels has no interior with a halo of " + halo);
    }
    int count = (size - patch + stride - 1) / stride + 1;
    int[] starts = new int[count];
    int[] from = new int[count];
    int[] to = new int[count];
    for (int i = 0; i < count; i++) {
      starts[i] = Math.min(i * stride, size - patch);
      from[i] = i == 0 ? 0 : starts[i] + halo;
    }
    for (int i = 0; i < count; i++) {
      to[i] = i == count - 1 ? size : from[i + 1];
    }
    return new AxisTiles(size, patch, starts, from, to);
  }

  /** Tiles of a grid that is padded to the patch: low side ⌊d/2⌋, high side the rest. */
  private static AxisTiles padded(int size, int patch, int[] startsInPadded) {
    int low = Math.max(0, patch - size) / 2;
    int n = startsInPadded.length;
    int[] starts = new int[n];
    int[] from = new int[n];
    int[] to = new int[n];
    for (int i = 0; i < n; i++) {
      starts[i] = startsInPadded[i] - low;
      from[i] = Math.max(0, starts[i]);
      to[i] = Math.min(size, starts[i] + patch);
    }
    return new AxisTiles(size, patch, starts, from, to);
  }
}
