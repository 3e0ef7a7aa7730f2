package io.github.holoseg.inference.slab;

import io.github.holoseg.inference.slab.ConvKernels.Kernel;
import io.github.holoseg.task.Workers;
import java.nio.FloatBuffer;
import java.util.Arrays;

/**
 * A transposed convolution that is never stored: each coarse slice goes through a pointwise
 * convolution that gives all of its fine voxels as channels, and these are put in their places when
 * a fine slice is read.
 */
final class UpSource implements Source {
  private final Source coarse;
  private final int channels;
  private final int[] factor;
  private final int[] size;
  private final int block;
  private final int blocks;
  private final Kernel kernel;
  private final FloatBuffer weights;
  private final FloatBuffer bias;
  private final int inputs;
  private final int outputs;
  private final FloatBuffer in;
  private final FloatBuffer out;
  private final int[] inSlot;
  private final int[] held;

  /**
   * @param weights of the pointwise convolution to {@code factor[0] * factor[1] * factor[2]} groups
   *     of blocks, z slowest
   * @param slots coarse slices that are held at one time
   */
  UpSource(
      Source coarse,
      int channels,
      int[] factor,
      int block,
      Kernel kernel,
      FloatBuffer weights,
      FloatBuffer bias,
      int slots,
      int threads) {
    this.coarse = coarse;
    this.channels = channels;
    this.factor = factor;
    this.block = block;
    this.blocks = (channels + block - 1) / block;
    this.kernel = kernel;
    this.weights = weights;
    this.bias = bias;
    int[] c = coarse.size();
    this.size = new int[] {c[0] * factor[0], c[1] * factor[1], c[2] * factor[2]};
    this.inputs = coarse.sliceFloats() / (c[1] * c[2]);
    this.outputs = blocks * block * factor[0] * factor[1] * factor[2];
    this.in = Stack.direct(4L * threads * coarse.sliceFloats());
    this.inSlot = new int[threads];
    this.out = Stack.direct(4L * slots * outputs * c[1] * c[2]);
    this.held = new int[slots];
    Arrays.fill(held, -1);
  }

  /** Forgets what an earlier run has left. */
  void reset() {
    Arrays.fill(held, -1);
  }

  @Override
  public int channels() {
    return channels;
  }

  @Override
  public int[] size() {
    return size;
  }

  @Override
  public boolean isBlocked() {
    return true;
  }

  @Override
  public int sliceFloats() {
    return blocks * block * size[1] * size[2];
  }

  /** Any so many fine slices lie in no more coarse ones than there are slots. */
  @Override
  public int most() {
    return held.length == coarse.size()[0]
        ? Integer.MAX_VALUE
        : Math.min((held.length - 1) * factor[0], coarse.most() - 1) + 1;
  }

  @Override
  public void prepare(int from, int to, Workers workers) {
    int first = from / factor[0];
    int end = (to - 1) / factor[0] + 1;
    coarse.prepare(first, end, workers);
    int[] plane = {coarse.size()[1], coarse.size()[2]};
    workers.each(
        end - first,
        i -> {
          int slice = first + i;
          int slot = slice % held.length;
          if (held[slot] == slice) {
            return;
          }
          int mine = borrow();
          coarse.read(slice, in, mine * coarse.sliceFloats());
          kernel.run(
              in.slice(mine * coarse.sliceFloats(), coarse.sliceFloats()),
              inputs,
              plane,
              weights,
              bias,
              outputs,
              out.slice(slot * slotFloats(), slotFloats()),
              plane);
          held[slot] = slice;
          giveBack(mine);
        });
  }

  private synchronized int borrow() {
    for (int i = 0; i < inSlot.length; i++) {
      if (inSlot[i] == 0) {
        inSlot[i] = 1;
        return i;
      }
    }
    throw new IllegalStateException("more threads than slots");
  }

  private synchronized void giveBack(int slot) {
    inSlot[slot] = 0;
  }

  private int slotFloats() {
    return outputs * coarse.size()[1] * coarse.size()[2];
  }

  @Override
  public void read(int slice, FloatBuffer target, int at) {
    int height = coarse.size()[1];
    int width = coarse.size()[2];
    int base = slice / factor[0] % held.length * slotFloats();
    int phaseZ = slice % factor[0];
    float[] coarseRow = new float[width * block];
    float[] row = new float[width * factor[2] * block];
    for (int b = 0; b < blocks; b++) {
      for (int y = 0; y < size[1]; y++) {
        for (int dx = 0; dx < factor[2]; dx++) {
          int phase = (phaseZ * factor[1] + y % factor[1]) * factor[2] + dx;
          int from = base + (((phase * blocks + b) * height) + y / factor[1]) * width * block;
          if (factor[2] == 1) {
            out.get(from, row, 0, width * block);
          } else {
            out.get(from, coarseRow, 0, width * block);
            spread(coarseRow, row, dx);
          }
        }
        target.put(at + (b * size[1] + y) * size[2] * block, row, 0, row.length);
      }
    }
  }

  private void spread(float[] from, float[] to, int dx) {
    int step = factor[2] * block;
    int target = dx * block;
    for (int x = 0; x < from.length; x += block, target += step) {
      System.arraycopy(from, x, to, target, block);
    }
  }
}
