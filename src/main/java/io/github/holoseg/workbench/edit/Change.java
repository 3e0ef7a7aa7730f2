package io.github.holoseg.workbench.edit;

import io.github.holoseg.annotation.BoxMask;
import io.github.holoseg.annotation.VoxelBox;

/**
 * What an operation wants changed, before the rules are asked.
 *
 * @param add voxels that get the active label
 * @param remove voxels that become background
 */
record Change(BoxMask add, BoxMask remove) {
  private static final BoxMask NOTHING = new BoxMask(VoxelBox.EMPTY);

  static Change adding(BoxMask mask) {
    return new Change(mask, NOTHING);
  }

  static Change removing(BoxMask mask) {
    return new Change(NOTHING, mask);
  }

  /** From one shape of a structure to another. */
  static Change between(BoxMask before, BoxMask after) {
    BoxMask add = after.copy();
    add.andNot(before);
    BoxMask remove = before.copy();
    remove.andNot(after);
    return new Change(add, remove);
  }
}
