package io.github.holoseg.postprocess;

import io.github.holoseg.grid.GridMapping;
import io.github.holoseg.volume.AxisTurn;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.integer.UnsignedShortType;

/**
 * Puts rows of the cropped, turned scan where they belong on the scan as it was read. Different
 * rows may be written from different threads.
 */
final class LabelWriter {
  private final AxisTurn turn;
  private final int[] cropMin;
  private final int[] size = new int[3];
  private final short[][] arrays;
  private final boolean planar;
  private final RandomAccessibleInterval<UnsignedShortType> image;

  /**
   * @param image of {@link VoxelRows#zeros}, as large as the scan
   */
  LabelWriter(GridMapping mapping, RandomAccessibleInterval<UnsignedShortType> image) {
    turn = mapping.turn();
    cropMin = mapping.sourceCrop().min();
    for (int axis = 0; axis < 3; axis++) {
      size[axis] = Math.toIntExact(mapping.source().size(axis));
    }
    this.image = image;
    arrays = VoxelRows.arrays(image);
    planar = arrays.length > 1;
  }

  RandomAccessibleInterval<UnsignedShortType> image() {
    return image;
  }

  /**
   * @param labels the first {@code n} are written, along grid axis 0
   * @param y row of the crop, along grid axis 1
   * @param z slice of the crop, along grid axis 2
   */
  void write(short[] labels, int n, int y, int z) {
    int[] at = new int[3];
    place(at, 0, 0);
    place(at, 1, y);
    place(at, 2, z);
    int along = turn.sourceAxis(0);
    int direction = turn.isFlipped(0) ? -1 : 1;
    if (planar && along == 2) {
      int offset = at[1] * size[0] + at[0];
      for (int x = 0; x < n; x++) {
        arrays[at[2] + direction * x][offset] = labels[x];
      }
      return;
    }
    short[] array = arrays[planar ? at[2] : 0];
    int offset = ((planar ? 0 : at[2]) * size[1] + at[1]) * size[0] + at[0];
    int step = direction * (along == 0 ? 1 : along == 1 ? size[0] : size[0] * size[1]);
    if (step == 1) {
      System.arraycopy(labels, 0, array, offset, n);
    } else {
      for (int x = 0; x < n; x++, offset += step) {
        array[offset] = labels[x];
      }
    }
  }

  private void place(int[] at, int gridAxis, int index) {
    int axis = turn.sourceAxis(gridAxis);
    int position = cropMin[gridAxis] + index;
    at[axis] = turn.isFlipped(gridAxis) ? size[axis] - 1 - position : position;
  }
}
