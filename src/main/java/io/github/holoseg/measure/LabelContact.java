package io.github.holoseg.measure;

import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.task.Workers;
import io.github.holoseg.volume.LabelMap;
import net.imglib2.blocks.PrimitiveBlocks;
import net.imglib2.blocks.PrimitiveBlocks.OnFallback;
import net.imglib2.type.numeric.integer.UnsignedShortType;

/** Where one structure comes near another: the joint. */
public final class LabelContact {
  private LabelContact() {}

  /**
   * The mean position, LPS mm, of the voxels of one structure that lie within a distance of
   * another.
   *
   * @param distance mm between voxel centres
   * @return null if there is no such voxel
   */
  public static double[] centroid(
      LabelMap map,
      LabelStatistics label,
      LabelStatistics reference,
      double distance,
      int threads,
      CancellationToken cancel) {
    double[] spacing = map.geometry().spacing();
    long[] min = new long[3];
    int[] size = new int[3];
    for (int axis = 0; axis < 3; axis++) {
      // Only the voxels near both boxes matter.
      long margin = (long) Math.ceil(distance / spacing[axis]);
      long from = Math.max(label.boxMin()[axis], reference.boxMin()[axis]) - margin;
      long to = Math.min(label.boxMax()[axis], reference.boxMax()[axis]) + margin;
      min[axis] = Math.max(0, from);
      size[axis] = Math.toIntExact(Math.min(map.geometry().size(axis) - 1, to) - min[axis] + 1);
      if (size[axis] < 1) {
        return null;
      }
    }
    float[] squared = DistanceTransform.unmarked(size);
    PrimitiveBlocks<UnsignedShortType> blocks = PrimitiveBlocks.of(map.voxels(), OnFallback.ACCEPT);
    short[] plane = new short[size[0] * size[1]];
    int[] planeSize = {size[0], size[1], 1};
    short wanted = (short) reference.label().value();
    for (int z = 0; z < size[2]; z++) {
      cancel.throwIfCancelled();
      blocks.copy(new long[] {min[0], min[1], min[2] + z}, plane, planeSize);
      for (int i = 0; i < plane.length; i++) {
        if (plane[i] == wanted) {
          squared[z * plane.length + i] = 0;
        }
      }
    }
    try (Workers workers = new Workers(threads)) {
      DistanceTransform.squared(squared, size, spacing, workers);
    }
    short own = (short) label.label().value();
    double limit = distance * distance;
    long count = 0;
    double[] sum = new double[3];
    for (int z = 0; z < size[2]; z++) {
      cancel.throwIfCancelled();
      blocks.copy(new long[] {min[0], min[1], min[2] + z}, plane, planeSize);
      for (int i = 0; i < plane.length; i++) {
        if (plane[i] == own && squared[z * plane.length + i] <= limit) {
          count++;
          sum[0] += i % size[0];
          sum[1] += i / size[0];
          sum[2] += z;
        }
      }
    }
    return count == 0
        ? null
        : map.geometry()
            .toPhysical(min[0] + sum[0] / count, min[1] + sum[1] / count, min[2] + sum[2] / count);
  }
}
