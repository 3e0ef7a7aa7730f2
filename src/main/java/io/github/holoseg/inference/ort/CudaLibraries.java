package io.github.holoseg.inference.ort;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The libraries that ONNX Runtime's CUDA provider needs: loads them from a folder of the user's
 * choice and says which one is missing.
 */
final class CudaLibraries {
  /** System property and environment variable: folders, separated as in a class path. */
  static final String PROPERTY = "holoseg.cuda.libraries";

  static final String VARIABLE = "HOLOSEG_CUDA_LIBRARIES";

  /** In the order in which they depend on each other. */
  private static final List<String> ORDER =
      List.of(
          "cudart",
          "nvJitLink",
          "cublasLt",
          "cublas",
          "curand",
          "cufft",
          "nvrtc",
          "cudnn_graph",
          "cudnn_ops",
          "cudnn_cnn",
          "cudnn_adv",
          "cudnn_engines_runtime_compiled",
          "cudnn_engines_precompiled",
          "cudnn_heuristic",
          "cudnn");

  private static final Pattern MISSING =
      Pattern.compile("(lib[\\w.+-]+\\.so[.\\d]*|[\\w.+-]+\\.dll)\\b: cannot open shared object");

  private static boolean loaded;

  private CudaLibraries() {}

  /** The folders that the user named; the property wins. */
  static String folders() {
    String property = System.getProperty(PROPERTY);
    String variable = System.getenv(VARIABLE);
    return property != null ? property : variable == null ? "" : variable;
  }

  /**
   * Loads the libraries found in these folders and up to three levels below (the layout of NVIDIA's
   * Python wheels), so that the provider finds them without {@code LD_LIBRARY_PATH}. Once.
   *
   * @throws UncheckedLibraryException naming the file that does not load
   */
  static synchronized void preload() {
    if (loaded) {
      return;
    }
    for (Path library : find(folders())) {
      try {
        System.load(library.toString());
      } catch (UnsatisfiedLinkError e) {
        throw new UncheckedLibraryException(
            VARIABLE + ": " + library + " cannot be loaded (" + e.getMessage() + ")", e);
      }
    }
    loaded = true;
  }

  /** The libraries below the folders, in loading order. */
  static List<Path> find(String folders) {
    List<Path> files = new ArrayList<>();
    for (String folder : folders.split(Pattern.quote(File.pathSeparator))) {
      if (folder.isBlank()) {
        continue;
      }
      try (Stream<Path> walk = Files.walk(Path.of(folder).toAbsolutePath(), 3)) {
        walk.filter(Files::isRegularFile).sorted().forEach(files::add);
      } catch (IOException | java.io.UncheckedIOException e) {
        throw new UncheckedLibraryException(
            VARIABLE + " names the folder " + folder + ", which cannot be read", e);
      }
    }
    List<Path> ordered = new ArrayList<>();
    for (String name : ORDER) {
      Pattern pattern =
          Pattern.compile("lib" + name + "\\.so\\.[\\d.]+|" + name + "64_[\\d_]+\\.dll");
      files.stream()
          .filter(file -> pattern.matcher(file.getFileName().toString()).matches())
          .findFirst()
          .ifPresent(ordered::add);
    }
    return ordered;
  }

  /** Name of the library that a message of the runtime says is missing, or null. */
  static String missing(String message) {
    Matcher matcher = MISSING.matcher(message);
    return matcher.find() ? matcher.group(1) : null;
  }

  /** Cause and remedy in one sentence; a message that is not known is passed on as it is. */
  static String explain(String message) {
    String library = missing(message);
    if (library != null) {
      return library + " is missing: " + remedy(library);
    }
    for (String[] hint : HINTS) {
      if (message.contains(hint[0])) {
        return hint[1] + " (" + firstLine(message) + ")";
      }
    }
    return firstLine(message);
  }

  private static String firstLine(String message) {
    return message.strip().lines().findFirst().orElse("no message");
  }

  private static String remedy(String library) {
    if (library.contains("libcuda.so") || library.contains("nvcuda.dll")) {
      return "install the NVIDIA driver (525 or newer)";
    }
    String wheel = null;
    for (String name : List.of("cublas", "cudart", "cufft", "curand", "cudnn", "nvrtc")) {
      if (library.contains(name)) {
        wheel = name.equals("cudart") ? "cuda-runtime" : name.equals("nvrtc") ? "cuda-nvrtc" : name;
      }
    }
    if (wheel == null) {
      return "install it with the system's package manager";
    }
    String what = wheel.equals("cudnn") ? "cuDNN 9 for CUDA 12" : "the CUDA 12 toolkit";
    return "install %s (or the Python package nvidia-%s-cu12 and name its folder in %s)"
        .formatted(what, wheel, VARIABLE);
  }

  private static final String[][] HINTS = {
    {
      "Failed to find CUDA shared provider",
      "this is the CPU build of ONNX Runtime: use the jar built with the Maven profile cuda"
    },
    {
      "driver version is insufficient",
      "the NVIDIA driver is too old for CUDA 12: update it to 525 or newer"
    },
    {"no CUDA-capable device", "no NVIDIA GPU is visible: check nvidia-smi, CUDA_VISIBLE_DEVICES"},
    {"invalid device ordinal", "there is no GPU with this number: nvidia-smi -L lists them"},
    {
      "no kernel image",
      "this ONNX Runtime holds no code for this generation of GPU: use device=cpu"
    },
    {"cuDNN is not available", "cuDNN 9 for CUDA 12 is missing: install it (nvidia-cudnn-cu12)"},
    {
      "out of memory",
      "the GPU has too little free memory: close other programs on it, or use device=cpu"
    },
    {
      "Failed to allocate memory",
      "the GPU has too little free memory: close other programs on it, or use device=cpu"
    },
    {
      "error 126",
      "a DLL of the CUDA 12 toolkit or of cuDNN 9 is missing: install both and add them to PATH"
    },
  };

  /** A folder or file that the user named does not work. */
  static final class UncheckedLibraryException extends RuntimeException {
    UncheckedLibraryException(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
