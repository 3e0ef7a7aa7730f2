package io.github.holoseg.inference.slab;

import java.nio.FloatBuffer;

/**
 * Mean and variance of every channel of a stack. The sums of the slices are kept apart and added in
 * order at the end, so that the result does not depend on which thread was faster.
 */
final class Statistics {
  private final int block;
  private final int blocks;
  private final int depth;
  private final long voxels;

  /** Per slice and block: sums, then sums of squares, of the differences to {@link #centres}. */
  private final double[] sums;

  /** Per slice and block: a rough mean, so that squares stay small. */
  private final float[] centres;

  Statistics(Stack stack) {
    this.block = stack.block;
    this.blocks = stack.blocks;
    this.depth = stack.size[0];
    this.voxels = (long) stack.size[0] * stack.size[1] * stack.size[2];
    this.sums = new double[depth * blocks * 2 * block];
    this.centres = new float[depth * blocks * block];
  }

  void clear() {
    java.util.Arrays.fill(sums, 0);
  }

  /** Adds one block of one slice. */
  void add(int z, int b, FloatBuffer values, int at, int length) {
    int index = z * blocks + b;
    int row = Math.min(length, Planes.CHUNK);
    float[] first = new float[row];
    values.get(at, first, 0, row);
    float[] centre = new float[block];
    // Two loops, because a division for each value costs more than all the rest.
    for (int i = 0; i < row; i += block) {
      for (int c = 0; c < block; c++) {
        centre[c] += first[i + c];
      }
    }
    for (int c = 0; c < block; c++) {
      centre[c] /= (float) row / block;
      centres[index * block + c] = centre[c];
    }
    Planes.sums(
        values,
        at,
        length,
        Planes.spread(centre, 0, block, Planes.CHUNK),
        block,
        sums,
        index * 2 * block);
  }

  /**
   * Scale and shift of the norm.
   *
   * @return scales, then shifts, one for each channel of all blocks
   */
  float[][] norm(float[] gamma, float[] beta, double epsilon) {
    float[] scale = new float[blocks * block];
    float[] shift = new float[blocks * block];
    double perSlice = (double) voxels / depth;
    for (int channel = 0; channel < gamma.length; channel++) {
      int b = channel / block;
      int lane = channel % block;
      double mean = 0;
      for (int z = 0; z < depth; z++) {
        int index = z * blocks + b;
        mean += centres[index * block + lane] * perSlice + sums[index * 2 * block + lane];
      }
      mean /= voxels;
      double square = 0;
      for (int z = 0; z < depth; z++) {
        int index = z * blocks + b;
        double centre = centres[index * block + lane] - mean;
        double sum = sums[index * 2 * block + lane];
        // (x - mean)^2 with x = d + centre of this slice
        square +=
            sums[index * 2 * block + block + lane] + 2 * centre * sum + perSlice * centre * centre;
      }
      double k = gamma[channel] / Math.sqrt(square / voxels + epsilon);
      scale[channel] = (float) k;
      shift[channel] = (float) (beta[channel] - mean * k);
    }
    return new float[][] {scale, shift};
  }
}
