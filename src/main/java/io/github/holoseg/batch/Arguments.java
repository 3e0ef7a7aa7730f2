package io.github.holoseg.batch;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * One call of an {@link Operation}: its parameters with checked values. Immutable.
 *
 * <p>Whatever door the values came through, they end here, and from here they are printed as a
 * macro line or a command line that gives equal arguments when read again. Values equal to their
 * default are not kept and not printed, but for the model.
 */
public final class Arguments {
  private static final Pattern SHELL_SAFE = Pattern.compile("[A-Za-z0-9_./:,@%+=-]+");

  private final Operation operation;
  private final Map<Parameter, String> values;

  private Arguments(Operation operation, Map<Parameter, String> values) {
    this.operation = operation;
    this.values = values;
  }

  /**
   * @param texts by key; keys in any case; an empty text means the default
   * @throws UsageException for an unknown key, a bad value or a missing one
   */
  public static Arguments of(Operation operation, Map<String, String> texts) {
    return of(operation, texts, Set.of());
  }

  /**
   * As above, for a caller that brings some values by other means, such as an open image.
   *
   * @param brought parameters that need not be among the texts
   */
  public static Arguments of(
      Operation operation, Map<String, String> texts, Set<Parameter> brought) {
    EnumMap<Parameter, String> values = new EnumMap<>(Parameter.class);
    texts.forEach(
        (key, text) -> {
          Parameter parameter = parameter(operation, key);
          String value = parameter.normalise(text == null ? "" : text);
          if (!value.equals(parameter.defaultValue())) {
            values.put(parameter, value);
          }
        });
    if (operation.parameters().contains(Parameter.MODEL)) {
      // Another version may have another default; a printed line shall still do the same.
      values.putIfAbsent(Parameter.MODEL, Parameter.MODEL.defaultValue());
    }
    for (Parameter parameter : operation.parameters()) {
      if (operation.requires(parameter)
          && !values.containsKey(parameter)
          && !brought.contains(parameter)) {
        throw new UsageException(
            "'"
                + operation.word()
                + "' needs "
                + parameter.key()
                + "=…: "
                + parameter.help()
                + ".");
      }
    }
    return new Arguments(operation, Collections.unmodifiableMap(values));
  }

  /**
   * Reads an ImageJ macro's option string.
   *
   * @throws UsageException saying what is wrong with it
   */
  public static Arguments parse(Operation operation, String macroOptions) {
    return of(operation, MacroText.parse(macroOptions));
  }

  /** As above; see {@link #of(Operation, Map, Set)}. */
  public static Arguments parse(Operation operation, String macroOptions, Set<Parameter> brought) {
    return of(operation, MacroText.parse(macroOptions), brought);
  }

  private static Parameter parameter(Operation operation, String key) {
    for (Parameter parameter : operation.parameters()) {
      if (parameter.key().equals(key.toLowerCase(Locale.ROOT))) {
        return parameter;
      }
    }
    String known =
        operation.parameters().stream().map(Parameter::key).collect(Collectors.joining(", "));
    throw new UsageException(
        "'"
            + operation.word()
            + "' has no option '"
            + key
            + "'; "
            + (known.isEmpty() ? "it takes none." : "use " + known + "."));
  }

  public Operation operation() {
    return operation;
  }

  /** The value, or the parameter's default. */
  public String text(Parameter parameter) {
    return values.getOrDefault(parameter, parameter.defaultValue());
  }

  /** The value, if it is not empty. */
  public Optional<String> optional(Parameter parameter) {
    return Optional.of(text(parameter)).filter(t -> !t.isEmpty());
  }

  /**
   * @return empty when not given
   * @throws UsageException if the system has no such path
   */
  public Optional<Path> path(Parameter parameter) {
    try {
      return optional(parameter).map(Path::of);
    } catch (InvalidPathException e) {
      throw new UsageException(
          parameter.key() + "='" + text(parameter) + "' is no path: " + e.getReason() + ".");
    }
  }

  public boolean flag(Parameter parameter) {
    return text(parameter).equals("true");
  }

  public int integer(Parameter parameter) {
    return Integer.parseInt(text(parameter));
  }

  public List<String> list(Parameter parameter) {
    return optional(parameter).map(t -> List.of(t.split(","))).orElse(List.of());
  }

  /** Key and value of all parameters, defaults included, in the operation's order. */
  public Map<String, String> all() {
    Map<String, String> all = new LinkedHashMap<>();
    operation.parameters().forEach(p -> all.put(p.key(), text(p)));
    return all;
  }

  /** The option string of a macro, for example {@code input=[/my ct/a.nii] output=/out/a.nii}. */
  public String toMacroOptions() {
    return operation.parameters().stream()
        .filter(values::containsKey)
        .map(p -> p.key() + "=" + MacroText.quote(values.get(p)))
        .collect(Collectors.joining(" "));
  }

  /** The macro line that repeats this call. */
  public String toMacroLine() {
    String options = toMacroOptions();
    return "run("
        + MacroText.literal(operation.label())
        + (options.isEmpty() ? "" : ", " + MacroText.literal(options))
        + ");";
  }

  /** The words that follow {@code holoseg} on a command line. */
  public List<String> toWords() {
    List<String> words = new ArrayList<>(List.of(operation.word().split(" ")));
    int first = words.size();
    Parameter positional = operation.positional();
    for (Parameter parameter : operation.parameters()) {
      String value = values.get(parameter);
      if (value == null || parameter == positional) {
        continue;
      }
      words.add(
          "--" + parameter.key() + (parameter.kind() == Parameter.Kind.FLAG ? "" : "=" + value));
    }
    String value = positional == null ? null : values.get(positional);
    if (value != null) {
      // In front it reads best; behind "--" it may begin with a dash.
      words.addAll(
          value.startsWith("-") ? words.size() : first,
          value.startsWith("-") ? List.of("--", value) : List.of(value));
    }
    return words;
  }

  /** The line for a POSIX shell that repeats this call. */
  public String toCommandLine() {
    return toWords().stream()
        .map(Arguments::shellWord)
        .collect(Collectors.joining(" ", "holoseg ", ""));
  }

  private static String shellWord(String word) {
    return SHELL_SAFE.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof Arguments a && operation == a.operation && values.equals(a.values);
  }

  @Override
  public int hashCode() {
    return operation.hashCode() * 31 + values.hashCode();
  }

  @Override
  public String toString() {
    return operation.word() + " " + toMacroOptions();
  }
}
