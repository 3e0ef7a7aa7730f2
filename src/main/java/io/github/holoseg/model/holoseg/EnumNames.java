package io.github.holoseg.model.holoseg;

import java.util.Arrays;
import java.util.List;

/** Enum constants as JSON spells them: {@code GAUSSIAN_MONAI} is {@code gaussianMonai}. */
final class EnumNames {
  private EnumNames() {}

  static String of(Enum<?> constant) {
    StringBuilder name = new StringBuilder();
    boolean upper = false;
    for (char c : constant.name().toCharArray()) {
      if (c == '_') {
        upper = true;
      } else {
        name.append(upper ? c : Character.toLowerCase(c));
        upper = false;
      }
    }
    return name.toString();
  }

  /** All names of a type, in the order of its constants. */
  static <E extends Enum<E>> List<String> of(Class<E> type) {
    return Arrays.stream(type.getEnumConstants()).map(EnumNames::of).toList();
  }
}
