package io.github.holoseg.inference.slab;

import java.nio.FloatBuffer;

/**
 * Loops over blocked slices. Values pass through short arrays on the heap, because the compiler
 * makes vector code of loops over arrays but not of loops over direct buffers.
 */
final class Planes {
  static final int CHUNK = 4096;
  private static final int LANES = 256;

  private Planes() {}

  /** {@code target[i] = values[i % values.length]} for one chunk. */
  static float[] spread(float[] values, int from, int count, int length) {
    float[] target = new float[length];
    System.arraycopy(values, from, target, 0, Math.min(count, length));
    for (int filled = count; filled < length; filled *= 2) {
      System.arraycopy(target, 0, target, filled, Math.min(filled, length - filled));
    }
    return target;
  }

  /**
   * {@code max(v, slope · v)} with {@code v = x · scale + shift}, in place.
   *
   * @param scale at least as long, repeating every block
   * @param shift as {@code scale}
   */
  static void affine(float[] v, float[] scale, float[] shift, float slope, int n) {
    if (slope == 1) {
      scaleShift(v, scale, shift, n);
    } else {
      scaleShiftBend(v, scale, shift, slope, n);
    }
  }

  private static void scaleShift(float[] v, float[] scale, float[] shift, int n) {
    for (int i = 0; i < n; i++) {
      v[i] = v[i] * scale[i] + shift[i];
    }
  }

  private static void scaleShiftBend(float[] v, float[] scale, float[] shift, float slope, int n) {
    for (int i = 0; i < n; i++) {
      float x = v[i] * scale[i] + shift[i];
      v[i] = Math.max(x, x * slope);
    }
  }

  /**
   * Adds the sums of {@code x − centre} and of its square, per channel of one block.
   *
   * <p>At most 64 values are added in float32 before they join the double sums, and the centre is
   * near the mean: both keep the digits that one long float32 sum loses.
   *
   * @param centre one chunk long, repeating every block
   * @param sums block sums, then block sums of squares
   */
  static void sums(
      FloatBuffer from, int at, int length, float[] centre, int block, double[] sums, int to) {
    float[] chunk = new float[CHUNK];
    float[] sum = new float[LANES];
    float[] square = new float[LANES];
    int folded = 0;
    for (int done = 0; done < length; done += CHUNK) {
      int n = Math.min(CHUNK, length - done);
      from.get(at + done, chunk, 0, n);
      int whole = n - n % LANES;
      int i = 0;
      for (; i + 4 * LANES <= whole; i += 4 * LANES) {
        fourLanes(chunk, i, centre, sum, square);
      }
      for (; i < whole; i += LANES) {
        lanes(chunk, i, centre, sum, square, LANES);
      }
      lanes(chunk, whole, centre, sum, square, n - whole);
      folded += n;
      if (folded >= 4 * CHUNK || done + n == length) {
        for (int lane = 0; lane < LANES; lane++) {
          sums[to + lane % block] += sum[lane];
          sums[to + block + lane % block] += square[lane];
          sum[lane] = 0;
          square[lane] = 0;
        }
        folded = 0;
      }
    }
  }

  /** As four calls of {@code lanes}, adding in the same order; the sums stay in registers. */
  private static void fourLanes(
      float[] chunk, int at, float[] centre, float[] sum, float[] square) {
    for (int i = 0; i < LANES; i++) {
      float c = centre[i];
      float d0 = chunk[at + i] - c;
      float d1 = chunk[at + LANES + i] - c;
      float d2 = chunk[at + 2 * LANES + i] - c;
      float d3 = chunk[at + 3 * LANES + i] - c;
      sum[i] = sum[i] + d0 + d1 + d2 + d3;
      square[i] = square[i] + d0 * d0 + d1 * d1 + d2 * d2 + d3 * d3;
    }
  }

  private static void lanes(
      float[] chunk, int at, float[] centre, float[] sum, float[] square, int n) {
    for (int i = 0; i < n; i++) {
      float d = chunk[at + i] - centre[i];
      sum[i] += d;
      square[i] += d * d;
    }
  }
}
