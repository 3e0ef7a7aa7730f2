package io.github.holoseg.model.monai;

import io.github.holoseg.model.ModelFormatException;
import io.github.holoseg.model.document.Field;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * An object of a configuration with a {@code _target_}: a class of MONAI and its arguments.
 * Arguments are looked at one by one; {@link #noOthers} then refuses what was not looked at. Not
 * thread-safe.
 */
final class Component {
  private static final String TARGET = "_target_";
  private static final String DISABLED = "_disabled_";

  private final Config config;
  private final Field field;
  private final String name;
  private final Set<String> seen = new HashSet<>(Set.of(TARGET, DISABLED, "_desc_"));

  private Component(Config config, Field field, String name) {
    this.config = config;
    this.field = field;
    this.name = name;
  }

  /**
   * The component that a field stands for; nothing if it is disabled, which MONAI leaves out.
   *
   * @throws ModelFormatException if it is no component, or of another package than MONAI
   */
  static Optional<Component> of(Config config, Field unresolved) throws IOException {
    Field field = config.resolve(unresolved);
    if (!field.isObject() || !field.has(TARGET)) {
      throw field.bad("must be an object with a " + TARGET);
    }
    Field target = field.get(TARGET);
    String full = target.text();
    if (field.find(DISABLED).isPresent() && isTrue(config.resolve(field.get(DISABLED)))) {
      return Optional.empty();
    }
    boolean known = full.matches("[A-Za-z_]\\w*") || full.matches("monai\\.[A-Za-z_][\\w.]*");
    if (!known) {
      throw target.bad("which is no class of MONAI; other code is never run");
    }
    Optional<Field> mode = field.find("_mode_");
    if (mode.isPresent() && !"default".equals(config.resolve(mode.get()).node().asText())) {
      throw mode.get().bad("must be \"default\"");
    }
    Component component =
        new Component(config, field, dictionaryName(full.substring(full.lastIndexOf('.') + 1)));
    component.seen.add("_mode_");
    return Optional.of(component);
  }

  /** MONAI's rule: the text true in any case, or what Python takes for true. */
  private static boolean isTrue(Field flag) throws IOException {
    if (flag.isText()) {
      return flag.node().textValue().strip().equalsIgnoreCase("true");
    }
    return flag.flag();
  }

  /** {@code LoadImageD} and {@code LoadImageDict} are other names of {@code LoadImaged}. */
  private static String dictionaryName(String name) {
    if (name.endsWith("Dict")) {
      return name.substring(0, name.length() - 4) + "d";
    }
    return name.endsWith("D") ? name.substring(0, name.length() - 1) + "d" : name;
  }

  /** The class's name without its package. */
  String name() {
    return name;
  }

  Field field() {
    return field;
  }

  /** An argument, references followed; nothing if it is absent or null. */
  Optional<Field> find(String argument) throws IOException {
    seen.add(argument);
    Optional<Field> found = field.find(argument);
    if (found.isEmpty()) {
      return found;
    }
    Field value = config.resolve(found.get());
    return value.isNull() ? Optional.empty() : Optional.of(value);
  }

  Field get(String argument) throws IOException {
    Optional<Field> value = find(argument);
    return value.isPresent() ? value.get() : field.get(argument);
  }

  /** One of the arguments that may be given as a list, one for each key. */
  Optional<Field> perKey(String argument, int key) throws IOException {
    Optional<Field> value = find(argument);
    if (value.isEmpty() || !value.get().isList()) {
      return value;
    }
    List<Field> items = config.items(value.get());
    if (key >= items.size()) {
      throw value.get().bad("must have one value for each key");
    }
    return items.get(key).isNull() ? Optional.empty() : Optional.of(items.get(key));
  }

  /** An argument's text as it stands there, expressions too. */
  Optional<String> raw(String argument) {
    seen.add(argument);
    return field.find(argument).filter(Field::isText).map(f -> f.node().textValue().strip());
  }

  boolean flag(String argument, boolean absent) throws IOException {
    Optional<Field> value = find(argument);
    return value.isPresent() ? value.get().flag() : absent;
  }

  double number(String argument, double absent) throws IOException {
    Optional<Field> value = find(argument);
    return value.isPresent() ? value.get().number() : absent;
  }

  List<Field> items(String argument) throws IOException {
    return config.items(get(argument));
  }

  List<String> keys() throws IOException {
    List<String> keys = new ArrayList<>();
    for (Field key : items("keys")) {
      keys.add(key.text());
    }
    if (keys.isEmpty()) {
      throw get("keys").bad("must name what the transform works on");
    }
    return keys;
  }

  /** Refuses an argument unless it is absent or has one of the values, written as JSON. */
  void require(String argument, String... allowed) throws IOException {
    Optional<Field> value = find(argument);
    if (value.isPresent() && !Set.of(allowed).contains(value.get().node().toString())) {
      throw value
          .get()
          .bad(
              allowed.length == 0
                  ? "must be left out; " + name + " with it is not supported"
                  : "must be " + String.join(" or ", allowed) + "; other values are not supported");
    }
  }

  /** Refuses a type that would change values; expressions such as {@code $torch.float32} count. */
  void requireFloat32(String argument) throws IOException {
    Optional<String> text = raw(argument);
    if (text.isPresent() && text.get().matches("\\$?((torch|np|numpy)\\.)?float32")) {
      return;
    }
    Optional<Field> value = find(argument);
    if (value.isPresent()) {
      throw value.get().bad("must be float32; other types change values");
    }
  }

  /** Refuses every argument that was neither looked at nor is among those without effect. */
  void noOthers(String... withoutEffect) throws IOException {
    for (Map.Entry<String, Field> argument : field.fields().entrySet()) {
      if (!seen.contains(argument.getKey()) && !Set.of(withoutEffect).contains(argument.getKey())) {
        throw argument.getValue().error("is an argument of " + name + " that is not supported");
      }
    }
  }
}
