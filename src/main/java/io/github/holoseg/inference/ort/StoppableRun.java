package io.github.holoseg.inference.ort;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession.RunOptions;

/**
 * The options of one native run, which another thread may stop. A stop that comes just as the run
 * ends by itself must not touch the options any more: hence the lock.
 */
final class StoppableRun implements AutoCloseable {
  private final RunOptions options;
  private boolean ended;

  StoppableRun() throws OrtException {
    options = new RunOptions();
  }

  RunOptions options() {
    return options;
  }

  /** Makes the run end at its next node. */
  synchronized void stop() {
    if (!ended) {
      try {
        options.setTerminate(true);
      } catch (OrtException e) {
        throw new IllegalStateException("the run could not be stopped: " + e.getMessage(), e);
      }
    }
  }

  @Override
  public synchronized void close() {
    ended = true;
    options.close();
  }
}
