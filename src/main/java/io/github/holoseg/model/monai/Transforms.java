package io.github.holoseg.model.monai;

import io.github.holoseg.model.document.Field;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A {@code Compose} as the list of its transforms, in order, without the disabled ones. */
final class Transforms {
  private static final int MAX_DEPTH = 10;

  private Transforms() {}

  static List<Component> of(Config config, Field field) throws IOException {
    List<Component> all = new ArrayList<>();
    add(config, field, all, 0);
    return all;
  }

  private static void add(Config config, Field unresolved, List<Component> all, int depth)
      throws IOException {
    Field field = config.resolve(unresolved);
    if (depth > MAX_DEPTH) {
      throw field.error("has Compose within Compose, too deep to be meant");
    }
    if (field.isList()) {
      for (Field item : field.items()) {
        add(config, item, all, depth + 1);
      }
      return;
    }
    Optional<Component> component = Component.of(config, field);
    if (component.isEmpty()) {
      return;
    }
    if (!component.get().name().equals("Compose")) {
      all.add(component.get());
      return;
    }
    Component compose = component.get();
    compose.require("lazy", "false");
    compose.require("overrides");
    Optional<Field> transforms = compose.find("transforms");
    compose.noOthers("map_items", "unpack_items", "log_stats");
    if (transforms.isPresent()) {
      add(config, transforms.get(), all, depth + 1);
    }
  }
}
