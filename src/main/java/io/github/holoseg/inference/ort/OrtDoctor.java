package io.github.holoseg.inference.ort;

import ai.onnxruntime.OrtEnvironment;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Says what ONNX Runtime can do on this machine, and what to do where it cannot. */
public final class OrtDoctor {
  private OrtDoctor() {}

  /**
   * One thing that was looked at.
   *
   * @param topic for example {@code CUDA}
   * @param value what was found, one line
   * @param ok false where something that the user may want does not work
   * @param remedy what to do; may be empty if ok
   */
  public record Finding(String topic, String value, boolean ok, String remedy) {}

  /** Looks at version, providers, CPU and CUDA; never throws. May take seconds with a GPU. */
  public static List<Finding> examine() {
    List<Finding> findings = new ArrayList<>();
    boolean cuda;
    try {
      String version = OrtRuntime.environment().getVersion();
      cuda = OrtRuntime.hasCuda();
      findings.add(new Finding("ONNX Runtime", version, true, ""));
    } catch (IOException e) {
      findings.add(new Finding("ONNX Runtime", "does not load", false, e.getMessage()));
      return findings;
    }
    findings.add(
        new Finding(
            "Providers in this build",
            OrtEnvironment.getAvailableProviders().stream()
                .map(provider -> provider.getName().replace("ExecutionProvider", ""))
                .collect(Collectors.joining(", ")),
            true,
            ""));
    findings.add(probe("CPU", new CpuProvider()));
    if (cuda) {
      String folders = CudaLibraries.folders();
      if (!folders.isEmpty()) {
        findings.add(new Finding(CudaLibraries.VARIABLE, folders, true, ""));
      }
      findings.add(probe("CUDA", new CudaProvider(0)));
    } else {
      findings.add(
          new Finding(
              "CUDA",
              "not in this build",
              true,
              "for NVIDIA GPUs build with the Maven profile cuda"));
    }
    return findings;
  }

  private static Finding probe(String topic, ExecutionProvider provider) {
    try {
      provider.probe();
      return new Finding(topic, "a 3-D convolution runs on " + provider.name(), true, "");
    } catch (IOException e) {
      return new Finding(topic, "does not work", false, e.getMessage());
    }
  }
}
