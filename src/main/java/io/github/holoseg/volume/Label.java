package io.github.holoseg.volume;

import java.util.Objects;
import java.util.Optional;

/**
 * A named structure of a label map.
 *
 * @param value voxel value, 1 to 65535; 0 is background and no label
 * @param name in the field's terms, lower case with underscores, for example {@code femur_left};
 *     left and right are the patient's
 * @param argb display colour 0xAARRGGBB
 * @param concept coded meaning, null if none is known
 */
public record Label(int value, String name, int argb, CodedConcept concept) {
  public Label {
    if (value < 1 || value > 65535) {
      throw new IllegalArgumentException(
          "label '" + name + "' has value " + value + ", must be 1 to 65535");
    }
    Objects.requireNonNull(name, "name");
  }

  /** A label in a colour of its own, chosen from its value. */
  public static Label of(int value, String name) {
    return new Label(value, name, LabelColors.colorOf(value), null);
  }

  /** The name as people read it: spaces for underscores. */
  public String readableName() {
    return name.replace('_', ' ');
  }

  public Optional<CodedConcept> codedConcept() {
    return Optional.ofNullable(concept);
  }
}
