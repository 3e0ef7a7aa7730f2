package io.github.holoseg.annotation;

import io.github.holoseg.task.CancellationToken;

/** The part of equal labels in which a voxel lies, connected by faces: the paint bucket. */
public final class FloodFill {
  private FloodFill() {}

  /** In all directions; background flows around everything, so mind the undo. */
  public static BoxMask inVolume(
      EditableLabels labels, int x, int y, int z, CancellationToken cancel) {
    return fill(labels, VoxelBox.of(labels.geometry()), x, y, z, cancel);
  }

  /**
   * Within a slice.
   *
   * @param axis across which the slice lies, 0 x, 1 y, 2 z
   */
  public static BoxMask inSlice(
      EditableLabels labels, int axis, int x, int y, int z, CancellationToken cancel) {
    int at = axis == 0 ? x : axis == 1 ? y : z;
    VoxelBox slice = VoxelBox.of(labels.geometry()).withAxis(axis, at, at + 1);
    return fill(labels, slice, x, y, z, cancel);
  }

  private static BoxMask fill(
      EditableLabels labels, VoxelBox limits, int x, int y, int z, CancellationToken cancel) {
    VoxelBox box = limits.intersect(VoxelBox.of(labels.geometry()));
    if (!box.contains(x, y, z)) {
      return new BoxMask(VoxelBox.EMPTY);
    }
    short value = (short) labels.get(x, y, z);
    return ConnectedFill.fill(
        box, (slice, allowed) -> allow(labels, slice, value, allowed), cancel, new int[] {x, y, z});
  }

  private static void allow(EditableLabels labels, int z, short value, BoxMask allowed) {
    short[] plane = labels.plane(z);
    VoxelBox box = allowed.box();
    for (int y = box.minY(); y < box.endY(); y++) {
      int row = y * labels.width();
      int x = box.minX();
      while (x < box.endX()) {
        int from = x;
        while (x < box.endX() && plane[row + x] == value) {
          x++;
        }
        allowed.setRun(y, z, from, x);
        while (x < box.endX() && plane[row + x] != value) {
          x++;
        }
      }
    }
  }
}
