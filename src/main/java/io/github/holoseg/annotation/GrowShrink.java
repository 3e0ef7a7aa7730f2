package io.github.holoseg.annotation;

import io.github.holoseg.measure.DistanceTransform;
import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.task.Workers;
import io.github.holoseg.volume.VolumeGeometry;

/**
 * Makes a structure larger or smaller by millimetres: exact Euclidean distances between voxel
 * centres, true on anisotropic and oblique grids.
 */
public final class GrowShrink {
  /** A distance that equals the margin but for rounding to float is within it. */
  private static final double ROUNDING = 1 + 1e-5;

  private GrowShrink() {}

  /**
   * The voxels that are not farther than {@code mm} from a voxel of the mask, those of the mask
   * included.
   */
  public static BoxMask grow(
      BoxMask mask, double mm, VolumeGeometry grid, Workers workers, CancellationToken cancel) {
    requireMargin(mm);
    double[] spacing = grid.spacing();
    VoxelBox bounds = mask.bounds();
    if (bounds.isEmpty()) {
      return new BoxMask(VoxelBox.EMPTY);
    }
    VoxelBox target = bounds.grow(mm, spacing).intersect(VoxelBox.of(grid));
    BoxMask grown = new BoxMask(target);
    float limit = (float) (mm * mm * ROUNDING);
    SlabLoop.over(
        target,
        workers,
        cancel,
        slab -> {
          VoxelBox around = reach(slab, mm, spacing, target);
          float[] squared = distances(mask, around, true, spacing);
          for (int z = slab.minZ(); z < slab.endZ(); z++) {
            for (int y = slab.minY(); y < slab.endY(); y++) {
              int row = row(around, y, z);
              for (int x = slab.minX(); x < slab.endX(); x++) {
                if (squared[row + x] <= limit) {
                  grown.set(x, y, z);
                }
              }
            }
          }
        });
    return grown;
  }

  /**
   * The voxels of the mask that are farther than {@code mm} from every voxel outside it. Where the
   * volume ends nothing is outside: a structure that is cut off stays cut off there.
   */
  public static BoxMask shrink(
      BoxMask mask, double mm, VolumeGeometry grid, Workers workers, CancellationToken cancel) {
    requireMargin(mm);
    double[] spacing = grid.spacing();
    VoxelBox target = mask.bounds();
    BoxMask shrunk = new BoxMask(target);
    if (target.isEmpty()) {
      return shrunk;
    }
    // The nearest voxel outside lies at most one voxel outside the box.
    VoxelBox with = target.grow(1, 1, 1).intersect(VoxelBox.of(grid));
    float limit = (float) (mm * mm * ROUNDING);
    SlabLoop.over(
        target,
        workers,
        cancel,
        slab -> {
          VoxelBox around = reach(with.withAxis(2, slab.minZ(), slab.endZ()), mm, spacing, with);
          float[] squared = distances(mask, around, false, spacing);
          for (int z = slab.minZ(); z < slab.endZ(); z++) {
            for (int y = slab.minY(); y < slab.endY(); y++) {
              int row = row(around, y, z);
              int x = mask.nextSet(y, z, slab.minX());
              while (x < slab.endX()) {
                if (squared[row + x] > limit) {
                  shrunk.set(x, y, z);
                }
                x = mask.nextSet(y, z, x + 1);
              }
            }
          }
        });
    return shrunk;
  }

  private static void requireMargin(double mm) {
    if (!(mm >= 0 && mm < 1e6)) {
      throw new IllegalArgumentException("a margin of " + mm + " mm, must not be negative");
    }
  }

  /** A slab and the slices above and below from which a voxel can matter. */
  private static VoxelBox reach(VoxelBox slab, double mm, double[] spacing, VoxelBox limits) {
    int slices = (int) Math.ceil(mm / spacing[2] + 1e-9);
    return slab.grow(0, 0, slices).intersect(limits);
  }

  /** Squared distances to the nearest voxel that is, or is not, in the mask. */
  private static float[] distances(BoxMask mask, VoxelBox box, boolean in, double[] spacing) {
    float[] squared = DistanceTransform.unmarked(box.size());
    for (int z = box.minZ(); z < box.endZ(); z++) {
      for (int y = box.minY(); y < box.endY(); y++) {
        int row = row(box, y, z);
        for (int x = box.minX(); x < box.endX(); x++) {
          if (mask.get(x, y, z) == in) {
            squared[row + x] = 0;
          }
        }
      }
    }
    try (Workers here = new Workers(1)) {
      DistanceTransform.squared(squared, box.size(), spacing, here);
    }
    return squared;
  }

  /** Where voxel 0 of a row would be in the array of a box. */
  private static int row(VoxelBox box, int y, int z) {
    return ((z - box.minZ()) * box.size(1) + y - box.minY()) * box.size(0) - box.minX();
  }
}
