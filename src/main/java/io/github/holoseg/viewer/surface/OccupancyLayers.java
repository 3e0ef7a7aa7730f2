package io.github.holoseg.viewer.surface;

import java.util.Arrays;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.blocks.PrimitiveBlocks;
import net.imglib2.blocks.PrimitiveBlocks.OnFallback;
import net.imglib2.type.numeric.integer.UnsignedShortType;

/**
 * One structure in its bounding box, layer by layer along z: which share of each block of {@code
 * stride}³ voxels belongs to it. A rim of empty blocks lies round the box, so that a structure
 * which is cut by the border of the scan still gets a closed surface.
 */
final class OccupancyLayers {
  private final PrimitiveBlocks<UnsignedShortType> blocks;
  private final int label;
  private final long[] min;
  private final int[] voxels = new int[3];
  private final int[] size = new int[3];
  private final int stride;
  private final short[] slice;

  /**
   * @param boxMin first voxel of the structure along x, y, z
   * @param boxMax last one, inclusive
   */
  OccupancyLayers(
      RandomAccessibleInterval<UnsignedShortType> labels,
      int label,
      long[] boxMin,
      long[] boxMax,
      int stride) {
    this.blocks = PrimitiveBlocks.of(labels, OnFallback.ACCEPT);
    this.label = label;
    this.min = boxMin.clone();
    this.stride = stride;
    for (int axis = 0; axis < 3; axis++) {
      voxels[axis] = Math.toIntExact(boxMax[axis] - boxMin[axis] + 1);
      size[axis] = (voxels[axis] + stride - 1) / stride + 2;
    }
    this.slice = new short[Math.multiplyExact(voxels[0], voxels[1])];
  }

  /** Blocks along x, y, z, the rim included. */
  int[] size() {
    return size.clone();
  }

  /** Voxel index, on the label map's grid, of the centre of block {@code i} along an axis. */
  double voxelIndex(int axis, double i) {
    return min[axis] + (i - 1) * stride + (stride - 1) / 2.0;
  }

  /** Fills {@code layer} (x fastest) with shares from 0 to 1. */
  void read(int z, float[] layer) {
    Arrays.fill(layer, 0);
    int first = (z - 1) * stride;
    for (int dz = 0; dz < stride; dz++) {
      int at = first + dz;
      if (z >= 1 && at < voxels[2]) {
        blocks.copy(
            new long[] {min[0], min[1], min[2] + at}, slice, new int[] {voxels[0], voxels[1], 1});
        addSlice(layer);
      }
    }
    float scale = 1f / (stride * stride * stride);
    for (int i = 0; i < layer.length; i++) {
      layer[i] *= scale;
    }
  }

  private void addSlice(float[] layer) {
    short wanted = (short) label;
    for (int y = 0; y < voxels[1]; y++) {
      int row = (y / stride + 1) * size[0] + 1;
      int from = y * voxels[0];
      for (int x = 0; x < voxels[0]; x++) {
        if (slice[from + x] == wanted) {
          layer[row + x / stride]++;
        }
      }
    }
  }
}
