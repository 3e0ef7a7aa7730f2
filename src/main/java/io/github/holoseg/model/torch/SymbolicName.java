package io.github.holoseg.model.torch;

/**
 * A Python function or class that a pickle names; nothing stands behind it.
 *
 * @param module e.g. {@code acvl_utils.morphology.morphology_helper}
 * @param name within the module
 */
public record SymbolicName(String module, String name) {
  /** Module and name, with a point between them. */
  public String fullName() {
    return module + "." + name;
  }
}
