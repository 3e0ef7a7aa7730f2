package io.github.holoseg.postprocess;

import io.github.holoseg.volume.BoundaryShift;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Gives voxels that structures let go of, and free ones next to them, to those that want them. Not
 * thread-safe.
 */
final class BoundaryExchange {
  private final VoxelRows voxels;
  private final int[] labels;
  private final List<List<BoundaryTile>> tiles = new ArrayList<>();
  private final long[] added;
  private final short[] row;
  private long rowAt = -1;

  BoundaryExchange(VoxelRows voxels, int[] labels) {
    this.voxels = voxels;
    this.labels = labels;
    added = new long[labels.length];
    row = new short[voxels.size(0)];
    for (int i = 0; i < labels.length; i++) {
      tiles.add(new ArrayList<>());
    }
  }

  /**
   * @param label position in the list of structures
   */
  void add(int label, BoundaryTile tile) {
    tiles.get(label).add(tile);
  }

  boolean isThere(int label) {
    return !tiles.get(label).isEmpty();
  }

  /** First all let go, then all take: what one structure loses another one may get. */
  void apply() {
    for (List<BoundaryTile> own : tiles) {
      for (BoundaryTile tile : own) {
        for (int i = 0; i < tile.releasedCount; i++) {
          set(tile.released[i], 0);
        }
      }
    }
    for (int label = 0; label < labels.length; label++) {
      for (BoundaryTile tile : tiles.get(label)) {
        for (int i = 0; i < tile.wantedCount; i++) {
          take(label, tile.wanted[i], tile.depth[i]);
        }
      }
    }
  }

  private void take(int label, long voxel, float depth) {
    int value = get(voxel);
    if (value != 0) {
      int other = 0;
      while (other < label && labels[other] != value) {
        other++;
      }
      if (other == label || !(depth > depthOf(other, voxel))) {
        return; // kept by its structure, or taken by one that encloses it more deeply
      }
      added[other]--;
    }
    set(voxel, labels[label]);
    added[label]++;
  }

  /** How deeply a structure encloses a voxel that it took; infinite for what it had before. */
  private float depthOf(int label, long voxel) {
    for (BoundaryTile tile : tiles.get(label)) {
      int at = Arrays.binarySearch(tile.wanted, 0, tile.wantedCount, voxel);
      if (at >= 0) {
        return tile.depth[at];
      }
    }
    return Float.POSITIVE_INFINITY;
  }

  BoundaryShift shift(int label, String name, double voxelVolume) {
    long removed = 0;
    long points = 0;
    double sum = 0;
    double largest = 0;
    for (BoundaryTile tile : tiles.get(label)) {
      removed += tile.releasedCount;
      points += tile.points;
      sum += tile.shiftSum;
      largest = Math.max(largest, tile.largestShift);
    }
    return new BoundaryShift(
        name,
        added[label],
        removed,
        rounded(points == 0 ? 0 : sum / points),
        rounded(largest),
        rounded((added[label] - removed) * voxelVolume / 1000));
  }

  /** Thousandths of a mm or ml, for people. */
  private static double rounded(double value) {
    return Math.rint(value * 1000) / 1000;
  }

  private int get(long voxel) {
    long at = voxel / row.length;
    if (at != rowAt) {
      voxels.read((int) (at % voxels.size(1)), (int) (at / voxels.size(1)), row);
      rowAt = at;
    }
    return row[(int) (voxel % row.length)] & 0xFFFF;
  }

  private void set(long voxel, int value) {
    long at = voxel / row.length;
    int x = (int) (voxel % row.length);
    voxels.fill((int) (at % voxels.size(1)), (int) (at / voxels.size(1)), x, x + 1, (short) value);
    if (at == rowAt) {
      row[x] = (short) value;
    }
  }
}
