package io.github.holoseg.model.torch;

import java.util.Optional;

/** Which names a pickle may use. */
@FunctionalInterface
interface PickleNames {
  /**
   * @return a {@link PyFunction}, another value, or nothing if the name is not allowed
   */
  Optional<Object> find(String module, String name);

  /** These, and the other's where they have none. */
  default PickleNames or(PickleNames other) {
    return (module, name) -> find(module, name).or(() -> other.find(module, name));
  }
}
