package io.github.holoseg.model.nnunet;

import io.github.holoseg.model.ModelFormatException;
import io.github.holoseg.model.nnunet.Architecture.Norm;
import io.github.holoseg.model.onnx.Layer;
import io.github.holoseg.model.onnx.LayerGraph;
import io.github.holoseg.model.onnx.OnnxWriter;
import io.github.holoseg.model.onnx.WeightSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Rebuilds nnU-Net's networks layer by layer from an {@link Architecture} and the names of the
 * tensors in a checkpoint. Every tensor must find its place: one that is missing, left over or of
 * another shape is an error that names it. Left out by nature: the deep-supervision heads, counters
 * of batch norms, and other names of the same memory.
 *
 * <p>Source: {@code dynamic_network_architectures} 0.4.4, {@code building_blocks/*.py}.
 */
final class UnetGraph {
  static final String INPUT = "input";
  static final String OUTPUT = "output";

  private final Architecture net;
  private final StateDict tensors;
  private final List<Layer> layers = new ArrayList<>();
  private int made;

  private UnetGraph(Architecture net, Path file, WeightSource weights) throws ModelFormatException {
    this.net = net;
    this.tensors = new StateDict(file, weights);
  }

  /**
   * @param file the checkpoint, for messages
   * @throws ModelFormatException naming the tensor that does not fit
   * @throws IOException if weights cannot be read
   */
  static LayerGraph of(
      Architecture net, int inputChannels, int heads, WeightSource weights, Path file)
      throws IOException {
    return new UnetGraph(net, file, weights).build(inputChannels, heads);
  }

  private LayerGraph build(int inputChannels, int heads) throws IOException {
    List<String> skips = new ArrayList<>();
    String at = INPUT;
    int channels = inputChannels;
    if (net.residual()) {
      at =
          convNormAct(
              "encoder.stem.convs.0",
              at,
              channels,
              net.stemChannels(),
              net.kernels()[0],
              ONE,
              true);
      channels = net.stemChannels();
    }
    for (int s = 0; s < net.stages(); s++) {
      at = net.residual() ? residualStage(s, at, channels) : plainStage(s, at, channels);
      channels = net.features()[s];
      skips.add(at);
    }
    at = decoder(at, skips);
    String head = "decoder.seg_layers." + (net.stages() - 2);
    conv(head, at, OUTPUT, net.features()[0], heads, ONE, ONE, true);
    for (int s = 0; s < net.stages() - 2; s++) {
      tensors.drop("decoder.seg_layers." + s + ".weight");
      tensors.drop("decoder.seg_layers." + s + ".bias");
    }
    tensors.requireNothingLeft();
    tensors.requireAtMost(OnnxWriter.MAX_BYTES);
    return new LayerGraph(
        net.dimensions(), INPUT, inputChannels, OUTPUT, heads, layers, tensors.renamed());
  }

  private static final int[] ONE = {1, 1, 1};

  private String next() {
    return "t" + made++;
  }

  private String plainStage(int s, String input, int channels) throws ModelFormatException {
    // nn.Sequential(StackedConvBlocks): the stage's only element has the index 0
    String stage = "encoder.stages." + s + ".";
    String prefix = tensors.has(stage + "0.convs.0.conv.weight") ? stage + "0." : stage;
    String at = input;
    for (int c = 0; c < net.blocks()[s]; c++) {
      at =
          convNormAct(
              prefix + "convs." + c,
              at,
              c == 0 ? channels : net.features()[s],
              net.features()[s],
              net.kernels()[s],
              c == 0 ? net.strides()[s] : ONE,
              true);
    }
    return at;
  }

  private String residualStage(int s, String input, int channels) throws ModelFormatException {
    String at = input;
    for (int b = 0; b < net.blocks()[s]; b++) {
      at =
          residualBlock(
              "encoder.stages." + s + ".blocks." + b,
              s,
              at,
              b == 0 ? channels : net.features()[s],
              b == 0 ? net.strides()[s] : ONE);
    }
    return at;
  }

  private String residualBlock(String name, int s, String input, int channels, int[] stride)
      throws ModelFormatException {
    int features = net.features()[s];
    int[] kernel = net.kernels()[s];
    String path;
    if (net.bottleneckChannels() == null) {
      String first = convNormAct(name + ".conv1", input, channels, features, kernel, stride, true);
      path = convNormAct(name + ".conv2", first, features, features, kernel, ONE, false);
    } else {
      int inner = net.bottleneckChannels()[s];
      String first = convNormAct(name + ".conv1", input, channels, inner, ONE, ONE, true);
      String second = convNormAct(name + ".conv2", first, inner, inner, kernel, stride, true);
      path = convNormAct(name + ".conv3", second, inner, features, ONE, ONE, false);
    }
    String skip = input;
    boolean pooled = !Arrays.equals(stride, ONE);
    if (pooled) {
      String out = next();
      layers.add(new Layer.AveragePool(skip, out, stride));
      skip = out;
    }
    if (channels != features) {
      String projection = name + ".skip." + (pooled ? 1 : 0);
      String out = next();
      conv(projection + ".conv", skip, out, channels, features, ONE, ONE, false);
      skip = norm(projection + ".norm", out, features);
    }
    String sum = next();
    layers.add(new Layer.Add(path, skip, sum));
    return activate(sum);
  }

  private String decoder(String bottom, List<String> skips) throws ModelFormatException {
    String at = bottom;
    for (int s = 0; s < net.stages() - 1; s++) {
      int below = net.stages() - 1 - s;
      int features = net.features()[below - 1];
      String up = next();
      String transposed = "decoder.transpconvs." + s;
      int[] stride = net.strides()[below];
      layers.add(
          new Layer.UpConv(
              at,
              up,
              tensors.take(transposed + ".weight", shape(net.features()[below], features, stride)),
              net.convBias() ? tensors.take(transposed + ".bias", features) : null,
              stride));
      String both = next();
      layers.add(new Layer.Concat(List.of(up, skips.get(below - 1)), both));
      at = both;
      for (int c = 0; c < net.decoderConvs()[s]; c++) {
        at =
            convNormAct(
                "decoder.stages." + s + ".convs." + c,
                at,
                c == 0 ? 2 * features : features,
                features,
                net.kernels()[below - 1],
                ONE,
                true);
      }
    }
    return at;
  }

  private String convNormAct(
      String name, String input, int in, int out, int[] kernel, int[] stride, boolean active)
      throws ModelFormatException {
    String at = next();
    conv(name + ".conv", input, at, in, out, kernel, stride, net.convBias());
    if (active && net.activationFirst() && net.norm() != Norm.NONE) {
      return norm(name + ".norm", activate(at), out);
    }
    at = norm(name + ".norm", at, out);
    return active ? activate(at) : at;
  }

  private void conv(
      String name,
      String input,
      String output,
      int in,
      int out,
      int[] kernel,
      int[] stride,
      boolean bias)
      throws ModelFormatException {
    int[] pad = {(kernel[0] - 1) / 2, (kernel[1] - 1) / 2, (kernel[2] - 1) / 2};
    layers.add(
        new Layer.Conv(
            input,
            output,
            tensors.take(name + ".weight", shape(out, in, kernel)),
            bias ? tensors.take(name + ".bias", out) : null,
            kernel,
            stride,
            pad));
  }

  private String norm(String name, String input, int channels) throws ModelFormatException {
    if (net.norm() == Norm.NONE) {
      return input;
    }
    String gamma = net.affine() ? tensors.take(name + ".weight", channels) : null;
    String beta = net.affine() ? tensors.take(name + ".bias", channels) : null;
    String output = next();
    if (net.norm() == Norm.INSTANCE) {
      layers.add(new Layer.Norm(input, output, gamma, beta, net.epsilon()));
      return output;
    }
    tensors.drop(name + ".num_batches_tracked");
    layers.add(
        new Layer.Affine(
            input,
            output,
            gamma,
            beta,
            tensors.take(name + ".running_mean", channels),
            tensors.take(name + ".running_var", channels),
            net.epsilon()));
    return output;
  }

  private String activate(String input) {
    if (Float.isNaN(net.slope())) {
      return input;
    }
    String output = next();
    layers.add(new Layer.Activation(input, output, net.slope()));
    return output;
  }

  private long[] shape(int first, int second, int[] size) {
    return net.dimensions() == 2
        ? new long[] {first, second, size[1], size[2]}
        : new long[] {first, second, size[0], size[1], size[2]};
  }
}
