package io.github.holoseg.inference.ort;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.FloatBuffer;
import java.util.Map;

/**
 * A 3×3×3 convolution of ones, made by {@code src/main/python/models/make_probe.py}: the centre of
 * 27 ones gives 27.
 */
final class ProbeNetwork {
  private static final long[] SHAPE = {1, 1, 3, 3, 3};
  private static final int CENTRE = 13;

  private ProbeNetwork() {}

  /**
   * @throws ProviderException if the provider does not run it, or wrongly
   */
  static void run(Provider provider) throws ProviderException {
    try (SessionOptions options = new SessionOptions()) {
      provider.configure(options);
      try (OrtSession session = Ort.environment().createSession(bytes(), options);
          OnnxTensor ones =
              OnnxTensor.createTensor(Ort.environment(), FloatBuffer.wrap(ones()), SHAPE);
          OrtSession.Result result = session.run(Map.of("input", ones))) {
        float centre = ((OnnxTensor) result.get(0)).getFloatBuffer().get(CENTRE);
        if (centre != 27) {
          throw new ProviderException(
              provider.key() + " computes a 3-D convolution wrongly: 27 expected, got " + centre,
              "use another device",
              null);
        }
      }
    } catch (OrtException | UnsatisfiedLinkError e) {
      String message = String.valueOf(e.getMessage());
      throw new ProviderException(
          provider.key() + " does not work here: " + CudaLibraries.problem(message),
          CudaLibraries.remedy(message),
          e);
    }
  }

  private static float[] ones() {
    float[] ones = new float[27];
    java.util.Arrays.fill(ones, 1);
    return ones;
  }

  private static byte[] bytes() {
    try (InputStream in = ProbeNetwork.class.getResourceAsStream("probe.onnx")) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e); // a resource of our own jar
    }
  }
}
