package io.github.holoseg.inference.slab;

import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.task.Workers;
import java.nio.FloatBuffer;

/** Means of boxes that lie side by side. */
record PoolStep(Source source, int[] stride, Stack result) implements Step {
  @Override
  public void run(Workers workers, CancellationToken cancel) {
    cancel.throwIfCancelled();
    result.plain();
    workers.each(result.size[0], this::slice);
  }

  private void slice(int z) {
    int block = result.block;
    int[] in = source.size();
    int[] out = result.size;
    float[] sums = new float[result.sliceFloats()];
    FloatBuffer slice = Stack.direct(4L * source.sliceFloats());
    float[] row = new float[in[2] * block];
    for (int dz = 0; dz < stride[0]; dz++) {
      source.read(z * stride[0] + dz, slice, 0);
      for (int b = 0; b < result.blocks; b++) {
        for (int y = 0; y < out[1] * stride[1]; y++) {
          slice.get((b * in[1] + y) * row.length, row, 0, row.length);
          int at = (b * out[1] + y / stride[1]) * out[2] * block;
          addRow(row, sums, at, out[2] * block, block);
        }
      }
    }
    float count = stride[0] * stride[1] * stride[2];
    for (int i = 0; i < sums.length; i++) {
      sums[i] /= count;
    }
    result.data.put(z * sums.length, sums, 0, sums.length);
  }

  private void addRow(float[] row, float[] sums, int at, int length, int block) {
    for (int x = 0; x < length; x += block) {
      for (int dx = 0; dx < stride[2]; dx++) {
        int from = (x * stride[2]) + dx * block;
        for (int lane = 0; lane < block; lane++) {
          sums[at + x + lane] += row[from + lane];
        }
      }
    }
  }
}
