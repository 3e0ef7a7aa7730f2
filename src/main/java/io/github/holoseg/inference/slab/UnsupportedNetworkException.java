package io.github.holoseg.inference.slab;

/** A network that cannot run slice by slice; the message says what is in the way. */
public final class UnsupportedNetworkException extends Exception {
  private static final long serialVersionUID = 1;

  public UnsupportedNetworkException(String message) {
    super(message);
  }
}
