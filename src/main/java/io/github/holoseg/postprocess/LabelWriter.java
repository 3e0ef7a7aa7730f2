package io.github.holoseg.postprocess;

import io.github.holoseg.grid.GridMapping;
import io.github.holoseg.volume.AxisTurn;
import io.github.holoseg.volume.LabelSlab;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.integer.UnsignedShortType;

/**
 * Puts rows of the cropped, turned scan where they belong on the scan as it was read. Different
 * rows may be written from different threads.
 */
final class LabelWriter {
  private final AxisTurn turn;
  private final int[] cropMin;
  private final int[] cropSize;
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
    cropSize = mapping.sourceCrop().size();
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

  /**
   * A copy of slices of the crop, on the scan's own axes.
   *
   * @param from first slice along grid axis 2
   * @param to behind the last slice
   */
  LabelSlab copy(int from, int to) {
    long[] min = new long[3];
    int[] box = new int[3];
    for (int gridAxis = 0; gridAxis < 3; gridAxis++) {
      int axis = turn.sourceAxis(gridAxis);
      int first = cropMin[gridAxis] + (gridAxis == 2 ? from : 0);
      box[axis] = gridAxis == 2 ? to - from : cropSize[gridAxis];
      min[axis] = turn.isFlipped(gridAxis) ? size[axis] - first - box[axis] : first;
    }
    short[] labels = new short[Math.multiplyExact(Math.multiplyExact(box[0], box[1]), box[2])];
    int at = 0;
    for (int z = (int) min[2]; z < min[2] + box[2]; z++) {
      short[] array = arrays[planar ? z : 0];
      for (int y = (int) min[1]; y < min[1] + box[1]; y++) {
        int offset = ((planar ? 0 : z) * size[1] + y) * size[0] + (int) min[0];
        System.arraycopy(array, offset, labels, at, box[0]);
        at += box[0];
      }
    }
    return new LabelSlab(min, box, labels);
  }

  private void place(int[] at, int gridAxis, int index) {
    int axis = turn.sourceAxis(gridAxis);
    int position = cropMin[gridAxis] + index;
    at[axis] = turn.isFlipped(gridAxis) ? size[axis] - 1 - position : position;
  }
}
