package io.github.holoseg.viewer.image;

import io.github.holoseg.volume.AxisTurn;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImg;
import net.imglib2.img.basictypeaccess.array.ShortArray;
import net.imglib2.img.planar.PlanarImg;

/**
 * Copies slices of a 16-bit image straight out of its arrays, along any axis of the turned image.
 *
 * <p>A slice across the rows touches one cache line per voxel. The plain loops here keep many of
 * those loads in flight at a time, which copying run by run does not: it takes a third of the time.
 */
final class ShortPlanes {
  private final RandomAccessibleInterval<?> image;
  private final long[] size;
  private final AxisTurn turn;

  private ShortPlanes(RandomAccessibleInterval<?> image, AxisTurn turn) {
    this.image = image;
    this.size = image.dimensionsAsLongArray();
    this.turn = turn;
  }

  /**
   * @param turn from the image to the axes in which slices are asked for
   * @return null if the image is not held in arrays of shorts
   */
  static ShortPlanes of(RandomAccessibleInterval<?> image, AxisTurn turn) {
    boolean array = image instanceof ArrayImg<?, ?> a && a.update(null) instanceof ShortArray;
    boolean planar = image instanceof PlanarImg<?, ?> p && p.getPlane(0) instanceof ShortArray;
    return array || planar ? new ShortPlanes(image, turn) : null;
  }

  private short[] array(int z) {
    return image instanceof PlanarImg<?, ?> planar
        ? ((ShortArray) planar.getPlane(z)).getCurrentStorageArray()
        : ((ShortArray) ((ArrayImg<?, ?>) image).update(null)).getCurrentStorageArray();
  }

  private int offset(int z) {
    return image instanceof PlanarImg ? 0 : (int) (z * size[0] * size[1]);
  }

  /**
   * @param axis of the turned image, the one that the slice has no extent along
   * @param index along that axis
   * @param out the slice, the lower of its two axes fastest
   */
  void copy(int axis, int index, short[] out) {
    int fast = axis == 0 ? 1 : 0;
    int slow = axis == 2 ? 1 : 2;
    int width = (int) size[turn.sourceAxis(fast)];
    if (turn.sourceAxis(fast) == 2) {
      copy(axis, index, slow, width, fast, 1, out);
    } else {
      copy(axis, index, fast, 1, slow, width, out);
    }
  }

  /**
   * Lines along {@code inner}, which is not the source's z: each lies in one array.
   *
   * @param innerStep distance of neighbours along {@code inner} in {@code out}
   * @param outerStep distance of lines in {@code out}
   */
  private void copy(
      int axis, int index, int inner, int innerStep, int outer, int outerStep, short[] out) {
    long[] at = new long[3];
    at[turn.sourceAxis(axis)] = position(axis, index);
    int lines = (int) size[turn.sourceAxis(outer)];
    int length = (int) size[turn.sourceAxis(inner)];
    int step = turn.sourceAxis(inner) == 0 ? 1 : (int) size[0];
    step = turn.isFlipped(inner) ? -step : step;
    at[turn.sourceAxis(inner)] = position(inner, 0);
    for (int line = 0; line < lines; line++) {
      at[turn.sourceAxis(outer)] = position(outer, line);
      int from = offset((int) at[2]) + (int) (at[1] * size[0] + at[0]);
      line(array((int) at[2]), from, step, out, line * outerStep, innerStep, length);
    }
  }

  /** Whether neighbouring slices along a turned axis share their cache lines. */
  boolean isAcrossRows(int axis) {
    return turn.sourceAxis(axis) == 0;
  }

  /**
   * Several neighbouring slices in one pass, which takes hardly longer than one.
   *
   * @param axis with {@link #isAcrossRows}
   * @param first the lowest index
   * @param out one array for each slice
   */
  void copyAcrossRows(int axis, int first, short[][] out) {
    int count = out.length;
    int fast = axis == 0 ? 1 : 0;
    int slow = axis == 2 ? 1 : 2;
    int y = turn.sourceAxis(fast) == 1 ? fast : slow;
    int z = y == fast ? slow : fast;
    int width = (int) size[turn.sourceAxis(fast)];
    int yStep = y == fast ? 1 : width;
    int zStep = y == fast ? width : 1;
    boolean backwards = turn.isFlipped(axis);
    int x = (int) position(axis, backwards ? first + count - 1 : first);
    int rowStep = turn.isFlipped(y) ? -(int) size[0] : (int) size[0];
    for (int k = 0; k < size[2]; k++) {
      int at = (int) position(z, k);
      short[] in = array(at);
      int from = offset(at) + (int) (position(y, 0) * size[0]) + x;
      for (int j = 0; j < size[1]; j++, from += rowStep) {
        int to = k * zStep + j * yStep;
        for (int c = 0; c < count; c++) {
          out[backwards ? count - 1 - c : c][to] = in[from + c];
        }
      }
    }
  }

  private static void line(
      short[] in, int from, int step, short[] out, int to, int outStep, int length) {
    if (step == 1 && outStep == 1) {
      System.arraycopy(in, from, out, to, length);
      return;
    }
    for (int i = 0; i < length; i++) {
      out[to + i * outStep] = in[from + i * step];
    }
  }

  private long position(int axis, int index) {
    return turn.isFlipped(axis) ? size[turn.sourceAxis(axis)] - 1 - index : index;
  }

  /** Every voxel's place in the arrays, for access voxel by voxel. */
  Table table() {
    short[][] arrays = new short[(int) size[2]][];
    for (int z = 0; z < arrays.length; z++) {
      arrays[z] = array(z);
    }
    int[][] offsets = new int[3][];
    int[] step = {1, (int) size[0], 0};
    int zAxis = 0;
    for (int axis = 0; axis < 3; axis++) {
      int source = turn.sourceAxis(axis);
      zAxis = source == 2 ? axis : zAxis;
      offsets[axis] = new int[(int) size[source]];
      for (int i = 0; i < offsets[axis].length; i++) {
        int at = (int) position(axis, i);
        offsets[axis][i] = source == 2 ? offset(at) : at * step[source];
      }
    }
    short[][] turned = arrays.clone();
    for (int z = 0; z < arrays.length; z++) {
      turned[z] = arrays[(int) position(zAxis, z)];
    }
    return new Table(turned, offsets[0], offsets[1], offsets[2], zAxis);
  }

  /**
   * @param arrays of the source's planes, in the order of turned axis {@code zAxis}
   */
  record Table(short[][] arrays, int[] x, int[] y, int[] z, int zAxis) {
    /** From a voxel to the next along turned x; only where {@code zAxis} is another. */
    int xStep() {
      return x.length > 1 ? x[1] - x[0] : 0;
    }

    /** From a voxel to the next along turned y; only where {@code zAxis} is another. */
    int yStep() {
      return y.length > 1 ? y[1] - y[0] : 0;
    }

    /** A voxel of the turned image. */
    short get(int i, int j, int k) {
      int plane = zAxis == 2 ? k : zAxis == 1 ? j : i;
      return arrays[plane][x[i] + y[j] + z[k]];
    }
  }
}
