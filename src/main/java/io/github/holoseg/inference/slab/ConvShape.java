package io.github.holoseg.inference.slab;

/**
 * Sizes of a convolution, all along z, y, x.
 *
 * @param in size of the input
 * @param out size of the output
 * @param outputs channels of the output, filled up to whole blocks
 */
record ConvShape(int[] in, int[] out, int[] kernel, int[] stride, int[] pad, int outputs) {
  static int[] outSize(int[] in, int[] kernel, int[] stride, int[] pad) {
    int[] out = new int[3];
    for (int a = 0; a < 3; a++) {
      out[a] = (in[a] + 2 * pad[a] - kernel[a]) / stride[a] + 1;
    }
    return out;
  }
}
