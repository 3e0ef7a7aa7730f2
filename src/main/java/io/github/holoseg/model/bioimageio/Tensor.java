package io.github.holoseg.model.bioimageio;

import io.github.holoseg.model.ModelFormatException;
import io.github.holoseg.model.bioimageio.Axis.Kind;
import io.github.holoseg.model.document.Field;
import java.util.List;

/**
 * The input or output tensor of a model, the same for both format versions.
 *
 * @param field where it stands
 * @param id its name
 * @param axes in the order of the tensor
 * @param type element type, for example {@code float32}
 * @param range {min, max} of its values as stated, infinite where not; null if nothing is stated
 * @param steps what is done before or after the network, in order
 * @param test the test tensor's file; null if there is none
 */
record Tensor(
    Field field,
    String id,
    List<Axis> axes,
    String type,
    double[] range,
    List<Step> steps,
    PackageFile test) {
  Tensor {
    axes = List.copyOf(axes);
    steps = List.copyOf(steps);
  }

  /** The axes of the image, slowest first. */
  List<Axis> space() {
    return axes.stream().filter(axis -> axis.kind() == Kind.SPACE).toList();
  }

  Axis channel() {
    return axes.stream().filter(axis -> axis.kind() == Kind.CHANNEL).findFirst().orElseThrow();
  }

  /** Refuses an axis that is not that of the channels. */
  void requireChannels(Field axis) throws ModelFormatException {
    if (!axis.text().equals(channel().id())) {
      throw axis.bad("must be the axis of the channels, " + channel().id());
    }
  }

  /** For example {@code bczyx}. */
  String letters() {
    StringBuilder letters = new StringBuilder();
    for (Axis axis : axes) {
      letters.append(
          switch (axis.kind()) {
            case BATCH -> "b";
            case CHANNEL -> "c";
            case SPACE -> axis.id();
          });
    }
    return letters.toString();
  }

  /**
   * Refuses other orders of axes than batch, channels, two or three of x, y, z.
   *
   * @return this
   */
  Tensor inOrder() throws ModelFormatException {
    String letters = letters();
    if (!letters.matches("bc[xyz]{2,3}") || letters.chars().distinct().count() < letters.length()) {
      throw field.error(
          "has the axes '"
              + letters
              + "'; only networks of batch, channels and two or three of x, y, z, in this order,"
              + " are run: export it with such tensors");
    }
    return this;
  }
}
