package io.github.holoseg.inference.ort;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.io.InputStream;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Map;

/**
 * Runs one tiny 3-D convolution. A provider that can be added may still lack a library or kernels;
 * that shows only here.
 */
final class Probe {
  private static final long[] SHAPE = {1, 1, 3, 3, 3};

  private Probe() {}

  /**
   * @throws IOException with cause and remedy
   */
  static void run(ExecutionProvider provider) throws IOException {
    OrtEnvironment environment = OrtRuntime.environment();
    float[] ones = new float[27];
    Arrays.fill(ones, 1);
    try (OrtSession.SessionOptions options = OrtRuntime.options(1)) {
      provider.configure(options);
      if (!(provider instanceof CpuProvider)) {
        // A probe that falls back to the CPU would prove nothing.
        options.addConfigEntry("session.disable_cpu_ep_fallback", "1");
      }
      try (OrtSession session = environment.createSession(model(), options);
          OnnxTensor input = OnnxTensor.createTensor(environment, FloatBuffer.wrap(ones), SHAPE);
          OrtSession.Result result = session.run(Map.of("x", input))) {
        FloatBuffer sums = ((OnnxTensor) result.get(0)).getFloatBuffer();
        if (sums.get(0) != 8 || sums.get(13) != 27) {
          throw new IOException(
              "%s computes wrong results: sums of 8 and 27 ones came out as %s and %s"
                  .formatted(provider.name(), sums.get(0), sums.get(13)));
        }
      }
    } catch (OrtException | CudaLibraries.UncheckedLibraryException e) {
      throw new IOException(
          provider.name() + " cannot be used: " + provider.explain(OrtRuntime.rootCause(e)), e);
    }
  }

  private static byte[] model() throws IOException {
    try (InputStream in = Probe.class.getResourceAsStream("probe.onnx")) {
      if (in == null) {
        throw new IOException("the jar is incomplete: probe.onnx is missing");
      }
      return in.readAllBytes();
    }
  }
}
