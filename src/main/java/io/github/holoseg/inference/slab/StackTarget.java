package io.github.holoseg.inference.slab;

import java.nio.FloatBuffer;

/**
 * A stack that a convolution fills, with the statistics for the norm behind it. These are taken
 * from each slice while it is still in the processor's cache.
 */
final class StackTarget implements SliceTarget {
  private final Stack stack;
  private final Statistics statistics;

  /**
   * @param statistics null if no norm follows
   */
  StackTarget(Stack stack, Statistics statistics) {
    this.stack = stack;
    this.statistics = statistics;
  }

  @Override
  public void begin() {
    stack.plain();
    if (statistics != null) {
      statistics.clear();
    }
  }

  @Override
  public FloatBuffer place(int z, int firstBlock, int blocks) {
    return stack.view(z, firstBlock, blocks);
  }

  @Override
  public void done(int z, int firstBlock, int blocks, FloatBuffer place) {
    if (statistics != null) {
      for (int b = 0; b < blocks; b++) {
        statistics.add(z, firstBlock + b, place, b * stack.planeFloats(), stack.planeFloats());
      }
    }
  }
}
