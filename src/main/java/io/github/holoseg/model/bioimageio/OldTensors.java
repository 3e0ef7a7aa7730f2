package io.github.holoseg.model.bioimageio;

import io.github.holoseg.model.ModelFormatException;
import io.github.holoseg.model.bioimageio.Axis.Kind;
import io.github.holoseg.model.document.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Tensors as format version 0.4 describes them: a letter for each axis, shapes as lists. */
final class OldTensors {
  private OldTensors() {}

  static Tensor input(Field root, Field tensor) throws ModelFormatException {
    String letters = letters(tensor);
    Field shape = tensor.get("shape");
    boolean free = shape.isObject();
    List<Field> min = (free ? shape.get("min") : shape).items(letters.length());
    List<Field> step = free ? shape.get("step").items(letters.length()) : List.of();
    List<Axis> axes = new ArrayList<>();
    for (int i = 0; i < letters.length(); i++) {
      int size = min.get(i).whole(1, 1 << 14);
      int by = free ? step.get(i).whole(0, 1 << 14) : 0;
      axes.add(axis(min.get(i), letters.charAt(i), by == 0 ? size : 0, size, by, 0));
    }
    return tensor(tensor, axes, "preprocessing", test(root, "test_inputs"));
  }

  static Tensor output(Field root, Field tensor, Tensor input) throws ModelFormatException {
    String letters = letters(tensor);
    Field shape = tensor.get("shape");
    boolean relative = shape.isObject();
    if (relative && !shape.get("reference_tensor").text().equals(input.id())) {
      throw shape.get("reference_tensor").bad("must be the input, '" + input.id() + "'");
    }
    Optional<Field> halo = tensor.find("halo");
    List<Axis> axes = new ArrayList<>();
    for (int i = 0; i < letters.length(); i++) {
      int cut = halo.isPresent() ? halo.get().items(letters.length()).get(i).whole(0, 1 << 13) : 0;
      char letter = letters.charAt(i);
      Field at = (relative ? shape.get("offset") : shape).items(letters.length()).get(i);
      int fixed = relative ? relative(shape, at, i, letter, input) : at.whole(1, 1 << 16);
      axes.add(axis(at, letter, fixed, 1, 1, cut));
    }
    return tensor(tensor, axes, "postprocessing", test(root, "test_outputs"));
  }

  /** The size of a relative axis, 0 if it is that of a free input axis. */
  private static int relative(Field shape, Field offset, int i, char letter, Tensor input)
      throws ModelFormatException {
    Field scales = shape.get("scale");
    Field scale = scales.items().size() > i ? scales.items().get(i) : scales;
    double factor = scale.isNull() ? 0 : scale.number();
    double twice = 2 * offset.number();
    if (factor == 0) {
      return (int) twice;
    }
    Axis reference =
        i < input.axes().size() && input.letters().charAt(i) == letter ? input.axes().get(i) : null;
    if (letter == 'c' && reference != null) {
      return (int) (reference.fixed() * factor + twice);
    }
    if (reference == null || factor != 1 || twice != 0) {
      throw scale.error(
          "and its offset make the output of another size or order than the input; only networks"
              + " whose output has a voxel for each input voxel are run");
    }
    return reference.fixed();
  }

  private static String letters(Field tensor) throws ModelFormatException {
    Field axes = tensor.get("axes");
    String letters = axes.text();
    if (!letters.matches("[bitczyx]+")) {
      throw axes.bad("must be letters of b, i, t, c, z, y, x");
    }
    if (letters.matches(".*[it].*")) {
      throw axes.bad("must have no time or index axis; such networks are not run");
    }
    return letters;
  }

  private static Axis axis(Field field, char letter, int fixed, int min, int step, int halo) {
    Kind kind = letter == 'b' ? Kind.BATCH : letter == 'c' ? Kind.CHANNEL : Kind.SPACE;
    return new Axis(
        field, String.valueOf(letter), kind, fixed, min, step, halo, Double.NaN, List.of());
  }

  private static Tensor tensor(Field tensor, List<Axis> axes, String processing, PackageFile test)
      throws ModelFormatException {
    return new Tensor(
        tensor,
        tensor.get("name").text(),
        axes,
        tensor.get("data_type").text(),
        Ranges.of(tensor.find("data_range")),
        Step.list(tensor, processing, "name"),
        test);
  }

  private static PackageFile test(Field root, String role) throws ModelFormatException {
    Optional<Field> list = root.find(role);
    if (list.isEmpty() || list.get().items().isEmpty()) {
      return null;
    }
    return PackageFile.of(list.get().items(1).get(0));
  }
}
