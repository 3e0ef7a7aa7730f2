package io.github.holoseg.inference.ort;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.TensorInfo;
import io.github.holoseg.grid.Half;
import io.github.holoseg.inference.InferenceEngine;
import io.github.holoseg.model.NetworkSpec;
import io.github.holoseg.model.NetworkSpec.ElementType;
import io.github.holoseg.task.CancellationToken;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.ShortBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;

/**
 * One loaded network with its tensors in direct buffers, so that neither input nor output is
 * copied. Closing waits for a running call: ONNX Runtime crashes when a session is closed under it.
 */
final class OrtNetworkSession implements InferenceEngine.Session {
  private final Object lock = new Object();
  private final OrtSession session;
  private final NetworkSpec network;
  private final NetworkSpec.Weights weights;
  private final String provider;
  private final List<String> warnings;
  private final FloatBuffer input;
  private final FloatBuffer output;
  private final ShortBuffer halfInput;
  private final ShortBuffer halfOutput;
  private final OnnxTensor inputTensor;
  private final OnnxTensor outputTensor;
  private boolean closed;

  private OrtNetworkSession(
      OrtSession session,
      NetworkSpec network,
      NetworkSpec.Weights weights,
      int[] tileSize,
      String provider,
      List<String> warnings)
      throws OrtException {
    this.session = session;
    this.network = network;
    this.weights = weights;
    this.provider = provider;
    this.warnings = List.copyOf(warnings);
    long voxels = (long) tileSize[0] * tileSize[1] * tileSize[2];
    long[] inShape = {1, network.channels().size(), tileSize[2], tileSize[1], tileSize[0]};
    long[] outShape = inShape.clone();
    outShape[1] = network.outputChannels();
    this.input = floats(voxels * inShape[1]);
    this.output = floats(voxels * outShape[1]);
    if (network.type() == ElementType.FLOAT16) {
      halfInput = shorts(input.capacity());
      halfOutput = shorts(output.capacity());
      inputTensor = halfTensor(halfInput, inShape);
      outputTensor = halfTensor(halfOutput, outShape);
    } else {
      halfInput = null;
      halfOutput = null;
      inputTensor = OnnxTensor.createTensor(Ort.environment(), input, inShape);
      outputTensor = OnnxTensor.createTensor(Ort.environment(), output, outShape);
    }
  }

  static OrtNetworkSession open(
      NetworkSpec network,
      NetworkSpec.Weights weights,
      int[] tileSize,
      String provider,
      SessionOptions options,
      List<String> warnings)
      throws OrtException, IOException {
    OrtSession session = Ort.environment().createSession(weights.file().toString(), options);
    try {
      check(session.getInputInfo(), "input", network.input(), network, weights, tileSize);
      check(session.getOutputInfo(), "output", network.output(), network, weights, tileSize);
      return new OrtNetworkSession(session, network, weights, tileSize, provider, warnings);
    } catch (OrtException | IOException | RuntimeException | OutOfMemoryError e) {
      session.close();
      throw e;
    }
  }

  /** Compares a tensor of the file with what the model's description says of it. */
  private static void check(
      Map<String, NodeInfo> tensors,
      String what,
      String name,
      NetworkSpec network,
      NetworkSpec.Weights weights,
      int[] tile)
      throws IOException {
    String where = weights.file() + ": " + what + " '" + name + "'";
    if (!tensors.containsKey(name)) {
      throw new IOException(where + " is not in the network, it has " + tensors.keySet());
    }
    if (what.equals("input") && tensors.size() > 1) {
      throw new IOException(
          weights.file() + ": networks with several inputs are not supported: " + tensors.keySet());
    }
    if (!(tensors.get(name).getInfo() instanceof TensorInfo info)) {
      throw new IOException(where + " is no tensor");
    }
    OnnxJavaType wanted =
        network.type() == ElementType.FLOAT16 ? OnnxJavaType.FLOAT16 : OnnxJavaType.FLOAT;
    if (info.type != wanted) {
      throw new IOException(
          where
              + " has elements of type "
              + info.type
              + ", the model's description says "
              + wanted);
    }
    int channels = what.equals("input") ? network.channels().size() : network.outputChannels();
    long[] expected = {1, channels, tile[2], tile[1], tile[0]};
    long[] shape = info.getShape();
    boolean fits = shape.length == 5;
    for (int i = 0; fits && i < 5; i++) {
      fits = shape[i] < 0 || shape[i] == expected[i];
    }
    if (!fits) {
      throw new IOException(
          where
              + " has shape "
              + Arrays.toString(shape)
              + ", which does not fit "
              + Arrays.toString(expected)
              + " of the model's description and tile");
    }
  }

  @Override
  public String provider() {
    return provider;
  }

  @Override
  public List<String> warnings() {
    return warnings;
  }

  @Override
  public FloatBuffer input() {
    return input;
  }

  @Override
  public FloatBuffer output() {
    return output;
  }

  @Override
  public void run(CancellationToken cancel) throws IOException {
    synchronized (lock) {
      if (closed) {
        throw new IllegalStateException("the session is closed");
      }
      cancel.throwIfCancelled();
      for (int i = 0; halfInput != null && i < input.capacity(); i++) {
        halfInput.put(i, Half.fromFloat(input.get(i)));
      }
      runNative(cancel);
      for (int i = 0; halfOutput != null && i < output.capacity(); i++) {
        output.put(i, Half.toFloat(halfOutput.get(i)));
      }
    }
  }

  private void runNative(CancellationToken cancel) throws IOException {
    try (StoppableRun run = new StoppableRun();
        CancellationToken.Registration stop = cancel.onCancel(run::stop)) {
      session
          .run(
              Map.of(network.input(), inputTensor),
              Set.of(),
              Map.of(network.output(), outputTensor),
              run.options())
          .close();
    } catch (OrtException e) {
      if (cancel.isCancelled()) {
        throw new CancellationException("cancelled while the network was running");
      }
      throw new IOException(
          weights.file() + ": the network failed on " + provider + ": " + e.getMessage().strip(),
          e);
    }
  }

  @Override
  public void close() {
    synchronized (lock) {
      if (closed) {
        return;
      }
      closed = true;
      inputTensor.close();
      outputTensor.close();
      try {
        session.close();
      } catch (OrtException e) {
        throw new IllegalStateException("the session could not be closed: " + e.getMessage(), e);
      }
    }
  }

  private static OnnxTensor halfTensor(ShortBuffer buffer, long[] shape) throws OrtException {
    return OnnxTensor.createTensor(Ort.environment(), buffer, shape, OnnxJavaType.FLOAT16);
  }

  private static FloatBuffer floats(long count) {
    return bytes(count, Float.BYTES).asFloatBuffer();
  }

  private static ShortBuffer shorts(long count) {
    return bytes(count, Short.BYTES).asShortBuffer();
  }

  private static ByteBuffer bytes(long count, int width) {
    long bytes = Math.multiplyExact(count, width);
    if (bytes > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "a tile of "
              + count
              + " values is over the limit of 2 GiB for one tensor; use smaller"
              + " tiles");
    }
    return ByteBuffer.allocateDirect((int) bytes).order(ByteOrder.nativeOrder());
  }
}
