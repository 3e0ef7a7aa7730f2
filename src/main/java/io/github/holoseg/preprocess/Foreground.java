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

  /** Marks the voxels of a grid of the same size that are above 0, in place. */
  void add(FloatGrid labels, CancellationToken cancel) {
    float[] values = new float[size[0] * size[1]];
    for (int z = 0; z < size[2]; z++) {
      cancel.throwIfCancelled();
      labels.read(0, new int[] {0, 0, z}, new int[] {size[0], size[1], 1}, values, 0);
      for (int i = 0; i < values.length; i++) {
        if (values[i] > 0) {
          slices[z][i] = 1;
        }
      }
    }
  }

  /**
   * The same with enclosed holes marked: everything that is not reached from the border through
   * faces (scipy {@code binary_fill_holes}). The box stays the same.
   *
   * <p>A flood of whole rows: the stack holds one entry per run of voxels, not one per voxel.
   */
  Foreground filled(CancellationToken cancel) {
    byte[][] outside = new byte[size[2]][slices[0].length];
    RunStack stack = new RunStack();
    for (int z = 0; z < size[2]; z++) {
      for (int y = 0; y < size[1]; y++) {
        if (z == 0 || z == size[2] - 1 || y == 0 || y == size[1] - 1) {
          pushRuns(outside, stack, 0, size[0] - 1, y, z);
        } else {
          pushRuns(outside, stack, 0, 0, y, z);
          pushRuns(outside, stack, size[0] - 1, size[0] - 1, y, z);
        }
      }
    }
    while (!stack.isEmpty()) {
      cancel.throwIfCancelled();
      flood(outside, stack, stack.pop());
    }
    for (byte[] slice : outside) {
      for (int i = 0; i < slice.length; i++) {
        slice[i] = (byte) (1 - slice[i]);
      }
    }
    return new Foreground(size, outside);
  }

  /** Marks the run that a voxel lies in, and pushes what it touches in the four rows round it. */
  private void flood(byte[][] outside, RunStack stack, long voxel) {
    int x = (int) (voxel % size[0]);
    int y = (int) (voxel / size[0] % size[1]);
    int z = (int) (voxel / size[0] / size[1]);
    if (!isOpen(outside, x, y, z)) {
      return;
    }
    int from = x;
    int to = x;
    while (from > 0 && isOpen(outside, from - 1, y, z)) {
      from--;
    }
    while (to < size[0] - 1 && isOpen(outside, to + 1, y, z)) {
      to++;
    }
    Arrays.fill(outside[z], y * size[0] + from, y * size[0] + to + 1, (byte) 1);
    pushRuns(outside, stack, from, to, y - 1, z);
    pushRuns(outside, stack, from, to, y + 1, z);
    pushRuns(outside, stack, from, to, y, z - 1);
    pushRuns(outside, stack, from, to, y, z + 1);
  }

  /** Pushes one voxel of each open run between two x of a row. */
  private void pushRuns(byte[][] outside, RunStack stack, int from, int to, int y, int z) {
    if (y < 0 || z < 0 || y >= size[1] || z >= size[2]) {
      return;
    }
    boolean before = false;
    for (int x = from; x <= to; x++) {
      boolean open = isOpen(outside, x, y, z);
      if (open && !before) {
        stack.push(((long) z * size[1] + y) * size[0] + x);
      }
      before = open;
    }
  }

  private boolean isOpen(byte[][] outside, int x, int y, int z) {
    int at = y * size[0] + x;
    return slices[z][at] == 0 && outside[z][at] == 0;
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
  private static final class RunStack {
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
