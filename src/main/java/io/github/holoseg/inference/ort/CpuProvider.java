package io.github.holoseg.inference.ort;

import ai.onnxruntime.OrtSession;
import java.io.IOException;

/** ONNX Runtime's own kernels on the CPU; always there. */
final class CpuProvider implements ExecutionProvider {
  @Override
  public String name() {
    return "CPU";
  }

  /** Nothing to add: the CPU is every session's last resort. */
  @Override
  public void configure(OrtSession.SessionOptions options) {}

  @Override
  public String explain(String message) {
    boolean memory = message.contains("bad_alloc") || message.contains("Failed to allocate memory");
    return memory
        ? message + "; the machine has too little free memory for this tile size"
        : message;
  }

  @Override
  public void probe() throws IOException {
    Probe.run(this);
  }
}
