package io.github.holoseg.viewer.image;

/**
 * Which voxels lie under the pixels along one side of a picture. Immutable.
 *
 * <p>Pixels from {@code from} (inclusive) to {@code to} (exclusive) lie on the scan; the others are
 * beside it.
 */
final class AxisMap {
  final int from;
  final int to;

  /** The voxel that holds the pixel's centre; valid from {@link #from} to {@link #to}. */
  final int[] nearest;

  /** The two voxels between whose centres the pixel's centre lies, the first of them. */
  final int[] low;

  /** From {@link #low} to the second; 0 if there is only one voxel. */
  final int next;

  /** How far it lies from the first to the second, 0 to 1. */
  final float[] weight;

  /**
   * @param pixels of the picture
   * @param voxels of the scan
   * @param first fractional voxel index at the centre of pixel 0
   * @param step voxels per pixel; negative where the axis runs the other way
   */
  AxisMap(int pixels, int voxels, double first, double step) {
    nearest = new int[pixels];
    low = new int[pixels];
    weight = new float[pixels];
    next = voxels > 1 ? 1 : 0;
    int begin = pixels;
    int end = 0;
    for (int i = 0; i < pixels; i++) {
      double at = first + i * step;
      if (at < -0.5 || at >= voxels - 0.5) {
        continue;
      }
      begin = Math.min(begin, i);
      end = i + 1;
      nearest[i] = (int) Math.min(voxels - 1, Math.max(0, Math.floor(at + 0.5)));
      double inside = Math.max(0, Math.min(voxels - 1, at));
      low[i] = (int) Math.max(0, Math.min(voxels - 2, Math.floor(inside)));
      weight[i] = voxels == 1 ? 0 : (float) (inside - low[i]);
    }
    from = Math.min(begin, end);
    to = end;
  }

  /** Every pixel is a voxel. */
  static AxisMap identity(int pixels) {
    return new AxisMap(pixels, pixels, 0, 1);
  }
}
