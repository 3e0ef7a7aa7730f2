package io.github.holoseg.volume;

import java.util.Arrays;
import net.imglib2.Interval;

/** The one check that voxels and geometry belong together. */
final class Grids {
  private Grids() {}

  static void requireSameSize(Interval voxels, VolumeGeometry geometry) {
    if (voxels.numDimensions() != 3
        || !Arrays.equals(voxels.dimensionsAsLongArray(), geometry.size())
        || !Arrays.equals(voxels.minAsLongArray(), new long[3])) {
      throw new IllegalArgumentException(
          "voxels "
              + Arrays.toString(voxels.minAsLongArray())
              + "+"
              + Arrays.toString(voxels.dimensionsAsLongArray())
              + " do not fit the geometry "
              + geometry);
    }
  }
}
