package io.github.holoseg.model.torch;

import java.util.List;

/** What a name in a pickle may stand for: something of ours that makes a value of arguments. */
@FunctionalInterface
interface PyFunction {
  /**
   * @return a value of the kinds that {@link TorchCheckpoint#root} lists, or a {@link NumpyType}
   */
  Object call(List<Object> arguments, PickleBudget budget) throws Refusal;
}
