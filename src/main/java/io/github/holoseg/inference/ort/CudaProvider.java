package io.github.holoseg.inference.ort;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.providers.OrtCUDAProviderOptions;

/**
 * One CUDA device.
 *
 * <p>Options: heuristic choice of convolution kernels and memory grown by what is asked for, since
 * the exhaustive search takes several times the memory of the largest tensor; no TF32, so that the
 * numbers stay near the CPU's.
 */
final class CudaProvider implements Provider {
  private final int device;

  CudaProvider(int device) {
    this.device = device;
  }

  @Override
  public String key() {
    return "CUDA:" + device;
  }

  @Override
  public void configure(SessionOptions options) throws OrtException {
    CudaLibraries.preload();
    try (OrtCUDAProviderOptions cuda = new OrtCUDAProviderOptions(device)) {
      cuda.add("arena_extend_strategy", "kSameAsRequested");
      cuda.add("cudnn_conv_algo_search", "HEURISTIC");
      cuda.add("use_tf32", "0");
      options.addCUDA(cuda);
    }
  }

  @Override
  public void probe() throws ProviderException {
    if (!Ort.hasCudaJar()) {
      throw new ProviderException(
          "CUDA was asked for, but ONNX Runtime's CPU jar is installed",
          "use the onnxruntime_gpu jar instead (docs/cuda.md), or device=cpu",
          null);
    }
    ProbeNetwork.run(this);
  }
}
