package io.github.holoseg.annotation;

import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.task.Workers;

/** The voxels of one label as a mask. */
public final class LabelMask {
  private LabelMask() {}

  /** All voxels of a label, in the smallest box. */
  public static BoxMask of(
      EditableLabels labels, int value, Workers workers, CancellationToken cancel) {
    return of(labels, value, bounds(labels, value, workers, cancel), workers, cancel);
  }

  /** The voxels of a label in a box, which is cut to the grid. */
  public static BoxMask of(
      EditableLabels labels, int value, VoxelBox box, Workers workers, CancellationToken cancel) {
    BoxMask mask = new BoxMask(box.intersect(VoxelBox.of(labels.geometry())));
    VoxelBox inside = mask.box();
    workers.each(
        inside.size(2),
        slice -> {
          cancel.throwIfCancelled();
          fill(mask, labels, inside.minZ() + slice, (short) value);
        });
    return mask;
  }

  private static void fill(BoxMask mask, EditableLabels labels, int z, short value) {
    short[] plane = labels.plane(z);
    VoxelBox box = mask.box();
    for (int y = box.minY(); y < box.endY(); y++) {
      int row = y * labels.width();
      int x = box.minX();
      while (x < box.endX()) {
        while (x < box.endX() && plane[row + x] != value) {
          x++;
        }
        int from = x;
        while (x < box.endX() && plane[row + x] == value) {
          x++;
        }
        mask.setRun(y, z, from, x);
      }
    }
  }

  /** The smallest box with all voxels of a label; empty if it has none. */
  public static VoxelBox bounds(
      EditableLabels labels, int value, Workers workers, CancellationToken cancel) {
    VoxelBox[] slices = new VoxelBox[labels.depth()];
    workers.each(
        slices.length,
        z -> {
          cancel.throwIfCancelled();
          slices[z] = bounds(labels, z, (short) value);
        });
    VoxelBox box = VoxelBox.EMPTY;
    for (VoxelBox slice : slices) {
      box = box.union(slice);
    }
    return box;
  }

  private static VoxelBox bounds(EditableLabels labels, int z, short value) {
    short[] plane = labels.plane(z);
    int width = labels.width();
    int minX = width;
    int endX = 0;
    int minY = -1;
    int endY = 0;
    for (int y = 0; y < labels.height(); y++) {
      int row = y * width;
      int first = 0;
      while (first < width && plane[row + first] != value) {
        first++;
      }
      if (first == width) {
        continue;
      }
      int last = width - 1;
      while (plane[row + last] != value) {
        last--;
      }
      minX = Math.min(minX, first);
      endX = Math.max(endX, last + 1);
      minY = minY < 0 ? y : minY;
      endY = y + 1;
    }
    return minY < 0 ? VoxelBox.EMPTY : new VoxelBox(minX, minY, z, endX, endY, z + 1);
  }
}
