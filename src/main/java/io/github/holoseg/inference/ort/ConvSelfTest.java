package io.github.holoseg.inference.ort;

import io.github.holoseg.inference.slab.ConvKernels;
import io.github.holoseg.inference.slab.UnsupportedNetworkException;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.Random;

/** Compares the runtime's blocked convolutions with their definition, on a few small ones. */
final class ConvSelfTest {
  private static final int HEIGHT = 5;
  private static final int WIDTH = 7;

  private ConvSelfTest() {}

  static void check(ConvKernels kernels) throws IOException, UnsupportedNetworkException {
    int b = kernels.block();
    check(kernels, 2 * b, 3, 1, true);
    check(kernels, 2 * b, 3, 2, true);
    check(kernels, b, 1, 1, true);
    check(kernels, 1, 3, 1, false);
    check(kernels, 2, 3, 2, false);
  }

  private static void check(ConvKernels kernels, int inputs, int k, int stride, boolean blocked)
      throws IOException, UnsupportedNetworkException {
    int b = kernels.block();
    int pad = k / 2;
    int[] out = {(HEIGHT + 2 * pad - k) / stride + 1, (WIDTH + 2 * pad - k) / stride + 1};
    Random random = new Random(inputs * 100 + k * 10 + stride);
    FloatBuffer x = random(inputs * HEIGHT * WIDTH, random);
    FloatBuffer w = random(2 * b * inputs * k * k, random);
    FloatBuffer bias = random(2 * b, random);
    FloatBuffer y = OrtConvKernels.direct(2 * b * out[0] * out[1]);
    FloatBuffer plain = OrtConvKernels.direct(y.capacity());
    ConvKernels.Kernel kernel =
        kernels.prepare(
            new int[] {k, k}, new int[] {stride, stride}, new int[] {pad, pad}, blocked);
    int[] size = {HEIGHT, WIDTH};
    kernel.run(x, inputs, size, w, bias, 2 * b, y, out);
    kernel.run(x, inputs, size, w, null, 2 * b, y, out);
    kernels.unblock(y, 2 * b, out, plain);
    for (int c = 0; c < 2 * b; c++) {
      for (int oy = 0; oy < out[0]; oy++) {
        for (int ox = 0; ox < out[1]; ox++) {
          double sum = 0;
          for (int i = 0; i < inputs; i++) {
            for (int ky = 0; ky < k; ky++) {
              for (int kx = 0; kx < k; kx++) {
                int iy = oy * stride + ky - pad;
                int ix = ox * stride + kx - pad;
                if (iy >= 0 && iy < HEIGHT && ix >= 0 && ix < WIDTH) {
                  sum +=
                      (double) x.get(at(i, iy, ix, b, blocked))
                          * w.get(weight(c, i, ky, kx, inputs, k, b, blocked));
                }
              }
            }
          }
          double found = plain.get((c * out[0] + oy) * out[1] + ox);
          if (!(Math.abs(bias.get(c) + 2 * sum - found) < 1e-4 * (1 + Math.abs(found)))) {
            throw new UnsupportedNetworkException(
                "a blocked convolution gives " + found + " for " + (bias.get(c) + 2 * sum));
          }
        }
      }
    }
  }

  private static int at(int c, int y, int x, int b, boolean blocked) {
    return blocked ? ((c / b * HEIGHT + y) * WIDTH + x) * b + c % b : (c * HEIGHT + y) * WIDTH + x;
  }

  private static int weight(int o, int i, int y, int x, int inputs, int k, int b, boolean blocked) {
    return blocked
        ? ((((o / b * (inputs / b) + i / b) * k + y) * k + x) * b + i % b) * b + o % b
        : (((o / b * inputs + i) * k + y) * k + x) * b + o % b;
  }

  private static FloatBuffer random(int length, Random random) {
    FloatBuffer buffer = OrtConvKernels.direct(length);
    for (int i = 0; i < length; i++) {
      buffer.put(i, (float) random.nextGaussian());
    }
    return buffer;
  }
}
