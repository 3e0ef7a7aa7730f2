package io.github.holoseg.inference.ort;

import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where CUDA's libraries come from, and what brings one that is missing. */
final class CudaLibraries {
  /** Folders with CUDA libraries that the system's loader does not search. */
  static final String FOLDERS_VARIABLE = "HOLOSEG_CUDA_LIBRARIES";

  /** In the order in which they need each other. */
  private static final String[] ORDER = {
    "cudart", "nvJitLink", "cublasLt", "cublas", "curand", "cufft", "nvrtc", "cudnn"
  };

  private static final Map<String, String> BRINGS =
      Map.of(
          "cudart", "the CUDA 12 toolkit (Python package nvidia-cuda-runtime-cu12)",
          "cublas", "the CUDA 12 toolkit (Python package nvidia-cublas-cu12)",
          "curand", "the CUDA 12 toolkit (Python package nvidia-curand-cu12)",
          "cufft", "the CUDA 12 toolkit (Python package nvidia-cufft-cu12)",
          "cudnn", "cuDNN 9 for CUDA 12 (Python package nvidia-cudnn-cu12)",
          "nvrtc", "the CUDA 12 toolkit (Python package nvidia-cuda-nvrtc-cu12)",
          "libcuda.so", "NVIDIA's driver",
          "nvcuda.dll", "NVIDIA's driver");

  private static final Pattern MISSING = Pattern.compile("([^\\s/:]+\\.so[.\\d]*): cannot open");

  private static boolean preloaded;

  private CudaLibraries() {}

  /** Loads the libraries of the named folders, so that ONNX Runtime finds them loaded. Once. */
  static synchronized void preload() {
    String folders = System.getenv(FOLDERS_VARIABLE);
    if (preloaded || folders == null || folders.isBlank()) {
      return;
    }
    preloaded = true;
    List<Path> files = new ArrayList<>();
    for (String folder : folders.split(File.pathSeparator)) {
      try (DirectoryStream<Path> found = Files.newDirectoryStream(Path.of(folder))) {
        found.forEach(files::add);
      } catch (IOException | RuntimeException e) {
        continue; // the probe names the library that is then missing
      }
    }
    for (String library : ORDER) {
      for (Path file : files) {
        String name = file.getFileName().toString();
        if (name.startsWith("lib" + library + ".so.") || name.startsWith(library + "64_")) {
          try {
            System.load(file.toAbsolutePath().toString());
          } catch (UnsatisfiedLinkError e) {
            continue; // as above
          }
        }
      }
    }
  }

  /** What an error message of ONNX Runtime says, in few words. */
  static String problem(String message) {
    Matcher missing = MISSING.matcher(message);
    if (missing.find()) {
      return "the library " + missing.group(1) + " is missing";
    }
    // The text behind the source position and the error code.
    String text = message.strip().replaceAll("\\s*\\R\\s*", " ");
    int last = text.lastIndexOf(" : ");
    return last < 0 ? text : text.substring(last + 3);
  }

  /** What to do about an error message of ONNX Runtime that names a library or the driver. */
  static String remedy(String message) {
    for (Map.Entry<String, String> entry : BRINGS.entrySet()) {
      if (message.contains(entry.getKey()) && message.contains("cannot open")) {
        return "install " + entry.getValue() + ", or name its folder in " + FOLDERS_VARIABLE;
      }
    }
    if (message.contains("cuDNN is not available") || message.contains("NOT_IMPLEMENTED")) {
      return "install " + BRINGS.get("cudnn") + ", or name its folder in " + FOLDERS_VARIABLE;
    }
    if (message.contains("driver version is insufficient") || message.contains("no CUDA-capable")) {
      return "update NVIDIA's driver, and see with nvidia-smi that the card is there";
    }
    if (message.contains("no kernel image")) {
      return "this card is newer or older than this ONNX Runtime knows; use device=cpu";
    }
    if (message.contains("invalid device ordinal")) {
      return "there are fewer CUDA devices than that; see nvidia-smi";
    }
    return "see docs/cuda.md, or use device=cpu";
  }
}
