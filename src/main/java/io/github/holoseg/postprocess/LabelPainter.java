package io.github.holoseg.postprocess;

import io.github.holoseg.volume.Label;
import io.github.holoseg.volume.LabelMap;
import io.github.holoseg.volume.VolumeGeometry;
import java.util.List;
import net.imglib2.Cursor;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.integer.UnsignedShortType;
import net.imglib2.view.Views;

/** Puts label maps together. Axes x, y, z. */
public final class LabelPainter {
  private LabelPainter() {}

  /**
   * Paints labels over others, in place: where {@code over} is not 0 it replaces {@code under}
   * (TotalSegmentator nnunet.py, how part models are combined).
   *
   * @throws IllegalArgumentException if the images differ in size
   */
  public static void paint(
      RandomAccessibleInterval<UnsignedShortType> under,
      RandomAccessibleInterval<UnsignedShortType> over) {
    for (int axis = 0; axis < 3; axis++) {
      if (under.dimension(axis) != over.dimension(axis)) {
        throw new IllegalArgumentException("label maps of different size cannot be merged");
      }
    }
    short[][] below = VoxelRows.arrays(under);
    short[][] above = VoxelRows.arrays(over);
    if (below != null && above != null && below.length == above.length) {
      for (int i = 0; i < below.length; i++) {
        paint(below[i], above[i]);
      }
      return;
    }
    Cursor<UnsignedShortType> from = Views.flatIterable(over).cursor();
    for (UnsignedShortType voxel : Views.flatIterable(under)) {
      int value = from.next().get();
      if (value != 0) {
        voxel.set(value);
      }
    }
  }

  private static void paint(short[] below, short[] above) {
    for (int i = 0; i < below.length; i++) {
      if (above[i] != 0) {
        below[i] = above[i];
      }
    }
  }

  /**
   * The labels of a box on the grid that it was cut from, 0 outside.
   *
   * @param box labels of the box
   * @param geometry of the whole grid; becomes the result's geometry object
   * @param min first voxel of the box along x, y, z
   */
  public static LabelMap placed(LabelMap box, VolumeGeometry geometry, long[] min) {
    RandomAccessibleInterval<UnsignedShortType> whole =
        VoxelRows.zeros(geometry, VoxelRows.MAX_ARRAY);
    VoxelRows from = VoxelRows.of(box.voxels());
    VoxelRows to = VoxelRows.of(whole);
    short[] row = new short[from.size(0)];
    int x0 = Math.toIntExact(min[0]);
    for (int z = 0; z < from.size(2); z++) {
      for (int y = 0; y < from.size(1); y++) {
        from.read(y, z, row);
        for (int x = 0, end; x < row.length; x = end) {
          end = x + 1;
          while (end < row.length && row[end] == row[x]) {
            end++;
          }
          if (row[x] != 0) {
            to.fill((int) (y + min[1]), (int) (z + min[2]), x0 + x, x0 + end, row[x]);
          }
        }
      }
    }
    return new LabelMap(whole, geometry, box.labels());
  }

  /** No label anywhere. */
  public static LabelMap empty(VolumeGeometry geometry, List<Label> labels) {
    return new LabelMap(VoxelRows.zeros(geometry, VoxelRows.MAX_ARRAY), geometry, labels);
  }

  /**
   * The smallest box that holds every voxel other than 0.
   *
   * @return first voxel along x, y, z and last voxel along x, y, z; null if all voxels are 0
   */
  public static long[][] box(LabelMap map) {
    VoxelRows rows = VoxelRows.of(map.voxels());
    long[] min = {Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE};
    long[] max = {-1, -1, -1};
    short[] row = new short[rows.size(0)];
    for (int z = 0; z < rows.size(2); z++) {
      for (int y = 0; y < rows.size(1); y++) {
        rows.read(y, z, row);
        int first = 0;
        while (first < row.length && row[first] == 0) {
          first++;
        }
        if (first == row.length) {
          continue;
        }
        int last = row.length - 1;
        while (row[last] == 0) {
          last--;
        }
        min = new long[] {Math.min(min[0], first), Math.min(min[1], y), Math.min(min[2], z)};
        max = new long[] {Math.max(max[0], last), Math.max(max[1], y), z};
      }
    }
    return max[0] < 0 ? null : new long[][] {min, max};
  }
}
