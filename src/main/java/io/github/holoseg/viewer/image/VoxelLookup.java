package io.github.holoseg.viewer.image;

import net.imglib2.RandomAccess;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;

/**
 * Single voxels of an image in its LPS order: out of its arrays where it is 16-bit, through a
 * random access where it is not. Not thread-safe.
 */
final class VoxelLookup {
  private final int[] size;
  private final ShortPlanes.Table table;
  private final int mask;
  private final RandomAccess<? extends RealType<?>> access;

  /**
   * @param shown the image in its LPS order
   * @param planes its arrays, null if it has none
   * @param signed whether the shorts are
   */
  VoxelLookup(
      RandomAccessibleInterval<? extends RealType<?>> shown, ShortPlanes planes, boolean signed) {
    size = new int[] {(int) shown.dimension(0), (int) shown.dimension(1), (int) shown.dimension(2)};
    table = planes == null ? null : planes.table();
    mask = signed ? -1 : 0xFFFF;
    access = planes == null ? shown.randomAccess() : null;
  }

  private float get(int x, int y, int z) {
    if (table != null) {
      return table.get(x, y, z) & mask;
    }
    access.setPosition(x, 0);
    access.setPosition(y, 1);
    access.setPosition(z, 2);
    return access.get().getRealFloat();
  }

  private boolean isOutside(double x, double y, double z) {
    return x < -0.5
        || y < -0.5
        || z < -0.5
        || x >= size[0] - 0.5
        || y >= size[1] - 0.5
        || z >= size[2] - 0.5;
  }

  /** The voxel that holds a fractional index; 0 outside. */
  int nearest(double x, double y, double z) {
    return isOutside(x, y, z) ? 0 : (int) get((int) (x + 0.5), (int) (y + 0.5), (int) (z + 0.5));
  }

  /** Between the eight voxels around a fractional index; NaN outside of the grid. */
  float linear(double x, double y, double z) {
    if (isOutside(x, y, z)) {
      return Float.NaN;
    }
    double cx = Math.max(0, Math.min(size[0] - 1, x));
    double cy = Math.max(0, Math.min(size[1] - 1, y));
    double cz = Math.max(0, Math.min(size[2] - 1, z));
    int i = (int) cx;
    int j = (int) cy;
    int k = (int) cz;
    int i1 = Math.min(i + 1, size[0] - 1);
    int j1 = Math.min(j + 1, size[1] - 1);
    int k1 = Math.min(k + 1, size[2] - 1);
    float a = (float) (cx - i);
    float b = (float) (cy - j);
    float c = (float) (cz - k);
    if (table != null && table.zAxis() == 2) {
      short[] near = table.arrays()[k];
      short[] far = table.arrays()[k1];
      int y0 = table.y()[j] + table.z()[k];
      int y1 = table.y()[j1] + table.z()[k];
      int beyond = table.z()[k1] - table.z()[k];
      int x0 = table.x()[i];
      int x1 = table.x()[i1];
      return mix(
          mix(row(near, y0 + x0, y0 + x1, a), row(near, y1 + x0, y1 + x1, a), b),
          mix(
              row(far, y0 + beyond + x0, y0 + beyond + x1, a),
              row(far, y1 + beyond + x0, y1 + beyond + x1, a),
              b),
          c);
    }
    float near = mix(mix(get(i, j, k), get(i1, j, k), a), mix(get(i, j1, k), get(i1, j1, k), a), b);
    float far =
        mix(mix(get(i, j, k1), get(i1, j, k1), a), mix(get(i, j1, k1), get(i1, j1, k1), a), b);
    return mix(near, far, c);
  }

  private float row(short[] in, int first, int second, float weight) {
    return mix(in[first] & mask, in[second] & mask, weight);
  }

  private static float mix(float first, float second, float weight) {
    return first + (second - first) * weight;
  }
}
