package io.github.holoseg.grid;

/**
 * A {@link FloatGrid} in memory: one array per channel and slice, so that no array nears Java's
 * limit of 2³¹ elements however long the scan. Slices may be replaced while the grid is built; not
 * thread-safe until then.
 */
public final class SliceGrid implements FloatGrid {
  private final int[] size;
  private final float[][][] slices;

  /** A grid of zeros. */
  public SliceGrid(int channels, int... size) {
    this.size = size.clone();
    this.slices = new float[channels][size[2]][Math.multiplyExact(size[0], size[1])];
  }

  /** The values of one slice (axis 0 fastest), not a copy. */
  public float[] slice(int channel, int index) {
    return slices[channel][index];
  }

  @Override
  public int channels() {
    return slices.length;
  }

  @Override
  public int[] size() {
    return size.clone();
  }

  @Override
  public void read(int channel, int[] min, int[] box, float[] target, int offset) {
    int at = offset;
    for (int z = 0; z < box[2]; z++) {
      float[] slice = slices[channel][min[2] + z];
      for (int y = 0; y < box[1]; y++) {
        System.arraycopy(slice, (min[1] + y) * size[0] + min[0], target, at, box[0]);
        at += box[0];
      }
    }
  }
}
