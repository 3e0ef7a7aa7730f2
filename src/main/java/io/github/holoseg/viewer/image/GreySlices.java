package io.github.holoseg.viewer.image;

import io.github.holoseg.viewer.Scene;
import io.github.holoseg.viewer.Slab;
import io.github.holoseg.viewer.SlabMode;

/**
 * Slices and slabs of a scan along the axes of its LPS order, as floats. The last one is kept. Not
 * thread-safe.
 */
final class GreySlices {
  private final VoxelReader reader;
  private final double[] spacing;
  private float[] buffer = new float[0];
  private float[] one = new float[0];
  private int axis = -1;
  private int index;
  private Slab slab;

  GreySlices(Scene scene) {
    reader = VoxelReader.of(scene);
    spacing = scene.geometry().spacing();
  }

  /**
   * @return values, the lower of the two axes fastest; valid until the next call
   */
  float[] read(int sliceAxis, int sliceIndex, Slab thickness) {
    if (axis == sliceAxis && index == sliceIndex && thickness.equals(slab)) {
      return buffer;
    }
    int n = Slices.pixels(reader.size, sliceAxis);
    buffer = buffer.length == n ? buffer : new float[n];
    int half = thickness.halfSlices(spacing[sliceAxis]);
    int from = Math.max(0, sliceIndex - half);
    int to = Math.min(reader.size[sliceAxis] - 1, sliceIndex + half);
    reader.read(sliceAxis, from, buffer);
    if (to > from) {
      one = one.length == n ? one : new float[n];
      for (int i = from + 1; i <= to; i++) {
        reader.read(sliceAxis, i, one);
        add(thickness.mode());
      }
      if (thickness.mode() == SlabMode.MEAN) {
        divide(to - from + 1);
      }
    }
    axis = sliceAxis;
    index = sliceIndex;
    slab = thickness;
    return buffer;
  }

  private void add(SlabMode mode) {
    if (mode == SlabMode.MIP) {
      for (int i = 0; i < buffer.length; i++) {
        buffer[i] = Math.max(buffer[i], one[i]);
      }
    } else {
      for (int i = 0; i < buffer.length; i++) {
        buffer[i] += one[i];
      }
    }
  }

  private void divide(int slices) {
    float factor = 1f / slices;
    for (int i = 0; i < buffer.length; i++) {
      buffer[i] *= factor;
    }
  }
}
