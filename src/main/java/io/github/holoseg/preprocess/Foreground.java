package io.github.holoseg.preprocess;

import io.github.holoseg.grid.FloatGrid;
import io.github.holoseg.grid.GridMapping.Box;
import io.github.holoseg.model.CropSpec;
import io.github.holoseg.task.CancellationToken;
import java.util.Arrays;

/** The voxels that a crop is about, and the box round them. */
final class Foreground {
  private final int[] size;
  private final byte[][] slices;

  private Foreground(int[] size, byte[][] slices) {
    this.size = size;
    this.slices = slices;
  }

  /**
   * The voxels that any channel marks: not 0 ({@link CropSpec.Mode#NONZERO}), or above the
   * threshold.
   */
  static Foreground of(FloatGrid grid, CropSpec crop, CancellationToken cancel) {
    int[] size = grid.size();
    int plane = size[0] * size[1];
    byte[][] slices = new byte[size[2]][plane];
    float[] values = new float[plane];
    boolean nonzero = crop.mode() == CropSpec.Mode.NONZERO;
    float threshold = (float) crop.threshold();
    for (int z = 0; z < size[2]; z++) {
      cancel.throwIfCancelled();
      for (int channel = 0; channel < grid.channels(); channel++) {
        grid.read(channel, new int[] {0, 0, z}, new int[] {size[0], size[1], 1}, values, 0);
        byte[] slice = slices[z];
        for (int i = 0; i < plane; i++) {
          if (nonzero ? values[i] != 0 : values[i] > threshold) {
            slice[i] = 1;
          }
        }
      }
    }
    return new Foreground(size, slices);
  }

  boolean contains(int x, int y, int z) {
    return slices[z][y * size[0] + x] != 0;
  }

  /** The smallest box with all marked voxels, grown by the margin; null if there are none. */
  Box box(int[] margin) {
    int[] min = size.clone();
    int[] max = {-1, -1, -1};
    for (int z = 0; z < size[2]; z++) {
      for (int y = 0; y < size[1]; y++) {
        int row = y * size[0];
        int x = 0;
        while (x < size[0] && slices[z][row + x] == 0) {
          x++;
        }
        if (x == size[0]) {
          continue;
        }
        int last = size[0] - 1;
        while (slices[z][row + last] == 0) {
          last--;
        }
        min[0] = Math.min(min[0], x);
        max[0] = Math.max(max[0], last);
        min[1] = Math.min(min[1], y);
        max[1] = Math.max(max[1], y);
        min[2] = Math.min(min[2], z);
        max[2] = z;
      }
    }
    if (max[0] < 0) {
      return null;
    }
    int[] extent = new int[3];
    for (int axis = 0; axis < 3; axis++) {
      min[axis] = Math.max(0, min[axis] - margin[axis]);
      extent[axis] = Math.min(size[axis], max[axis] + 1 + margin[axis]) - min[axis];
    }
    return new Box(min, extent);
  }

  /**
   * The same with enclosed holes marked: everything that is not reached from outside through faces
   * (scipy {@code binary_fill_holes}). The box stays the same.
   */
  Foreground filled() {
    byte[][] outside = new byte[size[2]][slices[0].length];
    LongStack stack = new LongStack();
    for (int z = 0; z < size[2]; z++) {
      for (int y = 0; y < size[1]; y++) {
        boolean edge = z == 0 || z == size[2] - 1 || y == 0 || y == size[1] - 1;
        for (int x = 0; x < size[0]; x += edge ? 1 : Math.max(1, size[0] - 1)) {
          visit(outside, stack, x, y, z);
        }
      }
    }
    while (!stack.isEmpty()) {
      long voxel = stack.pop();
      int x = (int) (voxel % size[0]);
      int y = (int) (voxel / size[0] % size[1]);
      int z = (int) (voxel / size[0] / size[1]);
      visit(outside, stack, x - 1, y, z);
      visit(outside, stack, x + 1, y, z);
      visit(outside, stack, x, y - 1, z);
      visit(outside, stack, x, y + 1, z);
      visit(outside, stack, x, y, z - 1);
      visit(outside, stack, x, y, z + 1);
    }
    for (byte[] slice : outside) {
      for (int i = 0; i < slice.length; i++) {
        slice[i] = (byte) (1 - slice[i]);
      }
    }
    return new Foreground(size, outside);
  }

  private void visit(byte[][] outside, LongStack stack, int x, int y, int z) {
    if (x < 0 || y < 0 || z < 0 || x >= size[0] || y >= size[1] || z >= size[2]) {
      return;
    }
    int at = y * size[0] + x;
    if (slices[z][at] == 0 && outside[z][at] == 0) {
      outside[z][at] = 1;
      stack.push(((long) z * size[1] + y) * size[0] + x);
    }
  }

  /** The part inside a box of the same grid. */
  Foreground crop(Box box) {
    byte[][] part = new byte[box.size()[2]][box.size()[0] * box.size()[1]];
    for (int z = 0; z < part.length; z++) {
      for (int y = 0; y < box.size()[1]; y++) {
        System.arraycopy(
            slices[z + box.min()[2]],
            (y + box.min()[1]) * size[0] + box.min()[0],
            part[z],
            y * box.size()[0],
            box.size()[0]);
      }
    }
    return new Foreground(box.size(), part);
  }

  /** A growing stack of voxel numbers. */
  private static final class LongStack {
    private long[] items = new long[1024];
    private int count;

    void push(long item) {
      if (count == items.length) {
        items = Arrays.copyOf(items, Math.multiplyExact(count, 2));
      }
      items[count++] = item;
    }

    long pop() {
      return items[--count];
    }

    boolean isEmpty() {
      return count == 0;
    }
  }
}
