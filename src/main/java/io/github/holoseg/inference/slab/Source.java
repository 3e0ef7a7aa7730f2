package io.github.holoseg.inference.slab;

import io.github.holoseg.task.Workers;
import java.nio.FloatBuffer;

/** Something whose slices a convolution reads: stored, or made when they are asked for. */
interface Source {
  int channels();

  /** z, y, x. */
  int[] size();

  /** Whether a slice is {@code [channel / B][y][x][channel % B]}; else {@code [channel][y][x]}. */
  boolean isBlocked();

  /** Floats of a slice as {@link #read} writes it, channels of the last block that are none too. */
  int sliceFloats();

  /** So many slices can be made ready at one time. */
  default int most() {
    return Integer.MAX_VALUE;
  }

  /**
   * Makes ready slices {@code from} to below {@code to}, at most {@link #most}; called before they
   * are read, and what was made ready before may be lost.
   */
  default void prepare(int from, int to, Workers workers) {}

  /** Writes one slice of finished values; from several threads at once. */
  void read(int slice, FloatBuffer target, int at);

  /** What is stored in this stack and in nothing else; null if this is no stack. */
  default Stack stack() {
    return null;
  }
}
