package io.github.holoseg.inference.ort;

import java.io.IOException;

/** A device that does not work here, with what to do about it. */
final class ProviderException extends IOException {
  private static final long serialVersionUID = 1;

  private final String problem;
  private final String remedy;

  ProviderException(String problem, String remedy, Throwable cause) {
    super(problem + "; " + remedy, cause);
    this.problem = problem;
    this.remedy = remedy;
  }

  String problem() {
    return problem;
  }

  String remedy() {
    return remedy;
  }
}
