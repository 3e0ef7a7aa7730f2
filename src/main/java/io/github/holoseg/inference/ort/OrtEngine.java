package io.github.holoseg.inference.ort;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession.SessionOptions;
import io.github.holoseg.inference.Device;
import io.github.holoseg.inference.InferenceEngine;
import io.github.holoseg.model.NetworkSpec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Runs networks with ONNX Runtime, on the CPU or a CUDA device. Thread-safe. */
public final class OrtEngine implements InferenceEngine {
  @Override
  public String name() {
    return "onnxruntime " + Ort.environment().getVersion();
  }

  @Override
  public Session open(NetworkSpec network, int fold, int[] tileSize, Device device, int threads)
      throws IOException {
    List<String> warnings = new ArrayList<>();
    Provider provider = choose(device, warnings);
    try {
      return open(network, fold, tileSize, provider, threads, warnings);
    } catch (IOException e) {
      if (device.kind() != Device.Kind.AUTO || provider instanceof CpuProvider) {
        throw e;
      }
      warnings.add("the GPU was not used: " + e.getMessage());
      return open(network, fold, tileSize, new CpuProvider(), threads, warnings);
    }
  }

  private static Provider choose(Device device, List<String> warnings) throws IOException {
    switch (device.kind()) {
      case CPU:
        return new CpuProvider();
      case CUDA:
        Provider cuda = new CudaProvider(device.index());
        cuda.probe();
        return cuda;
      default:
        if (!Ort.hasCudaJar()) {
          return new CpuProvider();
        }
        try {
          Provider first = new CudaProvider(0);
          first.probe();
          return first;
        } catch (IOException e) {
          warnings.add("the GPU was not used: " + e.getMessage());
          return new CpuProvider();
        }
    }
  }

  private static Session open(
      NetworkSpec network,
      int fold,
      int[] tileSize,
      Provider provider,
      int threads,
      List<String> warnings)
      throws IOException {
    NetworkSpec.Weights weights = network.weights().get(fold);
    try (SessionOptions options = new SessionOptions()) {
      options.setIntraOpNumThreads(threads);
      options.setInterOpNumThreads(1);
      options.addConfigEntry("session.intra_op.allow_spinning", "0");
      provider.configure(options);
      return OrtNetworkSession.open(network, weights, tileSize, provider.key(), options, warnings);
    } catch (OrtException e) {
      throw new IOException(
          weights.file()
              + ": ONNX Runtime cannot load this network on "
              + provider.key()
              + ": "
              + e.getMessage().strip(),
          e);
    }
  }
}
