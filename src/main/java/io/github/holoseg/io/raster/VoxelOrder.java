package io.github.holoseg.io.raster;

import io.github.holoseg.io.VolumeFormatException;
import java.nio.file.Path;
import java.util.Locale;

/**
 * How the volumes of a 4-D file lie among each other: blocks of {@code block} voxels, one of each
 * volume in turn. Whole volumes one after the other have blocks of a whole volume; values that
 * belong to one voxel side by side have blocks of one voxel.
 *
 * @param size x, y, z
 * @param block voxels of one volume that lie together
 * @param count of volumes
 * @param index of the volume wanted
 */
public record VoxelOrder(long[] size, long block, long count, long index) {
  /** A file with one volume. */
  public static VoxelOrder single(long[] size) {
    return new VoxelOrder(size, 1, 1, 0);
  }

  /**
   * The volume that the user chose.
   *
   * @param volumeIndex from 0; -1: there must be exactly one
   * @param what the volumes are, for messages: {@code volumes}, {@code layers of segments} ...
   */
  public static long chosen(long count, int volumeIndex, String what, Path source)
      throws VolumeFormatException {
    if (volumeIndex < 0 && count > 1) {
      throw new VolumeFormatException(
          source,
          String.format(
              Locale.ROOT,
              "holds %d %s (4-D); say which one to read with the option volume, from 0 to %d"
                  + " (--volume 0, in macros volume=0)",
              count,
              what,
              count - 1));
    }
    if (volumeIndex >= count) {
      throw new VolumeFormatException(
          source,
          String.format(
              Locale.ROOT, "has no volume number %d, the last one is %d", volumeIndex, count - 1));
    }
    return Math.max(0, volumeIndex);
  }
}
