package io.github.holoseg.model.torch;

import io.github.holoseg.model.ModelFormatException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/**
 * Reads bare pickles without running anything from them, e.g. nnU-Net's {@code postprocessing.pkl}:
 * a tuple of a list of functions and a list of their keyword arguments ({@code
 * nnunetv2/postprocessing/remove_connected_components.py}).
 */
public final class PickleReader {
  private static final long LARGEST = 64L << 20;

  private PickleReader() {}

  /**
   * @param file protocol 2 to 5
   * @param allowed full names of functions and classes that may occur, beside NumPy numbers and
   *     Python's containers; they come out as {@link SymbolicName}, and calling one is refused
   * @return values as in {@link TorchCheckpoint#root}, free of cycles
   * @throws ModelFormatException if it is no pickle, or names anything else
   */
  public static Object read(Path file, Set<String> allowed) throws IOException {
    PickleNames symbols =
        (module, name) ->
            allowed.contains(module + "." + name)
                ? Optional.of(new SymbolicName(module, name))
                : Optional.empty();
    try (FileBytes bytes = FileBytes.open(file)) {
      if (bytes.size() > LARGEST) {
        throw new Refusal("is larger than the " + (LARGEST >> 20) + " MB that a pickle may have");
      }
      PickleBudget budget = new PickleBudget();
      PickleInput in = new PickleInput(bytes, 0, bytes.size(), budget);
      return new PickleMachine(
              in, budget, new CommonNames().or(symbols), PersistentIds.NONE, "the pickle")
          .run();
    } catch (Refusal e) {
      throw new ModelFormatException(file, e.getMessage());
    }
  }
}
