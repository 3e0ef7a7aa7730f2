package io.github.holoseg.inference.ort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CudaLibrariesTest {
  @Test
  void namesTheMissingLibraryAndTheRemedy() {
    String message =
        "Error code - ORT_RUNTIME_EXCEPTION - message: Failed to load library"
            + " /tmp/onnxruntime-java1/libonnxruntime_providers_cuda.so with error:"
            + " libcublasLt.so.12: cannot open shared object file: No such file or directory";
    assertThat(CudaLibraries.missing(message)).isEqualTo("libcublasLt.so.12");
    assertThat(CudaLibraries.explain(message))
        .startsWith("libcublasLt.so.12 is missing: install the CUDA 12 toolkit")
        .contains("nvidia-cublas-cu12")
        .contains("HOLOSEG_CUDA_LIBRARIES");
  }

  @Test
  void eachLibraryHasItsOwnRemedy() {
    assertThat(missing("libcudnn.so.9")).contains("cuDNN 9").contains("nvidia-cudnn-cu12");
    assertThat(missing("libcudart.so.12")).contains("nvidia-cuda-runtime-cu12");
    assertThat(missing("libcufft.so.11")).contains("nvidia-cufft-cu12");
    assertThat(missing("libcurand.so.10")).contains("nvidia-curand-cu12");
    assertThat(missing("libcuda.so.1")).contains("install the NVIDIA driver");
    assertThat(missing("libz.so.1")).contains("package manager");
  }

  private static String missing(String library) {
    return CudaLibraries.explain(
        library + ": cannot open shared object file: No such file or directory");
  }

  @Test
  void knownCausesGetASentenceAndKeepTheMessage() {
    assertThat(CudaLibraries.explain("CUDA failure 35: CUDA driver version is insufficient for it"))
        .startsWith("the NVIDIA driver is too old")
        .contains("CUDA failure 35");
    assertThat(CudaLibraries.explain("CUDA failure 101: invalid device ordinal"))
        .contains("nvidia-smi -L");
    assertThat(CudaLibraries.explain("CUDA failure 2: out of memory")).contains("device=cpu");
    assertThat(CudaLibraries.explain("something new\nsecond line")).isEqualTo("something new");
  }

  @Test
  void librariesAreFoundInTheLayoutOfWheelsAndLoadedInOrder(@TempDir Path folder) throws Exception {
    for (String file :
        new String[] {
          "cudnn/lib/libcudnn.so.9",
          "cudnn/lib/libcudnn_ops.so.9",
          "cublas/lib/libcublas.so.12",
          "cublas/lib/libcublasLt.so.12",
          "cublas/lib/libnvblas.so.12",
          "cuda_runtime/lib/libcudart.so.12"
        }) {
      Files.createDirectories(folder.resolve(file).getParent());
      Files.createFile(folder.resolve(file));
    }
    assertThat(CudaLibraries.find(folder.toString()))
        .extracting(path -> path.getFileName().toString())
        .containsExactly(
            "libcudart.so.12",
            "libcublasLt.so.12",
            "libcublas.so.12",
            "libcudnn_ops.so.9",
            "libcudnn.so.9");
    assertThat(CudaLibraries.find("")).isEmpty();
    assertThatThrownBy(() -> CudaLibraries.find(folder.resolve("absent").toString()))
        .hasMessageContaining("HOLOSEG_CUDA_LIBRARIES names the folder");
  }
}
