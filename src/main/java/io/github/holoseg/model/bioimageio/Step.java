package io.github.holoseg.model.bioimageio;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.holoseg.model.ModelFormatException;
import io.github.holoseg.model.document.Field;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A processing step and its arguments. Arguments are looked at one by one; {@link #noOthers} then
 * refuses what was not looked at. Not thread-safe.
 */
final class Step {
  private final Field field;
  private final String name;
  private final Field arguments;
  private final Set<String> seen = new HashSet<>();
  private Field castTo;

  private Step(Field field, String name, Field arguments) {
    this.field = field;
    this.name = name;
    this.arguments = arguments;
  }

  /**
   * The steps that a tensor states, which may be none; a list of its own.
   *
   * @param processing the name of the list
   * @param key what a step's name is called: {@code name} in 0.4, {@code id} in 0.5
   */
  static List<Step> list(Field tensor, String processing, String key) throws ModelFormatException {
    List<Step> steps = new ArrayList<>();
    if (tensor.has(processing)) {
      for (Field step : tensor.get(processing).items()) {
        steps.add(of(step, key));
      }
    }
    return steps;
  }

  private static Step of(Field field, String key) throws ModelFormatException {
    if (!field.isObject()) {
      throw field.bad("must be an object with " + key + " and kwargs");
    }
    String name = field.get(key).text();
    Optional<Field> stated = field.find("kwargs");
    Field arguments =
        stated.orElseGet(() -> field.standingFor(JsonNodeFactory.instance.objectNode()));
    arguments.fields();
    return new Step(field, name, arguments);
  }

  /**
   * A cast that the specification adds by itself.
   *
   * @param type where the type is stated, standing for its text
   */
  static Step cast(Field type) {
    Step step =
        new Step(type, "ensure_dtype", type.standingFor(JsonNodeFactory.instance.objectNode()));
    step.castTo = type;
    return step;
  }

  String name() {
    return name;
  }

  Field field() {
    return field;
  }

  boolean is(String other) {
    return name.equals(other);
  }

  /** An argument; nothing if it is absent or null. */
  Optional<Field> find(String argument) {
    seen.add(argument);
    return arguments.find(argument);
  }

  Field get(String argument) throws ModelFormatException {
    seen.add(argument);
    return castTo != null && argument.equals("dtype") ? castTo : arguments.get(argument);
  }

  double number(String argument, double absent) throws ModelFormatException {
    seen.add(argument);
    return arguments.number(argument, absent);
  }

  /** 0.4: where a step of normalising takes mean and deviation from. */
  String mode() throws ModelFormatException {
    seen.add("mode");
    return arguments.text("mode", "fixed");
  }

  /** A refusal of the step as a whole; the sentence goes on after its name. */
  ModelFormatException error(String problem) {
    return field.error("(" + name + ") " + problem);
  }

  /** Refuses every argument that was not looked at. */
  void noOthers() throws ModelFormatException {
    for (Map.Entry<String, Field> argument : arguments.fields().entrySet()) {
      if (!seen.contains(argument.getKey()) && !argument.getValue().isNull()) {
        throw argument.getValue().error("is an argument of " + name + " that is not known");
      }
    }
  }
}
