package io.github.holoseg.inference.ort;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession.SessionOptions;

/** A way to run networks that ONNX Runtime offers: the CPU, or one CUDA device. */
interface Provider {
  /** As reports name it, for example {@code CPU} or {@code CUDA:0}. */
  String key();

  /** Adds the provider to a session's options. */
  void configure(SessionOptions options) throws OrtException;

  /**
   * Runs a tiny 3-D convolution, because missing libraries and kernels show only then.
   *
   * @throws ProviderException saying what is missing and what brings it
   */
  void probe() throws ProviderException;
}
