package io.github.holoseg.inference.slab;

import io.github.holoseg.inference.slab.ConvKernels.Kernel;
import io.github.holoseg.model.onnx.Layer;
import io.github.holoseg.model.onnx.LayerGraph;
import io.github.holoseg.task.Workers;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Makes a {@link SlabNetwork} of a graph, for tiles of one size. */
public final class SlabCompiler {
  /** Some slices of most layers, and small beside any tensor worth the trouble. */
  private static final long RING_BYTES = 16L << 20;

  private final LayerGraph graph;
  private final ConvKernels kernels;
  private final int threads;
  private final long ringBytes;
  private final int block;
  private final List<Step> steps = new ArrayList<>();
  private final List<UpSource> ups = new ArrayList<>();
  private final Map<String, List<Source>> values = new HashMap<>();

  /** Index of the last layer that reads a tensor. */
  private final Map<String, Integer> lastUse = new HashMap<>();

  private final Map<String, Integer> uses = new HashMap<>();

  /** Tensors whose memory a stack is, so that it is free after the last of them. */
  private final Map<Stack, Integer> stackLastUse = new HashMap<>();

  private final Map<String, Statistics> statistics = new HashMap<>();
  private final List<FloatBuffer> free = new ArrayList<>();

  /** Stacks whose values are scaled when they are read; that comes before an activation. */
  private final Set<Stack> scaled = new HashSet<>();

  /** Stacks whose values pass an activation when they are read. */
  private final Set<Stack> bent = new HashSet<>();

  private FloatBuffer output;
  private HeadStep head;
  private long bytes;
  private long ringFloats;

  private interface RingUser {
    Step with(FloatBuffer ring);
  }

  private SlabCompiler(LayerGraph graph, ConvKernels kernels, int threads, long ringBytes) {
    this.ringBytes = ringBytes;
    this.graph = graph;
    this.kernels = kernels;
    this.threads = threads;
    this.block = kernels.block();
  }

  /**
   * @param channels of the input
   * @param tile z, y, x
   * @param threads at least 1
   * @throws UnsupportedNetworkException if the graph has a form that this way of running does not
   *     know
   * @throws IOException if weights cannot be read
   */
  public static SlabNetwork compile(
      LayerGraph graph, ConvKernels kernels, int channels, int[] tile, int threads)
      throws IOException, UnsupportedNetworkException {
    return compile(graph, kernels, channels, tile, threads, RING_BYTES);
  }

  /**
   * As above.
   *
   * @param ringBytes about so large is the ring of input slices; small ones are for tests
   */
  public static SlabNetwork compile(
      LayerGraph graph, ConvKernels kernels, int channels, int[] tile, int threads, long ringBytes)
      throws IOException, UnsupportedNetworkException {
    return new SlabCompiler(graph, kernels, threads, ringBytes).compile(channels, tile);
  }

  private SlabNetwork compile(int channels, int[] tile)
      throws IOException, UnsupportedNetworkException {
    List<Layer> layers = graph.layers();
    for (int i = 0; i < layers.size(); i++) {
      for (String input : layers.get(i).inputs()) {
        lastUse.put(input, i);
        uses.merge(input, 1, Integer::sum);
      }
    }
    if (channels >= block) {
      throw new UnsupportedNetworkException("the network takes " + channels + " channels");
    }
    FloatBuffer input = allocate(4L * channels * tile[0] * tile[1] * tile[2]);
    values.put(graph.input(), List.of(new TileSource(input, channels, tile)));
    for (int i = 0; i < layers.size(); i++) {
      add(layers.get(i), i);
      release(i);
    }
    if (output == null && head == null) {
      throw new UnsupportedNetworkException("the output is not made by a convolution");
    }
    FloatBuffer ring = allocate(4 * ringFloats);
    List<Step> ready = new ArrayList<>();
    for (Step step : steps) {
      ready.add(step instanceof Pending pending ? pending.user.with(ring) : step);
    }
    ready.add(
        0,
        (workers, cancel) -> {
          ups.forEach(UpSource::reset);
        });
    return new SlabNetwork(ready, input, output, head, new Workers(threads), bytes);
  }

  /** A step that waits for the ring, whose size is known at the end. */
  private record Pending(RingUser user) implements Step {
    @Override
    public void run(Workers workers, io.github.holoseg.task.CancellationToken cancel) {
      throw new IllegalStateException("not compiled to its end");
    }
  }

  private void add(Layer layer, int index) throws IOException, UnsupportedNetworkException {
    if (layer instanceof Layer.Conv conv) {
      conv(conv, index);
    } else if (layer instanceof Layer.UpConv up) {
      up(up);
    } else if (layer instanceof Layer.Norm norm) {
      norm(norm);
    } else if (layer instanceof Layer.Affine affine) {
      affine(affine);
    } else if (layer instanceof Layer.Activation activation) {
      activation(activation);
    } else if (layer instanceof Layer.Concat concat) {
      List<Source> all = new ArrayList<>();
      for (String name : concat.inputs()) {
        all.addAll(value(name));
      }
      put(concat.output(), all);
    } else if (layer instanceof Layer.Add sum) {
      sum(sum, index);
    } else if (layer instanceof Layer.AveragePool pool) {
      pool(pool);
    } else {
      throw new UnsupportedNetworkException("layer " + layer);
    }
  }

  private List<Source> value(String name) throws UnsupportedNetworkException {
    List<Source> value = values.get(name);
    if (value == null) {
      throw new UnsupportedNetworkException("the tensor '" + name + "' is used before it is made");
    }
    return value;
  }

  private void put(String name, List<Source> sources) {
    values.put(name, sources);
    for (Source source : sources) {
      keep(source, lastUse.getOrDefault(name, -1));
    }
  }

  private final Map<Source, Source> behind = new HashMap<>();

  private void keep(Source source, int until) {
    if (source.stack() != null) {
      stackLastUse.merge(source.stack(), until, Math::max);
    }
    Source coarse = behind.get(source);
    if (coarse != null) {
      keep(coarse, until);
    }
  }

  private void release(int index) {
    for (var entries = stackLastUse.entrySet().iterator(); entries.hasNext(); ) {
      var entry = entries.next();
      if (entry.getValue() <= index) {
        free.add(entry.getKey().data);
        entries.remove();
      }
    }
  }

  private void conv(Layer.Conv conv, int index) throws IOException, UnsupportedNetworkException {
    List<Source> sources = value(conv.input());
    int[] in = sources.get(0).size();
    boolean blocked = sources.get(0).isBlocked();
    for (Source source : sources) {
      if (!Arrays.equals(source.size(), in) || source.isBlocked() != blocked) {
        throw new UnsupportedNetworkException("'" + conv.input() + "' joins unlike tensors");
      }
    }
    int[] out = ConvShape.outSize(in, conv.kernel(), conv.stride(), conv.pad());
    long[] shape = graph.shape5(conv.weight());
    int channels = (int) shape[0];
    int padded = (channels + block - 1) / block * block;
    ConvShape sizes = new ConvShape(in, out, conv.kernel(), conv.stride(), conv.pad(), padded);
    if (Math.min(out[0], Math.min(out[1], out[2])) < 1) {
      throw new UnsupportedNetworkException("the tile is too small for " + conv.output());
    }
    int[] groups = sources.stream().mapToInt(Source::channels).toArray();
    float[] values = graph.weights().values(conv.weight());
    int taps = conv.kernel()[0];
    FloatBuffer[] weights = new FloatBuffer[taps];
    for (int tap = 0; tap < taps; tap++) {
      weights[tap] =
          BlockedWeights.conv(values, shape, tap, groups, block, blocked, this::allocate);
    }
    FloatBuffer bias = bias(conv.bias(), padded, 1);
    Kernel kernel =
        kernels.prepare(
            new int[] {conv.kernel()[1], conv.kernel()[2]},
            new int[] {conv.stride()[1], conv.stride()[2]},
            new int[] {conv.pad()[1], conv.pad()[2]},
            blocked);
    SliceTarget target;
    if (conv.output().equals(graph.output()) && HeadStep.fits(conv)) {
      head =
          new HeadStep(
              sources, sizes, kernels, kernel, weights[0], bias, channels, threads, this::allocate);
      return;
    }
    ringFloats = Math.max(ringFloats, ConvStep.ringFloats(sources, sizes, threads, ringBytes));
    if (conv.output().equals(graph.output())) {
      output = allocate(4L * channels * out[0] * out[1] * out[2]);
      target = new OutputTarget(kernels, output, channels, out);
    } else {
      Stack stack = place(sources, channels, out, sizes, index);
      Statistics sums = isNormed(conv.output()) ? new Statistics(stack) : null;
      statistics.put(conv.output(), sums);
      target = new StackTarget(stack, sums);
      put(conv.output(), List.of(new StackSource(stack)));
    }
    steps.add(
        new Pending(
            ring ->
                new ConvStep(
                    sources, sizes, kernel, weights, bias, target, block, threads, ringBytes,
                    ring)));
  }

  private boolean isNormed(String name) {
    return graph.layers().stream()
        .anyMatch(layer -> layer instanceof Layer.Norm norm && norm.input().equals(name));
  }

  /** The memory of an input that nothing reads any more, if the output can take its place. */
  private Stack place(List<Source> sources, int channels, int[] out, ConvShape shape, int index) {
    int blocks = (channels + block - 1) / block;
    for (Source source : sources) {
      Stack stack = source.stack();
      if (stack != null
          && stack.blocks == blocks
          && Arrays.equals(stack.size, out)
          && shape.stride()[0] == 1
          && stackLastUse.getOrDefault(stack, -1) == index) {
        stackLastUse.remove(stack);
        return stack.reused(channels);
      }
    }
    return stack(channels, out);
  }

  private Stack stack(int channels, int[] size) {
    long need = Stack.bytes(channels, block, size) / Float.BYTES;
    FloatBuffer best = null;
    for (FloatBuffer buffer : free) {
      if (buffer.capacity() >= need && (best == null || buffer.capacity() < best.capacity())) {
        best = buffer;
      }
    }
    if (best != null && best.capacity() <= 2 * need) {
      free.remove(best);
      return Stack.over(best, channels, block, size);
    }
    return Stack.over(allocate(4 * need), channels, block, size);
  }

  private FloatBuffer allocate(long size) {
    bytes += size;
    return Stack.direct(size);
  }

  /**
   * The bias with zeros for channels that are none, so many times over; all zeros without a name.
   */
  private FloatBuffer bias(String name, int padded, int times) throws IOException {
    float[] values = new float[padded];
    if (name != null) {
      float[] stored = graph.weights().values(name);
      System.arraycopy(stored, 0, values, 0, stored.length);
    }
    FloatBuffer bias = allocate(4L * padded * times);
    for (int time = 0; time < times; time++) {
      bias.put(time * padded, values);
    }
    return bias;
  }

  private void up(Layer.UpConv up) throws IOException, UnsupportedNetworkException {
    List<Source> sources = value(up.input());
    if (sources.size() != 1 || !sources.get(0).isBlocked()) {
      throw new UnsupportedNetworkException("'" + up.input() + "' is upsampled in parts");
    }
    Source coarse = sources.get(0);
    long[] shape = graph.shape5(up.weight());
    int channels = (int) shape[1];
    int padded = (channels + block - 1) / block * block;
    int[] factor = up.stride();
    int phases = factor[0] * factor[1] * factor[2];
    FloatBuffer weights =
        BlockedWeights.up(graph.weights().values(up.weight()), shape, block, this::allocate);
    FloatBuffer bias = bias(up.bias(), padded, phases);
    Kernel kernel = kernels.prepare(new int[] {1, 1}, new int[] {1, 1}, new int[] {0, 0}, true);
    int slots = Math.min(coarse.size()[0], UP_SLOTS * threads);
    UpSource source =
        new UpSource(coarse, channels, factor, block, kernel, weights, bias, slots, threads);
    ups.add(source);
    behind.put(source, coarse);
    put(up.output(), List.of(source));
  }

  private static final int UP_SLOTS = 8;

  private Stack only(String name) throws UnsupportedNetworkException {
    List<Source> sources = value(name);
    Stack stack = sources.size() == 1 ? sources.get(0).stack() : null;
    if (stack == null) {
      throw new UnsupportedNetworkException("'" + name + "' is not stored as one tensor");
    }
    return stack;
  }

  /** What is done when values are read is done for all readers. */
  private void requireSoleReader(String name) throws UnsupportedNetworkException {
    if (uses.getOrDefault(name, 0) != 1 || name.equals(graph.output())) {
      throw new UnsupportedNetworkException("'" + name + "' is read more than once");
    }
  }

  private void norm(Layer.Norm norm) throws IOException, UnsupportedNetworkException {
    requireSoleReader(norm.input());
    Stack stack = only(norm.input());
    Statistics sums = statistics.get(norm.input());
    if (sums == null || !scaled.add(stack)) {
      throw new UnsupportedNetworkException("a norm of what no convolution made");
    }
    float[] gamma = ofSize(norm.gamma(), stack.channels, 1);
    float[] beta = ofSize(norm.beta(), stack.channels, 0);
    steps.add(
        (workers, cancel) -> {
          float[][] affine = sums.norm(gamma, beta, norm.epsilon());
          stack.scale = affine[0];
          stack.shift = affine[1];
        });
    put(norm.output(), List.of(new StackSource(stack)));
  }

  private float[] ofSize(String name, int channels, float absent)
      throws IOException, UnsupportedNetworkException {
    if (name == null) {
      float[] same = new float[channels];
      Arrays.fill(same, absent);
      return same;
    }
    float[] values = graph.weights().values(name);
    if (values.length != channels) {
      throw new UnsupportedNetworkException("'" + name + "' has " + values.length + " values");
    }
    return values;
  }

  private void affine(Layer.Affine affine) throws IOException, UnsupportedNetworkException {
    requireSoleReader(affine.input());
    Stack stack = only(affine.input());
    if (!scaled.add(stack) || bent.contains(stack)) {
      throw new UnsupportedNetworkException("a norm behind a norm or an activation");
    }
    float[] gamma = ofSize(affine.gamma(), stack.channels, 1);
    float[] beta = ofSize(affine.beta(), stack.channels, 0);
    float[] mean = ofSize(affine.mean(), stack.channels, 0);
    float[] variance = ofSize(affine.variance(), stack.channels, 1);
    float[] scale = new float[stack.blocks * block];
    float[] shift = new float[stack.blocks * block];
    for (int c = 0; c < stack.channels; c++) {
      double k = gamma[c] / Math.sqrt(variance[c] + affine.epsilon());
      scale[c] = (float) k;
      shift[c] = (float) (beta[c] - mean[c] * k);
    }
    steps.add(
        (workers, cancel) -> {
          stack.scale = scale;
          stack.shift = shift;
        });
    put(affine.output(), List.of(new StackSource(stack)));
  }

  private void activation(Layer.Activation activation) throws UnsupportedNetworkException {
    requireSoleReader(activation.input());
    if (!(activation.slope() >= 0 && activation.slope() <= 1)) {
      throw new UnsupportedNetworkException("a leaky ReLU with slope " + activation.slope());
    }
    Stack stack = only(activation.input());
    if (!bent.add(stack)) {
      throw new UnsupportedNetworkException("an activation behind an activation");
    }
    steps.add((workers, cancel) -> stack.slope = activation.slope());
    put(activation.output(), List.of(new StackSource(stack)));
  }

  private void sum(Layer.Add add, int index) throws UnsupportedNetworkException {
    Stack first = only(add.first());
    Stack second = only(add.second());
    if (!Arrays.equals(first.size, second.size) || first.channels != second.channels) {
      throw new UnsupportedNetworkException("a sum of unlike tensors");
    }
    Stack result;
    if (first != second && stackLastUse.getOrDefault(first, -1) == index) {
      stackLastUse.remove(first);
      result = first.reused(first.channels);
    } else if (first != second && stackLastUse.getOrDefault(second, -1) == index) {
      stackLastUse.remove(second);
      result = second.reused(second.channels);
    } else {
      result = stack(first.channels, first.size);
    }
    steps.add(new AddStep(first, second, result));
    put(add.output(), List.of(new StackSource(result)));
  }

  private void pool(Layer.AveragePool pool) throws UnsupportedNetworkException {
    Stack stack = only(pool.input());
    int[] size = new int[3];
    for (int a = 0; a < 3; a++) {
      size[a] = stack.size[a] / pool.stride()[a];
    }
    Stack result = stack(stack.channels, size);
    steps.add(new PoolStep(new StackSource(stack), pool.stride(), result));
    put(pool.output(), List.of(new StackSource(result)));
  }
}
