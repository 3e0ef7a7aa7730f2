package io.github.holoseg.inference.ort;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.providers.OrtCUDAProviderOptions;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * An NVIDIA GPU through CUDA 12, with the {@code onnxruntime_gpu} jar.
 *
 * <p>{@code HEURISTIC}: the exhaustive search for convolution algorithms takes up to four times the
 * memory and varies from run to run. {@code use_tf32=0}: numbers comparable with the CPU's. {@code
 * kSameAsRequested}: 3-D tensors are too big to round up to powers of two.
 */
final class CudaProvider implements ExecutionProvider {
  private static final Map<Integer, String> FAILURES = new ConcurrentHashMap<>();

  private final int index;

  CudaProvider(int index) {
    this.index = index;
  }

  @Override
  public String name() {
    return "CUDA:" + index;
  }

  @Override
  public void configure(OrtSession.SessionOptions options) throws OrtException {
    CudaLibraries.preload();
    try (OrtCUDAProviderOptions cuda = new OrtCUDAProviderOptions(index)) {
      cuda.add("cudnn_conv_algo_search", "HEURISTIC");
      cuda.add("arena_extend_strategy", "kSameAsRequested");
      cuda.add("use_tf32", "0");
      options.addCUDA(cuda);
    }
  }

  @Override
  public String explain(String message) {
    return CudaLibraries.explain(message);
  }

  /** Remembers the outcome: loading half a gigabyte of library for each network would be slow. */
  @Override
  public void probe() throws IOException {
    String failure =
        FAILURES.computeIfAbsent(
            index,
            i -> {
              try {
                Probe.run(this);
                return "";
              } catch (IOException e) {
                return e.getMessage();
              }
            });
    if (!failure.isEmpty()) {
      throw new IOException(failure);
    }
  }
}
