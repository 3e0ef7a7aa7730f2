package io.github.holoseg.inference.ort;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import io.github.holoseg.model.NetworkSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What an ONNX file says about its input and output, compared with what the model's description
 * says.
 *
 * @param input shape of the input tensor for one tile
 * @param output shape of the output tensor
 * @param symbols values of the named free axes, to be frozen
 */
record NetworkSignature(long[] input, long[] output, Map<String, Long> symbols) {

  /**
   * @throws IOException naming the file, the tensor and the difference
   */
  static NetworkSignature of(OrtEnvironment environment, Path file, NetworkSpec network, int[] tile)
      throws IOException {
    long[] input = shape(network, network.channels().size(), tile);
    long[] output = shape(network, network.outputChannels(), tile);
    try (OrtSession.SessionOptions options = OrtRuntime.options(1)) {
      // Only to look: no optimisation, so that nothing is worked out twice.
      options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.NO_OPT);
      try (OrtSession session = environment.createSession(file.toString(), options)) {
        if (session.getNumInputs() != 1) {
          throw new IOException(
              "%s: the network has %d inputs %s; only networks with one input can be run"
                  .formatted(file, session.getNumInputs(), session.getInputNames()));
        }
        TensorInfo in = tensor(file, "input", network.input(), session.getInputInfo());
        TensorInfo out = tensor(file, "output", network.output(), session.getOutputInfo());
        check(file, "input", network.input(), in, input, network);
        check(file, "output", network.output(), out, output, network);
        return new NetworkSignature(input, output, symbols(in, input));
      }
    } catch (OrtException e) {
      throw new IOException(
          file + ": ONNX Runtime cannot load this network: " + OrtRuntime.rootCause(e), e);
    }
  }

  /** Four axes for a network of slices. */
  private static long[] shape(NetworkSpec network, int channels, int[] tile) {
    return network.axes().length() == 4
        ? new long[] {1, channels, tile[1], tile[0]}
        : new long[] {1, channels, tile[2], tile[1], tile[0]};
  }

  private static TensorInfo tensor(Path file, String role, String name, Map<String, NodeInfo> nodes)
      throws IOException {
    NodeInfo node = nodes.get(name);
    if (node == null) {
      throw new IOException(
          "%s: the network has no %s named '%s'; it has %s"
              .formatted(file, role, name, nodes.keySet()));
    }
    if (node.getInfo() instanceof TensorInfo info) {
      return info;
    }
    throw new IOException("%s: %s '%s' is not a tensor".formatted(file, role, name));
  }

  private static void check(
      Path file, String role, String name, TensorInfo info, long[] expected, NetworkSpec network)
      throws IOException {
    OnnxJavaType type =
        network.type() == NetworkSpec.ElementType.FLOAT16
            ? OnnxJavaType.FLOAT16
            : OnnxJavaType.FLOAT;
    if (info.type != type) {
      throw new IOException(
          "%s: %s '%s' holds %s values, the model's description says %s"
              .formatted(file, role, name, info.type, type));
    }
    long[] shape = info.getShape();
    // A rank of 0 in an output means that the file does not say.
    boolean fits = shape.length == expected.length || shape.length == 0 && role.equals("output");
    for (int i = 0; fits && i < shape.length; i++) {
      fits = shape[i] < 0 || shape[i] == expected[i];
    }
    if (!fits) {
      throw new IOException(
          ("%s: %s '%s' has the shape %s (-1 is free), but a tile of this model has %s (batch,"
                  + " channels, then the axes '%s')")
              .formatted(
                  file,
                  role,
                  name,
                  Arrays.toString(shape),
                  Arrays.toString(expected),
                  network.axes()));
    }
  }

  /** A name that would need two values is left free. */
  private static Map<String, Long> symbols(TensorInfo info, long[] shape) {
    String[] names = info.getDimensionNames();
    Map<String, Long> symbols = new HashMap<>();
    Set<String> ambiguous = new HashSet<>();
    for (int i = 0; i < names.length; i++) {
      if (info.getShape()[i] < 0 && !names[i].isEmpty()) {
        Long before = symbols.put(names[i], shape[i]);
        if (before != null && before != shape[i]) {
          ambiguous.add(names[i]);
        }
      }
    }
    symbols.keySet().removeAll(ambiguous);
    return Map.copyOf(symbols);
  }
}
