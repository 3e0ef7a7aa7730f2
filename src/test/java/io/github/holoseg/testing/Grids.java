package io.github.holoseg.testing;

import io.github.holoseg.grid.FloatGrid;
import io.github.holoseg.grid.SliceGrid;

/** Grids from and to plain arrays, for tests. */
public final class Grids {
  private Grids() {}

  /** A grid of one stored array, (channel,) z, y, x. */
  public static SliceGrid of(Npy array) {
    int dims = array.shape().length;
    int channels = dims == 4 ? array.shape()[0] : 1;
    int[] size = {array.shape()[dims - 1], array.shape()[dims - 2], array.shape()[dims - 3]};
    SliceGrid grid = new SliceGrid(channels, size);
    int plane = size[0] * size[1];
    float[] values = array.asFloats();
    for (int c = 0; c < channels; c++) {
      for (int z = 0; z < size[2]; z++) {
        System.arraycopy(values, (c * size[2] + z) * plane, grid.slice(c, z), 0, plane);
      }
    }
    return grid;
  }

  /** All values of a grid, channel-major, axis 0 fastest. */
  public static float[] values(FloatGrid grid) {
    int[] size = grid.size();
    int voxels = size[0] * size[1] * size[2];
    float[] all = new float[grid.channels() * voxels];
    for (int c = 0; c < grid.channels(); c++) {
      grid.read(c, new int[3], size, all, c * voxels);
    }
    return all;
  }

  /** The largest absolute difference. */
  public static double maxDifference(float[] a, float[] b) {
    if (a.length != b.length) {
      throw new AssertionError(a.length + " values, expected " + b.length);
    }
    double max = 0;
    for (int i = 0; i < a.length; i++) {
      double difference = Math.abs((double) a[i] - b[i]);
      max = difference > max || Double.isNaN(difference) ? difference : max;
    }
    return max;
  }
}
