package io.github.holoseg.inference.slab;

import io.github.holoseg.inference.slab.ConvKernels.Kernel;
import io.github.holoseg.task.Workers;
import java.nio.FloatBuffer;
import java.util.List;

/**
 * The network's last convolution, which sees single slices only, done when a slice of scores is
 * asked for. As many slices as there are threads are made at a time.
 */
final class HeadStep {
  private final List<Source> sources;
  private final ConvShape shape;
  private final ConvKernels kernels;
  private final Kernel kernel;
  private final FloatBuffer weights;
  private final FloatBuffer bias;
  private final int channels;
  private final int inFloats;
  private final int outFloats;
  private final FloatBuffer in;
  private final FloatBuffer blocked;
  private final FloatBuffer[] scores;
  private int held = -1;

  /**
   * @param channels of the output, without those that fill the last block
   * @param memory makes buffers of so many bytes
   */
  HeadStep(
      List<Source> sources,
      ConvShape shape,
      ConvKernels kernels,
      Kernel kernel,
      FloatBuffer weights,
      FloatBuffer bias,
      int channels,
      int threads,
      java.util.function.LongFunction<FloatBuffer> memory) {
    this.sources = List.copyOf(sources);
    this.shape = shape;
    this.kernels = kernels;
    this.kernel = kernel;
    this.weights = weights;
    this.bias = bias;
    this.channels = channels;
    this.inFloats = sources.stream().mapToInt(Source::sliceFloats).sum();
    this.outFloats = shape.outputs() * shape.out()[1] * shape.out()[2];
    this.in = memory.apply(4L * threads * inFloats);
    this.blocked = memory.apply(4L * threads * outFloats);
    this.scores = new FloatBuffer[threads];
    for (int i = 0; i < threads; i++) {
      scores[i] = memory.apply(4L * channels * shape.out()[1] * shape.out()[2]);
    }
  }

  static boolean fits(io.github.holoseg.model.onnx.Layer.Conv conv) {
    return conv.kernel()[0] == 1 && conv.stride()[0] == 1 && conv.pad()[0] == 0;
  }

  /** Forgets the slices of an earlier run. */
  void reset() {
    held = -1;
  }

  /** A buffer for one slice of scores, {@code [class][y][x]}. */
  FloatBuffer any() {
    return scores[0];
  }

  /** The scores of one slice, until the next call. */
  FloatBuffer slice(int z, Workers workers) {
    int first = z - z % scores.length;
    if (held != first) {
      int end = Math.min(shape.out()[0], first + scores.length);
      for (Source source : sources) {
        source.prepare(first, end, workers);
      }
      workers.each(end - first, i -> make(first + i, i));
      held = first;
    }
    return scores[z - first];
  }

  private void make(int z, int place) {
    int at = place * inFloats;
    for (Source source : sources) {
      source.read(z, in, at);
      at += source.sliceFloats();
    }
    int[] plane = {shape.in()[1], shape.in()[2]};
    int[] outPlane = {shape.out()[1], shape.out()[2]};
    FloatBuffer out = blocked.slice(place * outFloats, outFloats);
    kernel.run(
        in.slice(place * inFloats, inFloats),
        inFloats / (plane[0] * plane[1]),
        plane,
        weights,
        bias,
        shape.outputs(),
        out,
        outPlane);
    kernels.unblock(out, channels, outPlane, scores[place]);
  }
}
