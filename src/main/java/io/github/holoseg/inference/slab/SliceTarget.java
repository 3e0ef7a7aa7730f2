package io.github.holoseg.inference.slab;

import java.nio.FloatBuffer;

/** Where a convolution's output slices go. Calls for different parts come from several threads. */
interface SliceTarget {
  default void begin() {}

  /** Memory for some of a slice's blocks, all of it to be written. */
  FloatBuffer place(int z, int firstBlock, int blocks);

  /** These blocks are written. */
  void done(int z, int firstBlock, int blocks, FloatBuffer place);

  default void end() {}
}
