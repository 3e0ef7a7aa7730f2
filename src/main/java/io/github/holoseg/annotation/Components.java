package io.github.holoseg.annotation;

import io.github.holoseg.task.CancellationToken;
import java.util.Arrays;
import java.util.function.IntPredicate;

/**
 * The parts of a mask that hang together by faces: runs along x, joined where they overlap
 * (union-find), numbered from 0. Costs the runs, not the voxels.
 */
final class Components {
  private final VoxelBox box;
  private final int[] firstOfRow;
  private int[] start = new int[64];
  private int[] end = new int[64];
  private int[] parent = new int[64];
  private int runs;
  private long[] sizes;

  private Components(VoxelBox box) {
    this.box = box;
    this.firstOfRow = new int[Math.multiplyExact(box.size(1), box.size(2)) + 1];
  }

  /** In three dimensions. */
  static Components of(BoxMask mask, CancellationToken cancel) {
    return of(mask, -1, cancel);
  }

  /**
   * @param across voxels do not hang together along this axis: slice by slice; -1 for all axes
   */
  static Components of(BoxMask mask, int across, CancellationToken cancel) {
    Components parts = new Components(mask.box());
    parts.cut(mask, across == 0, cancel);
    parts.join(across != 1, across != 2, cancel);
    parts.number();
    return parts;
  }

  private void cut(BoxMask mask, boolean singleVoxels, CancellationToken cancel) {
    int row = 0;
    for (int z = box.minZ(); z < box.endZ(); z++) {
      cancel.throwIfCancelled();
      for (int y = box.minY(); y < box.endY(); y++) {
        int x = mask.nextSet(y, z, box.minX());
        while (x < box.endX()) {
          int to = singleVoxels ? x + 1 : mask.nextClear(y, z, x);
          add(x, to);
          x = mask.nextSet(y, z, to);
        }
        firstOfRow[++row] = runs;
      }
    }
  }

  private void add(int from, int to) {
    if (runs == start.length) {
      int larger = Math.multiplyExact(runs, 2);
      start = Arrays.copyOf(start, larger);
      end = Arrays.copyOf(end, larger);
      parent = Arrays.copyOf(parent, larger);
    }
    start[runs] = from;
    end[runs] = to;
    parent[runs] = runs;
    runs++;
  }

  private void join(boolean alongY, boolean alongZ, CancellationToken cancel) {
    int height = box.size(1);
    for (int row = 0; row < firstOfRow.length - 1; row++) {
      if (row % height == 0) {
        cancel.throwIfCancelled();
      }
      if (alongY && row % height > 0) {
        joinRows(row - 1, row);
      }
      if (alongZ && row >= height) {
        joinRows(row - height, row);
      }
    }
  }

  private void joinRows(int a, int b) {
    int i = firstOfRow[a];
    int j = firstOfRow[b];
    while (i < firstOfRow[a + 1] && j < firstOfRow[b + 1]) {
      if (start[i] < end[j] && start[j] < end[i]) {
        int p = root(i);
        int q = root(j);
        parent[Math.max(p, q)] = Math.min(p, q);
      }
      if (end[i] < end[j]) {
        i++;
      } else {
        j++;
      }
    }
  }

  private int root(int run) {
    int r = run;
    while (parent[r] != r) {
      parent[r] = parent[parent[r]];
      r = parent[r];
    }
    return r;
  }

  /** Roots are the smallest of their runs, so numbers can be given in one pass. */
  private void number() {
    int count = 0;
    int[] numbers = new int[runs];
    sizes = new long[16];
    for (int run = 0; run < runs; run++) {
      int root = root(run);
      if (root == run) {
        numbers[run] = count++;
        sizes = count > sizes.length ? Arrays.copyOf(sizes, count * 2) : sizes;
      }
      numbers[run] = numbers[root];
      sizes[numbers[run]] += end[run] - start[run];
    }
    parent = numbers;
    sizes = Arrays.copyOf(sizes, count);
  }

  int count() {
    return sizes.length;
  }

  /** Voxels of a part. */
  long size(int part) {
    return sizes[part];
  }

  /** The part with a voxel, -1 if the voxel is not in the mask. */
  int at(int x, int y, int z) {
    if (!box.contains(x, y, z)) {
      return -1;
    }
    int row = (z - box.minZ()) * box.size(1) + y - box.minY();
    for (int run = firstOfRow[row]; run < firstOfRow[row + 1]; run++) {
      if (x >= start[run] && x < end[run]) {
        return parent[run];
      }
    }
    return -1;
  }

  /** The part with the most voxels, the first of equal ones; -1 if there is none. */
  int largest() {
    int largest = -1;
    for (int part = 0; part < sizes.length; part++) {
      if (largest < 0 || sizes[part] > sizes[largest]) {
        largest = part;
      }
    }
    return largest;
  }

  /** Which parts touch a face of the box, faces across one axis left out (-1 for none). */
  boolean[] touchingFaces(int except) {
    boolean[] touching = new boolean[sizes.length];
    each(
        (part, y, z, from, to) ->
            touching[part] |=
                except != 0 && (from == box.minX() || to == box.endX())
                    || except != 1 && (y == box.minY() || y == box.endY() - 1)
                    || except != 2 && (z == box.minZ() || z == box.endZ() - 1));
    return touching;
  }

  /** The voxels of some parts. */
  BoxMask mask(IntPredicate parts) {
    BoxMask mask = new BoxMask(box);
    each(
        (part, y, z, from, to) -> {
          if (parts.test(part)) {
            mask.setRun(y, z, from, to);
          }
        });
    return mask;
  }

  /** Takes the runs one by one, in the order of rows. */
  @FunctionalInterface
  interface RunVisitor {
    void run(int part, int y, int z, int from, int to);
  }

  void each(RunVisitor visitor) {
    int height = box.size(1);
    for (int row = 0; row < firstOfRow.length - 1; row++) {
      int y = box.minY() + row % height;
      int z = box.minZ() + row / height;
      for (int run = firstOfRow[row]; run < firstOfRow[row + 1]; run++) {
        visitor.run(parent[run], y, z, start[run], end[run]);
      }
    }
  }
}
