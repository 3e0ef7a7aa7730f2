package io.github.holoseg.inference.ort;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;

/** One kind of processor that ONNX Runtime can use. */
interface ExecutionProvider {
  /** As reported, for example {@code CUDA:0}. */
  String name();

  /** Adds itself to a session's options. */
  void configure(OrtSession.SessionOptions options) throws OrtException;

  /** A sentence with cause and remedy for a failure on this processor. */
  String explain(String message);

  /**
   * Runs the probe network once; cheap when repeated.
   *
   * @throws IOException with cause and remedy, if the processor does not work
   */
  void probe() throws IOException;
}
