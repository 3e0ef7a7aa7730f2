package io.github.holoseg.inference.ort;

import ai.onnxruntime.OrtSession.SessionOptions;

/** The CPU, which every jar of ONNX Runtime has. */
final class CpuProvider implements Provider {
  @Override
  public String key() {
    return "CPU";
  }

  @Override
  public void configure(SessionOptions options) {}

  @Override
  public void probe() throws ProviderException {
    ProbeNetwork.run(this);
  }
}
