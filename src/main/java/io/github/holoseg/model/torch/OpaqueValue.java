package io.github.holoseg.model.torch;

/**
 * A value of a pickle that is allowed and of no interest, such as the device a network was trained
 * on. Immutable for users; equal only to itself.
 */
public class OpaqueValue {
  private final String type;

  OpaqueValue(String type) {
    this.type = type;
  }

  /** Its full Python name, e.g. {@code torch.device}. */
  public final String type() {
    return type;
  }

  @Override
  public String toString() {
    return type;
  }
}
