package io.github.holoseg.inference.ort;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtProvider;
import ai.onnxruntime.OrtSession;
import io.github.holoseg.task.DeepStack;
import java.io.IOException;
import java.nio.file.Path;

/** The one ONNX Runtime of this Java process. */
final class OrtRuntime {
  private static OrtEnvironment environment;

  private OrtRuntime() {}

  /**
   * Loads the native library on the first call. Console messages of the runtime are switched off:
   * each of them reaches the user as an exception or a warning of ours.
   *
   * @throws IOException if there is none for this system
   */
  static synchronized OrtEnvironment environment() throws IOException {
    if (environment == null) {
      LibraryFolders folders = new LibraryFolders(Path.of(System.getProperty("java.io.tmpdir")));
      try {
        OrtEnvironment created =
            DeepStack.run(
                () ->
                    OrtEnvironment.getEnvironment(
                        OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL, OrtEnvironment.DEFAULT_NAME));
        created.setTelemetry(false);
        environment = created;
        folders.loaded();
      } catch (LinkageError | RuntimeException | OrtException e) {
        throw new IOException(
            "ONNX Runtime's native library could not be loaded on %s %s (%s); it exists for Linux"
                    .formatted(
                        System.getProperty("os.name"), System.getProperty("os.arch"), rootCause(e))
                + " and Windows on x64, Linux on arm64 and macOS on Apple silicon, and unpacks"
                + " itself into the temporary folder "
                + System.getProperty("java.io.tmpdir"),
            e);
      }
    }
    return environment;
  }

  /** Options that hold for every session. */
  static OrtSession.SessionOptions options(int threads) throws OrtException {
    OrtSession.SessionOptions options = new OrtSession.SessionOptions();
    options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
    options.setIntraOpNumThreads(threads);
    options.setInterOpNumThreads(1);
    // Between two tiles the cores are ours, and the machine may be shared.
    options.addConfigEntry("session.intra_op.allow_spinning", "0");
    return options;
  }

  /** Whether the jar is {@code onnxruntime_gpu}; says nothing about this machine. */
  static boolean hasCuda() throws IOException {
    environment();
    return OrtEnvironment.getAvailableProviders().contains(OrtProvider.CUDA);
  }

  static String rootCause(Throwable thrown) {
    Throwable cause = thrown;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
  }
}
