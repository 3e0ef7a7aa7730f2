package io.github.holoseg.model;

import java.io.IOException;

/** No model of that name is installed, and no folder of that name is one. */
public final class UnknownModelException extends IOException {
  private static final long serialVersionUID = 1;

  /**
   * @param message one sentence that lists what is installed
   */
  public UnknownModelException(String message) {
    super(message);
  }
}
