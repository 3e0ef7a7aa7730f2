package io.github.holoseg.io;

import io.github.holoseg.task.Workers;
import io.github.holoseg.volume.LabelMap;
import io.github.holoseg.volume.SlicePositions;
import io.github.holoseg.volume.VolumeGeometry;
import net.imglib2.FinalInterval;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.blocks.PrimitiveBlocks;
import net.imglib2.img.basictypeaccess.array.ShortArray;
import net.imglib2.img.planar.PlanarImg;
import net.imglib2.img.planar.PlanarImgs;
import net.imglib2.type.numeric.integer.UnsignedShortType;

/**
 * Brings labels from a rectangular grid back to the slices that the grid was resampled from: each
 * pixel gets the label of the voxel in which its centre lies, background where there is none.
 */
public final class SliceLabels {
  /** Index units by which a pixel may lie outside the grid's outermost voxels by rounding. */
  private static final double ROUNDING = 1e-3;

  private SliceLabels() {}

  /**
   * @param labels on any grid
   * @param threads at least 1
   * @return columns, rows and slices in the order of {@code slices}
   */
  public static RandomAccessibleInterval<UnsignedShortType> of(
      LabelMap labels, SlicePositions slices, int threads) {
    PlanarImg<UnsignedShortType, ShortArray> out = PlanarImgs.unsignedShorts(slices.size());
    try (Workers workers = new Workers(threads)) {
      workers.each(
          slices.count(),
          z -> new Slice(labels, slices, z).fill(out.getPlane(z).getCurrentStorageArray()));
    }
    return out;
  }

  /** One slice; its pixels' grid indices are linear in column and row. */
  private static final class Slice {
    private final LabelMap labels;
    private final int columns;
    private final int rows;
    private final long[] size;
    private final double[] origin;
    private final double[] perColumn;
    private final double[] perRow;

    Slice(LabelMap labels, SlicePositions slices, int z) {
      VolumeGeometry grid = labels.geometry();
      this.labels = labels;
      this.columns = slices.columns();
      this.rows = slices.rows();
      this.size = grid.size();
      this.origin = index(grid, slices.toPhysical(0, 0, z));
      this.perColumn = difference(index(grid, slices.toPhysical(1, 0, z)), origin);
      this.perRow = difference(index(grid, slices.toPhysical(0, 1, z)), origin);
    }

    private static double[] index(VolumeGeometry grid, double[] p) {
      return grid.toIndex(p[0], p[1], p[2]);
    }

    private static double[] difference(double[] a, double[] b) {
      return new double[] {a[0] - b[0], a[1] - b[1], a[2] - b[2]};
    }

    void fill(short[] out) {
      // The part of the grid that the slice crosses: one plane, if it is parallel to them.
      long[] min = new long[3];
      long[] max = new long[3];
      for (int axis = 0; axis < 3; axis++) {
        double a = Math.min(0, perColumn[axis] * (columns - 1));
        double b = Math.max(0, perColumn[axis] * (columns - 1));
        double c = Math.min(0, perRow[axis] * (rows - 1));
        double d = Math.max(0, perRow[axis] * (rows - 1));
        min[axis] = Math.max(0, Math.round(origin[axis] + a + c) - 1);
        max[axis] = Math.min(size[axis] - 1, Math.round(origin[axis] + b + d) + 1);
        if (min[axis] > max[axis]) {
          return; // nowhere on the grid
        }
      }
      if (Math.abs(perColumn[2] * columns) + Math.abs(perRow[2] * rows) < ROUNDING) {
        // Half-way between two planes rounding noise would decide, pixel by pixel.
        perColumn[2] = 0;
        perRow[2] = 0;
        min[2] = voxel(origin[2], size[2]);
        max[2] = min[2];
        if (min[2] < 0) {
          return;
        }
      }
      FinalInterval box = new FinalInterval(min, max);
      short[] part =
          new short[Math.toIntExact(box.dimension(0) * box.dimension(1) * box.dimension(2))];
      PrimitiveBlocks.of(labels.voxels(), PrimitiveBlocks.OnFallback.ACCEPT).copy(box, part);
      int width = (int) box.dimension(0);
      int plane = width * (int) box.dimension(1);
      for (int j = 0, n = 0; j < rows; j++) {
        double x = origin[0] + j * perRow[0];
        double y = origin[1] + j * perRow[1];
        double z = origin[2] + j * perRow[2];
        for (int i = 0; i < columns; i++, n++) {
          int a = voxel(x + i * perColumn[0], size[0]);
          int b = voxel(y + i * perColumn[1], size[1]);
          int c = voxel(z + i * perColumn[2], size[2]);
          if ((a | b | c) >= 0) {
            out[n] =
                part[(int) (c - min[2]) * plane + (int) (b - min[1]) * width + (int) (a - min[0])];
          }
        }
      }
    }

    /** The voxel in which an index lies; negative if it is none of the grid's. */
    private static int voxel(double index, long size) {
      if (index < 0) {
        return index > -0.5 - ROUNDING ? 0 : -1;
      }
      int nearest = (int) (index + 0.5);
      return nearest < size ? nearest : index < size - 0.5 + ROUNDING ? (int) size - 1 : -1;
    }
  }
}
