package io.github.holoseg.grid;

/**
 * The network's input: channels of float values on the network's grid.
 *
 * <p>Implementations may compute values when they are read, so that no copy of the volume is
 * needed. {@link #read} may be called from several threads at once.
 */
public interface FloatGrid {
  int channels();

  /** Voxels along grid axes 0 (fastest), 1, 2 (slowest); before padding to the patch. */
  int[] size();

  /**
   * Copies a box of one channel, axis 0 fastest, without gaps.
   *
   * @param channel 0 to {@code channels() - 1}
   * @param min first voxel, inside the grid
   * @param size voxels per axis; the box lies inside the grid
   * @param target receives {@code size[0] * size[1] * size[2]} values from {@code offset} on
   */
  void read(int channel, int[] min, int[] size, float[] target, int offset);
}
