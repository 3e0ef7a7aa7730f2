package io.github.holoseg.model.torch;

import java.util.List;

/** A function under the name that the pickle used. */
final class PyName extends OpaqueValue implements PyFunction {
  private final PyFunction function;

  PyName(String fullName, PyFunction function) {
    super(fullName);
    this.function = function;
  }

  @Override
  public Object call(List<Object> arguments, PickleBudget budget) throws Refusal {
    return function.call(arguments, budget);
  }
}
