package io.github.holoseg.annotation;

/**
 * What one structure does to another. The other may be a label of the same map or the mask of
 * another map on the same grid (an earlier result); the edit's rules say what may change.
 *
 * <p>In one map a voxel has one label only: there a structure that gets voxels takes them from the
 * other.
 */
public enum BooleanEdit {
  /** The structure gets the other's voxels. */
  UNION,
  /** The structure loses the voxels that the other has. */
  SUBTRACT,
  /** The structure loses the voxels that the other does not have. */
  INTERSECT,
  /** The structure becomes what the other is. */
  COPY;

  /** The voxels that the structure should get; masks that are given are not changed. */
  public BoxMask added(BoxMask own, BoxMask other) {
    BoxMask added = this == UNION || this == COPY ? other.copy() : new BoxMask(VoxelBox.EMPTY);
    added.andNot(own);
    return added;
  }

  /** The voxels that the structure should lose; masks that are given are not changed. */
  public BoxMask removed(BoxMask own, BoxMask other) {
    if (this == UNION) {
      return new BoxMask(VoxelBox.EMPTY);
    }
    BoxMask removed = own.copy();
    if (this == SUBTRACT) {
      removed.and(other);
    } else {
      removed.andNot(other);
    }
    return removed;
  }
}
