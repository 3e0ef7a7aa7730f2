package io.github.holoseg.inference.slab;

import java.io.IOException;
import java.nio.FloatBuffer;

/**
 * Two-dimensional convolutions of single slices in a layout of channel blocks: {@code [channel /
 * B][y][x][channel % B]}. Thread-safe; calls run on the caller's thread alone.
 */
public interface ConvKernels {
  /** B: channels that lie side by side, 8 or 16. */
  int block();

  /**
   * Makes ready a convolution.
   *
   * @param blockedInput false: the input is {@code [channel][y][x]}, with fewer channels than
   *     {@link #block}
   */
  Kernel prepare(int[] kernel, int[] stride, int[] pad, boolean blockedInput) throws IOException;

  /** A convolution's shape without its weights; y and x. */
  interface Kernel {
    /**
     * {@code out = bias + conv(in)}, or {@code out += conv(in)}.
     *
     * @param in from its position on: {@code inputs} channels, a multiple of {@link #block} if
     *     blocked
     * @param weights {@code [out / B][in / B][y][x][in % B][out % B]}, or for an input that is not
     *     blocked {@code [out / B][in][y][x][out % B]}
     * @param bias {@code outputs} values; null to add to what is in {@code out}
     * @param outputs a multiple of {@link #block}
     */
    void run(
        FloatBuffer in,
        int inputs,
        int[] size,
        FloatBuffer weights,
        FloatBuffer bias,
        int outputs,
        FloatBuffer out,
        int[] outSize);
  }

  /**
   * From blocks to {@code [channel][y][x]}.
   *
   * @param channels as many are written; the last block may have more
   */
  void unblock(FloatBuffer in, int channels, int[] size, FloatBuffer out);
}
