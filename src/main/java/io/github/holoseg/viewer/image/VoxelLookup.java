package io.github.holoseg.viewer.image;

import net.imglib2.RandomAccess;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;

/**
 * Single voxels of an image in its LPS order: out of its arrays where it is 16-bit, through a
 * random access where it is not, which then serves one thread only.
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

  /** Whether several threads may ask at the same time. */
  boolean isThreadSafe() {
    return table != null;
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
    return isOutside(x, y, z, 0.5);
  }

  /**
   * @param margin around the outermost voxel centres, in voxels
   */
  private boolean isOutside(double x, double y, double z, double margin) {
    return x < -margin
        || y < -margin
        || z < -margin
        || x >= size[0] - 1 + margin
        || y >= size[1] - 1 + margin
        || z >= size[2] - 1 + margin;
  }

  /**
   * The steps of a line that lie in the grid, which are without a gap: the first, and the one
   * behind the last.
   *
   * @param steps of the line, from 0
   * @param range for the two numbers; equal if the line passes the grid by
   */
  void clip(VoxelLine line, int steps, int[] range) {
    range[0] = 0;
    range[1] = steps;
    shorten(line, 0.5, range);
  }

  /** Makes a range of steps shorter, to those within a margin of the outermost voxel centres. */
  private void shorten(VoxelLine line, double margin, int[] range) {
    double from = range[0];
    double to = range[1];
    for (int axis = 0; axis < 3; axis++) {
      double by = line.step(axis);
      if (by != 0) {
        double low = (-margin - line.start(axis)) / by;
        double high = (size[axis] - 1 + margin - line.start(axis)) / by;
        from = Math.max(from, Math.min(low, high));
        to = Math.min(to, Math.max(low, high));
      }
    }
    // The quotients are rounded: what counts is whether a step's own place is outside.
    int first = (int) Math.max(range[0], Math.min(range[1], Math.floor(from) - 1));
    int end = (int) Math.max(first, Math.min(range[1], Math.ceil(to) + 1));
    while (first < end && isOutside(line.x(first), line.y(first), line.z(first), margin)) {
      first++;
    }
    while (end > first && isOutside(line.x(end - 1), line.y(end - 1), line.z(end - 1), margin)) {
      end--;
    }
    range[0] = first;
    range[1] = end;
  }

  /**
   * The voxels that hold the places of a line.
   *
   * @param first step, in the grid
   * @param end behind the last step, which is in the grid
   * @param out step n goes to {@code to + n}
   */
  void nearest(VoxelLine line, int first, int end, short[] out, int to) {
    if (table == null || table.zAxis() != 2) {
      for (int n = first; n < end; n++) {
        out[to + n] =
            (short) get((int) (line.x(n) + 0.5), (int) (line.y(n) + 0.5), (int) (line.z(n) + 0.5));
      }
      return;
    }
    short[][] arrays = table.arrays();
    int[] zs = table.z();
    int x00 = table.x()[0];
    int xStep = table.xStep();
    int y00 = table.y()[0];
    int yStep = table.yStep();
    for (int n = first; n < end; n++) {
      int k = (int) (line.z(n) + 0.5);
      int x = x00 + xStep * (int) (line.x(n) + 0.5);
      int y = y00 + yStep * (int) (line.y(n) + 0.5);
      out[to + n] = arrays[k][x + y + zs[k]];
    }
  }

  /**
   * As {@link #linear} at each place of a line.
   *
   * @param first step, in the grid
   * @param end behind the last step, which is in the grid
   * @param out step n goes to {@code to + n}
   */
  void linear(VoxelLine line, int first, int end, float[] out, int to) {
    int[] between = {first, end};
    if (table == null || table.zAxis() != 2) {
      between[1] = first;
    } else {
      shorten(line, 0, between);
      linearBetween(line, between[0], between[1], out, to);
    }
    for (int n = first; n < between[0]; n++) {
      out[to + n] = linear(line.x(n), line.y(n), line.z(n));
    }
    for (int n = between[1]; n < end; n++) {
      out[to + n] = linear(line.x(n), line.y(n), line.z(n));
    }
  }

  /** Where all eight voxels are there: the same sums without looking at the borders. */
  private void linearBetween(VoxelLine line, int first, int end, float[] out, int to) {
    short[][] arrays = table.arrays();
    int[] zs = table.z();
    int x00 = table.x()[0];
    int xStep = table.xStep();
    int y00 = table.y()[0];
    int yStep = table.yStep();
    int m = mask;
    double x0 = line.x0();
    double y0 = line.y0();
    double z0 = line.z0();
    double dx = line.dx();
    double dy = line.dy();
    double dz = line.dz();
    for (int n = first; n < end; n++) {
      double x = x0 + n * dx;
      double y = y0 + n * dy;
      double z = z0 + n * dz;
      int i = (int) x;
      int j = (int) y;
      int k = (int) z;
      float a = (float) (x - i);
      float b = (float) (y - j);
      float c = (float) (z - k);
      int at = x00 + xStep * i + y00 + yStep * j;
      float near = square(arrays[k], zs[k] + at, xStep, yStep, m, a, b);
      float far = square(arrays[k + 1], zs[k + 1] + at, xStep, yStep, m, a, b);
      out[to + n] = mix(near, far, c);
    }
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

  /** Between the four voxels of a square in a plane. */
  private static float square(short[] in, int at, int xStep, int yStep, int m, float a, float b) {
    int below = at + yStep;
    return mix(
        mix(in[at] & m, in[at + xStep] & m, a), mix(in[below] & m, in[below + xStep] & m, a), b);
  }

  private float row(short[] in, int first, int second, float weight) {
    return mix(in[first] & mask, in[second] & mask, weight);
  }

  private static float mix(float first, float second, float weight) {
    return first + (second - first) * weight;
  }
}
