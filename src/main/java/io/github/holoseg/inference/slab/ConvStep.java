package io.github.holoseg.inference.slab;

import io.github.holoseg.inference.slab.ConvKernels.Kernel;
import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.task.Workers;
import java.nio.FloatBuffer;
import java.util.List;

/**
 * One 3-D convolution as sums of 2-D ones. A ring holds the finished input slices that the next
 * output slices need; each tap of the kernel along z is a 2-D convolution of one of them that adds
 * to the output slice. So nothing is gathered or padded, and an output slice may take the place of
 * an input slice that is in the ring already.
 */
final class ConvStep implements Step {
  private final List<Source> sources;
  private final ConvShape shape;
  private final Kernel kernel;
  private final FloatBuffer[] weights;
  private final FloatBuffer bias;
  private final SliceTarget target;
  private final int inputs;
  private final int sliceFloats;
  private final int depth;
  private final int ring;
  private final FloatBuffer slices;
  private final int block;

  /**
   * @param weights one for each tap along z
   * @param ringMemory at least {@link #ringFloats}; free for others between runs
   */
  ConvStep(
      List<Source> sources,
      ConvShape shape,
      Kernel kernel,
      FloatBuffer[] weights,
      FloatBuffer bias,
      SliceTarget target,
      int block,
      int threads,
      long ringBytes,
      FloatBuffer ringMemory) {
    this.sources = List.copyOf(sources);
    this.shape = shape;
    this.kernel = kernel;
    this.weights = weights;
    this.bias = bias;
    this.target = target;
    this.block = block;
    this.sliceFloats = sliceFloats(sources);
    this.inputs = sliceFloats / (shape.in()[1] * shape.in()[2]);
    this.depth = macroDepth(sources, shape, threads, ringBytes);
    this.ring = ringSlots(depth, shape);
    this.slices = ringMemory;
  }

  private static int sliceFloats(List<Source> sources) {
    return sources.stream().mapToInt(Source::sliceFloats).sum();
  }

  /** Output slices that are made together. */
  private static int macroDepth(
      List<Source> sources, ConvShape shape, int threads, long ringBytes) {
    long bytes = 4L * sliceFloats(sources);
    int depth = (int) Math.max(threads, ringBytes / bytes / shape.stride()[0]);
    depth -= depth % threads;
    return Math.min(Math.max(threads, depth), shape.out()[0]);
  }

  private static int ringSlots(int depth, ConvShape shape) {
    return (depth - 1) * shape.stride()[0] + shape.kernel()[0];
  }

  /**
   * @param ringBytes the ring is about this large unless a few slices are larger
   */
  static long ringFloats(List<Source> sources, ConvShape shape, int threads, long ringBytes) {
    int depth = macroDepth(sources, shape, threads, ringBytes);
    return (long) ringSlots(depth, shape) * sliceFloats(sources);
  }

  @Override
  public void run(Workers workers, CancellationToken cancel) {
    target.begin();
    int padded = 0; // first input slice, counted from the padding's first, that is not yet read
    for (int z = 0; z < shape.out()[0]; z += depth) {
      cancel.throwIfCancelled();
      int end = Math.min(shape.out()[0], z + depth);
      int needed = (end - 1) * shape.stride()[0] + shape.kernel()[0];
      padded = Math.max(padded, z * shape.stride()[0]);
      read(padded, needed, workers);
      padded = needed;
      convolve(z, end, workers);
    }
    target.end();
  }

  private void read(int from, int to, Workers workers) {
    int first = Math.max(from - shape.pad()[0], 0);
    int end = Math.min(to - shape.pad()[0], shape.in()[0]);
    if (end <= first) {
      return;
    }
    int most = sources.stream().mapToInt(Source::most).min().orElseThrow();
    for (int next = first; next < end; next += Math.min(most, end - next)) {
      fill(next, next + Math.min(most, end - next), workers);
    }
  }

  private void fill(int first, int end, Workers workers) {
    for (Source source : sources) {
      source.prepare(first, end, workers);
    }
    workers.each(
        end - first,
        i -> {
          int slice = first + i;
          int at = slot(slice + shape.pad()[0]);
          for (Source source : sources) {
            source.read(slice, slices, at);
            at += source.sliceFloats();
          }
        });
  }

  private int slot(int padded) {
    return padded % ring * sliceFloats;
  }

  private void convolve(int from, int to, Workers workers) {
    int n = to - from;
    int blocks = shape.outputs() / block;
    // Where slices are too few for all threads, each takes some of the channels.
    int groups = Math.min(blocks, (workers.threads() + n - 1) / n);
    workers.each(
        n * groups,
        i -> {
          int z = from + i / groups;
          int group = i % groups;
          int first = blocks * group / groups;
          int count = blocks * (group + 1) / groups - first;
          if (count > 0) {
            slice(z, first, count);
          }
        });
  }

  private void slice(int z, int first, int count) {
    FloatBuffer out = target.place(z, first, count);
    boolean empty = true;
    for (int tap = 0; tap < shape.kernel()[0]; tap++) {
      int padded = z * shape.stride()[0] + tap;
      int slice = padded - shape.pad()[0];
      if (slice < 0 || slice >= shape.in()[0]) {
        continue; // zeros add nothing
      }
      FloatBuffer all = weights[tap];
      int perBlock = all.capacity() / (shape.outputs() / block);
      kernel.run(
          slices.slice(slot(padded), sliceFloats),
          inputs,
          new int[] {shape.in()[1], shape.in()[2]},
          all.slice(first * perBlock, count * perBlock),
          empty ? bias.slice(first * block, count * block) : null,
          count * block,
          out,
          new int[] {shape.out()[1], shape.out()[2]});
      empty = false;
    }
    target.done(z, first, count, out);
  }
}
