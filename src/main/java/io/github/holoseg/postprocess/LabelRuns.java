package io.github.holoseg.postprocess;

import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.task.Workers;

/** Cuts a label map into runs and finds the face-connected components of chosen labels. */
final class LabelRuns {
  private LabelRuns() {}

  /**
   * The runs of the chosen labels, not joined. Row (y, z) of the image is row {@code z * size(1) +
   * y} of the list.
   *
   * @param wanted indexed by label value, 65536 entries; entry 0 must be false
   */
  static RunList cut(
      VoxelRows voxels, boolean[] wanted, Workers workers, CancellationToken cancel) {
    return bySlabs(voxels, wanted, false, workers, cancel);
  }

  /** As {@link #cut}, and runs of one label that touch by a face are joined. */
  static RunList components(
      VoxelRows voxels, boolean[] wanted, Workers workers, CancellationToken cancel) {
    return bySlabs(voxels, wanted, true, workers, cancel);
  }

  /** Joins runs of equal value that touch by a face, in a list of {@code depth} planes. */
  static void joinFaces(RunList runs, int height, int depth, CancellationToken cancel) {
    for (int z = 0; z < depth; z++) {
      cancel.throwIfCancelled();
      for (int y = 0; y < height; y++) {
        int row = z * height + y;
        if (y > 0) {
          runs.join(row - 1, row);
        }
        if (z > 0) {
          runs.join(row - height, row);
        }
      }
    }
  }

  /** Joins runs that share a face, an edge or a corner, whatever their values. */
  static void joinAll(RunList runs, int height, int depth, CancellationToken cancel) {
    for (int z = 0; z < depth; z++) {
      cancel.throwIfCancelled();
      for (int y = 0; y < height; y++) {
        int row = z * height + y;
        runs.joinNeighbours(row);
        if (y > 0) {
          runs.joinTouching(row - 1, row);
        }
        if (z > 0) {
          for (int other = Math.max(0, y - 1); other <= Math.min(height - 1, y + 1); other++) {
            runs.joinTouching(row - height - y + other, row);
          }
        }
      }
    }
  }

  /** Joins runs of equal value that share a face, an edge or a corner. */
  static void joinCorners(RunList runs, int height, int depth, CancellationToken cancel) {
    for (int z = 0; z < depth; z++) {
      cancel.throwIfCancelled();
      for (int y = 0; y < height; y++) {
        int row = z * height + y;
        if (y > 0) {
          runs.joinTouchingEqual(row - 1, row);
        }
        if (z > 0) {
          for (int other = Math.max(0, y - 1); other <= Math.min(height - 1, y + 1); other++) {
            runs.joinTouchingEqual(row - height - y + other, row);
          }
        }
      }
    }
  }

  /** Each thread takes a slab of planes; the slabs are joined where they meet. */
  private static RunList bySlabs(
      VoxelRows voxels, boolean[] wanted, boolean join, Workers workers, CancellationToken cancel) {
    int height = voxels.size(1);
    int depth = voxels.size(2);
    int rows = Math.multiplyExact(height, depth);
    int slabs = Math.min(workers.threads(), depth);
    RunList[] parts = new RunList[slabs];
    workers.forRanges(
        slabs,
        1,
        (from, to) -> {
          for (int slab = from; slab < to; slab++) {
            parts[slab] =
                slab(
                    voxels,
                    wanted,
                    first(slab, slabs, depth),
                    first(slab + 1, slabs, depth),
                    cancel);
            if (join) {
              int planes = first(slab + 1, slabs, depth) - first(slab, slabs, depth);
              joinFaces(parts[slab], height, planes, cancel);
            }
          }
        });
    if (slabs == 1) {
      return parts[0];
    }
    RunList all = new RunList(rows);
    for (int slab = 0; slab < slabs; slab++) {
      all.append(parts[slab]);
      parts[slab] = null;
      if (join && slab > 0) {
        int plane = first(slab, slabs, depth);
        for (int y = 0; y < height; y++) {
          all.join((plane - 1) * height + y, plane * height + y);
        }
      }
    }
    return all;
  }

  private static int first(int slab, int slabs, int depth) {
    return (int) ((long) depth * slab / slabs);
  }

  private static RunList slab(
      VoxelRows voxels, boolean[] wanted, int firstPlane, int endPlane, CancellationToken cancel) {
    int width = voxels.size(0);
    RunList runs = new RunList((endPlane - firstPlane) * voxels.size(1));
    short[] row = new short[width];
    for (int z = firstPlane; z < endPlane; z++) {
      cancel.throwIfCancelled();
      for (int y = 0; y < voxels.size(1); y++) {
        voxels.read(y, z, row);
        int x = 0;
        while (x < width) {
          short value = row[x];
          int from = x++;
          while (x < width && row[x] == value) {
            x++;
          }
          if (wanted[value & 0xffff]) {
            runs.add(from, x, value);
          }
        }
        runs.endRow();
      }
    }
    return runs;
  }
}
