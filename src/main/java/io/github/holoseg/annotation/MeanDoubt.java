package io.github.holoseg.annotation;

/**
 * Doubt (0 sure to 255 a tie) averaged over a box around each voxel, slice by slice in rising order;
 * beyond the grid nothing counts. Running sums: the box's size costs nothing.
 */
final class MeanDoubt {
  private final DoubtMap map;
  private final int[] half;
  private final int width;
  private final int height;
  private final int depth;
  private final int[] column; // sums of the slices from first (inclusive) to end (exclusive)
  private int first;
  private int end;
  private int current = -1;
  private float[] mean;

  MeanDoubt(DoubtMap map, int[] half) {
    this.map = map;
    this.half = half;
    this.width = (int) map.geometry().size(0);
    this.height = (int) map.geometry().size(1);
    this.depth = (int) map.geometry().size(2);
    this.column = new int[width * height];
  }

  /**
   * @param z not below that of the last call
   * @return valid until the next call
   */
  float[] slice(int z) {
    if (z != current) {
      for (int stop = Math.min(depth, z + half[2] + 1); end < stop; end++) {
        add(end, 1);
      }
      for (int start = Math.max(0, z - half[2]); first < start; first++) {
        add(first, -1);
      }
      mean = inPlane();
      current = z;
    }
    return mean;
  }

  private void add(int z, int sign) {
    byte[] margins = map.slice(z);
    for (int i = 0; margins != null && i < column.length; i++) {
      column[i] += sign * (DoubtMap.SURE - (margins[i] & 0xFF));
    }
  }

  private float[] inPlane() {
    long[] rows = new long[width * height];
    for (int y = 0; y < height; y++) {
      long sum = 0;
      for (int x = -half[0]; x < width; x++) {
        sum += x + half[0] < width ? column[y * width + x + half[0]] : 0;
        sum -= x - half[0] - 1 >= 0 ? column[y * width + x - half[0] - 1] : 0;
        if (x >= 0) {
          rows[y * width + x] = sum;
        }
      }
    }
    float[] result = new float[width * height];
    for (int x = 0; x < width; x++) {
      long sum = 0;
      for (int y = -half[1]; y < height; y++) {
        sum += y + half[1] < height ? rows[(y + half[1]) * width + x] : 0;
        sum -= y - half[1] - 1 >= 0 ? rows[(y - half[1] - 1) * width + x] : 0;
        if (y >= 0) {
          result[y * width + x] =
              (float) sum / ((end - first) * count(x, half[0], width) * count(y, half[1], height));
        }
      }
    }
    return result;
  }

  private static int count(int i, int half, int n) {
    return Math.min(n, i + half + 1) - Math.max(0, i - half);
  }
}
