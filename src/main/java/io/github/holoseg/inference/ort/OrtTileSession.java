package io.github.holoseg.inference.ort;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import io.github.holoseg.inference.InferenceEngine;
import io.github.holoseg.model.NetworkSpec;
import io.github.holoseg.task.CancellationToken;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One loaded network with its two tensors.
 *
 * <p>The runtime crashes the process if a session is closed while it runs, so a lock keeps the two
 * apart. A cancelled run is stopped by the run's own terminate flag, which the runtime looks at
 * between two layers.
 */
final class OrtTileSession implements InferenceEngine.Session {
  private final Path file;
  private final NetworkSpec network;
  private final ExecutionProvider provider;
  private final List<String> warnings;
  private final OrtSession session;
  private final TileTensor input;
  private final TileTensor output;
  private final ReentrantLock lock = new ReentrantLock();
  private boolean closed;

  OrtTileSession(
      OrtEnvironment environment,
      OrtSession session,
      Path file,
      NetworkSpec network,
      NetworkSignature signature,
      ExecutionProvider provider,
      List<String> warnings)
      throws IOException, OrtException {
    this.session = session;
    this.file = file;
    this.network = network;
    this.provider = provider;
    this.warnings = List.copyOf(warnings);
    this.input = TileTensor.allocate(environment, signature.input(), network.type());
    try {
      this.output = TileTensor.allocate(environment, signature.output(), network.type());
    } catch (IOException | OrtException | RuntimeException e) {
      input.close();
      throw e;
    }
  }

  @Override
  public String provider() {
    return provider.name();
  }

  @Override
  public List<String> warnings() {
    return warnings;
  }

  @Override
  public FloatBuffer input() {
    return input.floats();
  }

  @Override
  public FloatBuffer output() {
    return output.floats();
  }

  @Override
  public void run(CancellationToken cancel) throws IOException {
    lock.lock();
    try {
      if (closed) {
        throw new IllegalStateException("the session of " + file + " is closed");
      }
      cancel.throwIfCancelled();
      input.toRuntime();
      runNative(cancel);
      output.fromRuntime();
    } catch (OrtException e) {
      if (cancel.isCancelled()) {
        CancellationException cancelled = new CancellationException("cancelled");
        cancelled.initCause(e);
        throw cancelled;
      }
      throw new IOException(
          "%s: the network failed on %s: %s"
              .formatted(file, provider.name(), provider.explain(OrtRuntime.rootCause(e))),
          e);
    } finally {
      lock.unlock();
    }
  }

  private void runNative(CancellationToken cancel) throws OrtException {
    Terminator terminator = new Terminator();
    CancellationToken.Registration registration = cancel.onCancel(terminator);
    try {
      OrtSession.Result result =
          session.run(
              Map.of(network.input(), input.tensor()),
              Set.of(),
              Map.of(network.output(), output.tensor()),
              terminator.options);
      result.close();
    } finally {
      registration.close();
      terminator.end();
    }
  }

  /** Stops the run it belongs to, and never touches it after its end. */
  private static final class Terminator implements Runnable {
    private final OrtSession.RunOptions options;
    private boolean ended;

    Terminator() throws OrtException {
      options = new OrtSession.RunOptions();
      options.setLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
    }

    @Override
    public synchronized void run() {
      if (!ended) {
        try {
          options.setTerminate(true);
        } catch (OrtException e) {
          throw new IllegalStateException("the running network could not be stopped", e);
        }
      }
    }

    synchronized void end() {
      ended = true;
      options.close();
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      if (!closed) {
        closed = true;
        session.close();
        input.close();
        output.close();
      }
    } catch (OrtException e) {
      throw new IllegalStateException(file + ": the network's session could not be closed", e);
    } finally {
      lock.unlock();
    }
  }
}
