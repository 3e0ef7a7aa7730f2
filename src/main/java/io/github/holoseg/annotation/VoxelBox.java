package io.github.holoseg.annotation;

import io.github.holoseg.volume.VolumeGeometry;

/**
 * A box of voxels: from {@code min} (inclusive) to {@code end} (exclusive) along x, y, z.
 * Immutable; empty if it has no voxel.
 */
public record VoxelBox(int minX, int minY, int minZ, int endX, int endY, int endZ) {
  /** A box without a voxel. */
  public static final VoxelBox EMPTY = new VoxelBox(0, 0, 0, 0, 0, 0);

  /** All voxels of a grid. */
  public static VoxelBox of(VolumeGeometry grid) {
    return new VoxelBox(
        0,
        0,
        0,
        Math.toIntExact(grid.size(0)),
        Math.toIntExact(grid.size(1)),
        Math.toIntExact(grid.size(2)));
  }

  /** From two corners, {@code min} inclusive and {@code end} exclusive. */
  public static VoxelBox of(int[] min, int[] end) {
    return new VoxelBox(min[0], min[1], min[2], end[0], end[1], end[2]);
  }

  /** The smallest box with the voxel. */
  public static VoxelBox ofVoxel(int x, int y, int z) {
    return new VoxelBox(x, y, z, x + 1, y + 1, z + 1);
  }

  /** First voxel along an axis. */
  public int min(int axis) {
    return axis == 0 ? minX : axis == 1 ? minY : minZ;
  }

  /** One behind the last voxel along an axis. */
  public int end(int axis) {
    return axis == 0 ? endX : axis == 1 ? endY : endZ;
  }

  /** Voxels along an axis, never negative. */
  public int size(int axis) {
    return Math.max(0, end(axis) - min(axis));
  }

  /** Voxels along x, y, z. */
  public int[] size() {
    return new int[] {size(0), size(1), size(2)};
  }

  public boolean isEmpty() {
    return endX <= minX || endY <= minY || endZ <= minZ;
  }

  public long voxels() {
    return (long) size(0) * size(1) * size(2);
  }

  public boolean contains(int x, int y, int z) {
    return x >= minX && x < endX && y >= minY && y < endY && z >= minZ && z < endZ;
  }

  public boolean contains(VoxelBox other) {
    return other.isEmpty() || other.equals(intersect(other));
  }

  /** The voxels in both. */
  public VoxelBox intersect(VoxelBox other) {
    VoxelBox both =
        new VoxelBox(
            Math.max(minX, other.minX),
            Math.max(minY, other.minY),
            Math.max(minZ, other.minZ),
            Math.min(endX, other.endX),
            Math.min(endY, other.endY),
            Math.min(endZ, other.endZ));
    return both.isEmpty() ? EMPTY : both;
  }

  /** The smallest box with both. */
  public VoxelBox union(VoxelBox other) {
    if (isEmpty() || other.isEmpty()) {
      return isEmpty() ? other : this;
    }
    return new VoxelBox(
        Math.min(minX, other.minX),
        Math.min(minY, other.minY),
        Math.min(minZ, other.minZ),
        Math.max(endX, other.endX),
        Math.max(endY, other.endY),
        Math.max(endZ, other.endZ));
  }

  /** Larger by some voxels on both sides of each axis; may reach outside the grid. */
  public VoxelBox grow(int x, int y, int z) {
    return new VoxelBox(minX - x, minY - y, minZ - z, endX + x, endY + y, endZ + z);
  }

  /** Larger by at least {@code mm} on all sides; may reach outside the grid. */
  public VoxelBox grow(double mm, double[] spacing) {
    return grow(
        (int) Math.ceil(mm / spacing[0] + 1e-9),
        (int) Math.ceil(mm / spacing[1] + 1e-9),
        (int) Math.ceil(mm / spacing[2] + 1e-9));
  }

  /** The same box with other limits along one axis. */
  public VoxelBox withAxis(int axis, int from, int to) {
    return switch (axis) {
      case 0 -> new VoxelBox(from, minY, minZ, to, endY, endZ);
      case 1 -> new VoxelBox(minX, from, minZ, endX, to, endZ);
      default -> new VoxelBox(minX, minY, from, endX, endY, to);
    };
  }
}
