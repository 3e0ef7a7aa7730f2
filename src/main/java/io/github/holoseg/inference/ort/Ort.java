package io.github.holoseg.inference.ort;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtProvider;

/** The one environment of ONNX Runtime in this Java process. */
final class Ort {
  private Ort() {}

  /** Loads the native library on the first call; quiet but for errors. */
  static OrtEnvironment environment() {
    return OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR, "holoseg");
  }

  /** Whether the jar on the class path is the one with CUDA; says nothing about this machine. */
  static boolean hasCudaJar() {
    environment();
    return OrtEnvironment.getAvailableProviders().contains(OrtProvider.CUDA);
  }
}
