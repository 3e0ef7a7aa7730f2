package io.github.holoseg.inference.ort;

import ai.onnxruntime.OrtEnvironment;
import java.util.ArrayList;
import java.util.List;

/** Finds out what ONNX Runtime can do on this machine, by trying it. */
public final class OrtDoctor {
  private OrtDoctor() {}

  /**
   * One thing that was looked at.
   *
   * @param topic what
   * @param value what was found
   * @param ok whether it works; a missing GPU is no fault unless the CUDA jar is installed
   * @param remedy what to do, empty when ok
   */
  public record Finding(String topic, String value, boolean ok, String remedy) {}

  /** Looks at version, providers, the CPU and CUDA; takes up to some seconds. */
  public static List<Finding> examine() {
    List<Finding> findings = new ArrayList<>();
    try {
      findings.add(ok("ONNX Runtime", Ort.environment().getVersion()));
    } catch (LinkageError e) {
      findings.add(
          new Finding(
              "ONNX Runtime",
              "its native library does not load: " + e.getMessage(),
              false,
              "ONNX Runtime has builds for Linux, Windows (x64) and macOS (arm64) only; on Linux"
                  + " it needs glibc 2.28 or newer"));
      return findings;
    }
    findings.add(ok("providers in the jar", OrtEnvironment.getAvailableProviders().toString()));
    findings.add(probe("CPU", new CpuProvider()));
    if (Ort.hasCudaJar()) {
      findings.add(probe("CUDA", new CudaProvider(0)));
    } else {
      findings.add(ok("CUDA", "not in this jar; docs/cuda.md says how to get it"));
    }
    return findings;
  }

  private static Finding probe(String topic, Provider provider) {
    long start = System.nanoTime();
    try {
      provider.probe();
      long millis = (System.nanoTime() - start) / 1_000_000;
      return ok(topic, provider.key() + " ran a 3-D convolution (" + millis + " ms with loading)");
    } catch (ProviderException e) {
      return new Finding(topic, e.problem(), false, e.remedy());
    }
  }

  private static Finding ok(String topic, String value) {
    return new Finding(topic, value, true, "");
  }
}
