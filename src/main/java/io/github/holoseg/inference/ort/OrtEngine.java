package io.github.holoseg.inference.ort;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.github.holoseg.inference.Device;
import io.github.holoseg.inference.InferenceEngine;
import io.github.holoseg.model.NetworkSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Runs networks with ONNX Runtime.
 *
 * <p>{@code cuda} uses the GPU or fails. {@code auto} uses it if the {@code onnxruntime_gpu} jar is
 * there and a small convolution runs on the GPU; if that fails, the CPU is used and the session's
 * warnings name the cause. With the plain jar {@code auto} is the CPU. Weights are not verified
 * here: that is the model package's part.
 */
public final class OrtEngine implements InferenceEngine {

  @Override
  public String name() {
    try {
      return "onnxruntime " + OrtRuntime.environment().getVersion();
    } catch (IOException e) {
      return "onnxruntime (not available)";
    }
  }

  @Override
  public Session open(NetworkSpec network, int fold, int[] tileSize, Device device, int threads)
      throws IOException {
    Path file = network.weights().get(fold).file();
    if (!Files.isRegularFile(file)) {
      throw new IOException(file + ": the network's file is missing; install the model again");
    }
    if (threads < 1 || tileSize.length != 3) {
      throw new IllegalArgumentException("threads " + threads + ", tile axes " + tileSize.length);
    }
    OrtEnvironment environment = OrtRuntime.environment();
    NetworkSignature signature = NetworkSignature.of(environment, file, network, tileSize);
    CudaProvider cuda = new CudaProvider(device.index());
    boolean wanted =
        device.kind() == Device.Kind.CUDA
            || device.kind() == Device.Kind.AUTO && OrtRuntime.hasCuda();
    List<String> slow = new ArrayList<>();
    if (!wanted && network.type() == NetworkSpec.ElementType.FLOAT32) {
      Optional<Session> sliced = SlabSession.open(file, tileSize, threads, slow);
      if (sliced.isPresent()) {
        return sliced.get();
      }
    }
    if (!wanted) {
      return open(environment, file, network, signature, new CpuProvider(), threads, slow);
    }
    try {
      cuda.probe();
      return open(environment, file, network, signature, cuda, threads, List.of());
    } catch (IOException e) {
      if (device.kind() == Device.Kind.CUDA) {
        throw e;
      }
      List<String> warnings = List.of("The GPU is not used: " + e.getMessage());
      return open(environment, file, network, signature, new CpuProvider(), threads, warnings);
    }
  }

  private static Session open(
      OrtEnvironment environment,
      Path file,
      NetworkSpec network,
      NetworkSignature signature,
      ExecutionProvider provider,
      int threads,
      List<String> warnings)
      throws IOException {
    OrtSession session = null;
    boolean opened = false;
    try (OrtSession.SessionOptions options = OrtRuntime.options(threads)) {
      for (Map.Entry<String, Long> symbol : signature.symbols().entrySet()) {
        options.setSymbolicDimensionValue(symbol.getKey(), symbol.getValue());
      }
      provider.configure(options);
      session = environment.createSession(file.toString(), options);
      Session result =
          new OrtTileSession(environment, session, file, network, signature, provider, warnings);
      opened = true;
      return result;
    } catch (OrtException e) {
      throw new IOException(
          "%s: the network cannot be opened on %s: %s"
              .formatted(file, provider.name(), provider.explain(OrtRuntime.rootCause(e))),
          e);
    } finally {
      if (!opened && session != null) {
        closeQuietly(session);
      }
    }
  }

  /** The failure that leads here is the one to report. */
  private static void closeQuietly(OrtSession session) {
    try {
      session.close();
    } catch (OrtException e) {
      System.getLogger(OrtEngine.class.getName()).log(System.Logger.Level.DEBUG, "close", e);
    }
  }
}
