package io.github.holoseg.model;

import java.nio.file.Path;
import java.util.Optional;

/**
 * A model folder that was found, usable or not.
 *
 * @param id the model's id; of a folder that cannot be read, the folder's name
 * @param folder where it lies
 * @param format key of the {@link ModelFormat} that reads it, for example {@code holoseg}
 * @param bundled whether it came with Holoseg
 * @param spec what it says, its weights not yet checked; null if it cannot be read
 * @param problem why {@link ModelRepository#load} would not give this one, one sentence; null if it
 *     would
 */
public record InstalledModel(
    String id, Path folder, String format, boolean bundled, ModelSpec spec, String problem) {

  /** Whether it can be loaded by its id, as far as is known without reading its weights. */
  public boolean isUsable() {
    return problem == null;
  }

  public Optional<ModelSpec> description() {
    return Optional.ofNullable(spec);
  }

  InstalledModel withProblem(String sentence) {
    return new InstalledModel(id, folder, format, bundled, spec, sentence);
  }
}
