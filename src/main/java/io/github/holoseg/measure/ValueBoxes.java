package io.github.holoseg.measure;

import io.github.holoseg.task.CancellationToken;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.blocks.PrimitiveBlocks;
import net.imglib2.blocks.PrimitiveBlocks.OnFallback;
import net.imglib2.type.numeric.integer.UnsignedShortType;

/** The smallest box around each value of a label map, found in one pass. Immutable. */
final class ValueBoxes {
  /** First voxel along x, y, z, then last voxel along x, y, z. */
  private final Map<Integer, int[]> boxes;

  private ValueBoxes(Map<Integer, int[]> boxes) {
    this.boxes = boxes;
  }

  /**
   * @throws java.util.concurrent.CancellationException soon after the token is cancelled
   */
  static ValueBoxes of(
      RandomAccessibleInterval<UnsignedShortType> voxels, int threads, CancellationToken cancel) {
    int nx = Math.toIntExact(voxels.dimension(0));
    int ny = Math.toIntExact(voxels.dimension(1));
    Map<Integer, int[]> all = new HashMap<>();
    Slabs.run(
            voxels.dimension(2),
            threads,
            cancel,
            (from, to) -> {
              PrimitiveBlocks<UnsignedShortType> blocks =
                  PrimitiveBlocks.of(voxels, OnFallback.ACCEPT);
              short[] slice = new short[Math.multiplyExact(nx, ny)];
              Map<Integer, int[]> found = new HashMap<>();
              for (long z = from; z < to; z++) {
                cancel.throwIfCancelled();
                blocks.copy(new long[] {0, 0, z}, slice, new int[] {nx, ny, 1});
                look(slice, nx, ny, (int) z, found);
              }
              return found;
            })
        .forEach(found -> found.forEach((value, box) -> all.merge(value, box, ValueBoxes::both)));
    return new ValueBoxes(all);
  }

  /** One look-up for each run of equal values in a row. */
  private static void look(short[] slice, int nx, int ny, int z, Map<Integer, int[]> found) {
    for (int y = 0; y < ny; y++) {
      int row = y * nx;
      for (int x = 0, end; x < nx; x = end) {
        short value = slice[row + x];
        end = x + 1;
        while (end < nx && slice[row + end] == value) {
          end++;
        }
        extend(found, value & 0xFFFF, x, end - 1, y, z);
      }
    }
  }

  private static void extend(
      Map<Integer, int[]> found, int value, int first, int last, int y, int z) {
    int[] box = found.get(value);
    if (box == null) {
      found.put(value, new int[] {first, y, z, last, y, z});
      return;
    }
    box[0] = Math.min(box[0], first);
    box[1] = Math.min(box[1], y);
    box[3] = Math.max(box[3], last);
    box[4] = Math.max(box[4], y);
    box[5] = z;
  }

  private static int[] both(int[] a, int[] b) {
    int[] box = new int[6];
    for (int axis = 0; axis < 3; axis++) {
      box[axis] = Math.min(a[axis], b[axis]);
      box[3 + axis] = Math.max(a[3 + axis], b[3 + axis]);
    }
    return box;
  }

  /**
   * The box around all voxels of some values.
   *
   * @return first voxel along x, y, z, then last voxel along x, y, z; null if there is no such
   *     voxel
   */
  int[] around(Set<Integer> values) {
    return values.stream()
        .map(boxes::get)
        .filter(box -> box != null)
        .reduce(ValueBoxes::both)
        .orElse(null);
  }
}
