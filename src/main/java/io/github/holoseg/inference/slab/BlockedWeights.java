package io.github.holoseg.inference.slab;

import java.nio.FloatBuffer;
import java.util.function.LongFunction;

/** Weights in the order in which the kernels read them, filled up to whole blocks with zeros. */
final class BlockedWeights {
  private BlockedWeights() {}

  /**
   * One tap along z of a convolution.
   *
   * @param values (out, in, z, y, x)
   * @param groups channels of each input tensor; each fills whole blocks
   * @param blocked whether the input is
   * @param memory makes a buffer of so many bytes
   */
  static FloatBuffer conv(
      float[] values,
      long[] shape,
      int tap,
      int[] groups,
      int block,
      boolean blocked,
      LongFunction<FloatBuffer> memory) {
    int outputs = (int) shape[0];
    int inputs = (int) shape[1];
    int taps = (int) shape[2];
    int plane = (int) (shape[3] * shape[4]);
    int outBlocks = (outputs + block - 1) / block;
    int[] place = places(groups, block, blocked);
    int padded = place[inputs];
    float[] row = new float[padded * plane * block];
    FloatBuffer target = memory.apply(4L * outBlocks * row.length);
    for (int ob = 0; ob < outBlocks; ob++) {
      java.util.Arrays.fill(row, 0);
      for (int lane = 0; lane < Math.min(block, outputs - ob * block); lane++) {
        for (int i = 0; i < inputs; i++) {
          int from = (((ob * block + lane) * inputs + i) * taps + tap) * plane;
          for (int k = 0; k < plane; k++) {
            int at =
                blocked
                    ? ((place[i] / block * plane + k) * block + place[i] % block) * block + lane
                    : (i * plane + k) * block + lane;
            row[at] = values[from + k];
          }
        }
      }
      target.put(ob * row.length, row);
    }
    return target;
  }

  /** Where each input channel comes to lie, and how many there are then. */
  private static int[] places(int[] groups, int block, boolean blocked) {
    int total = 0;
    for (int group : groups) {
      total += group;
    }
    int[] places = new int[total + 1];
    int at = 0;
    int channel = 0;
    for (int group : groups) {
      for (int c = 0; c < group; c++) {
        places[channel++] = at + c;
      }
      at += blocked ? (group + block - 1) / block * block : group;
    }
    places[total] = at;
    return places;
  }

  /**
   * A transposed convolution as a pointwise one.
   *
   * @param values (in, out, z, y, x)
   * @return outputs: for each z, y, x of the kernel, z slowest, all channels
   */
  static FloatBuffer up(float[] values, long[] shape, int block, LongFunction<FloatBuffer> memory) {
    int inputs = (int) shape[0];
    int outputs = (int) shape[1];
    int phases = (int) (shape[2] * shape[3] * shape[4]);
    int inBlocks = (inputs + block - 1) / block;
    int outBlocks = (outputs + block - 1) / block;
    float[] row = new float[inBlocks * block * block];
    FloatBuffer target = memory.apply(4L * phases * outBlocks * row.length);
    for (int phase = 0; phase < phases; phase++) {
      for (int ob = 0; ob < outBlocks; ob++) {
        java.util.Arrays.fill(row, 0);
        for (int lane = 0; lane < Math.min(block, outputs - ob * block); lane++) {
          for (int i = 0; i < inputs; i++) {
            row[i * block + lane] = values[(i * outputs + ob * block + lane) * phases + phase];
          }
        }
        target.put((phase * outBlocks + ob) * row.length, row);
      }
    }
    return target;
  }
}
