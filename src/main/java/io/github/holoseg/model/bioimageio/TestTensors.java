package io.github.holoseg.model.bioimageio;

import io.github.holoseg.model.GoldenTest;
import io.github.holoseg.model.GoldenTest.Tensors.OutputIs;
import io.github.holoseg.model.ModelFormatException;
import io.github.holoseg.model.document.Field;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The package's test tensors as golden values. */
final class TestTensors {
  /** bioimageio.core 0.11.0, {@code ReproducibilityTolerance}. */
  private static final double TOLERANCE = 1e-3;

  private TestTensors() {}

  /**
   * @param holds what the output's test tensor holds; null if that is never computed here
   * @param check whether SHA-256 are compared
   * @param notes gets sentences for people
   */
  static List<GoldenTest> of(
      Path folder, Description description, OutputIs holds, boolean check, List<String> notes)
      throws IOException {
    PackageFile input = description.input().test();
    PackageFile output = description.output().test();
    if (input == null || output == null) {
      notes.add("The package has no test tensors.");
      return List.of();
    }
    if (input.isAddress() || output.isAddress()) {
      notes.add("Its test tensors are not in the package, so that they are not compared.");
      return List.of();
    }
    Path in = file(input, folder, check);
    Path out = file(output, folder, check);
    if (holds == null) {
      notes.add(
          "Its test tensors are not compared: they hold scores after steps that labels do not need.");
      return List.of();
    }
    Optional<Field> tolerance = tolerance(description);
    return List.of(
        new GoldenTest.Tensors(
            "test tensors",
            "the package",
            in,
            out,
            holds,
            allowed(tolerance, "absolute_tolerance"),
            allowed(tolerance, "relative_tolerance")));
  }

  private static Path file(PackageFile file, Path folder, boolean check) throws IOException {
    if (!file.source().toLowerCase(Locale.ROOT).endsWith(".npy")) {
      throw file.field().bad("must end with .npy");
    }
    return file.in(folder, check);
  }

  /** The first that is for ONNX weights. */
  private static Optional<Field> tolerance(Description description) throws ModelFormatException {
    Optional<Field> at = description.root().find("config");
    for (String name : List.of("bioimageio", "reproducibility_tolerance")) {
      at = at.isPresent() ? at.get().find(name) : at;
    }
    if (at.isEmpty() || !at.get().isList()) {
      return Optional.empty();
    }
    for (Field item : at.get().items()) {
      boolean forOthers =
          item.has("weights_formats")
              && !item.get("weights_formats").node().isEmpty()
              && !item.get("weights_formats").node().toString().contains("\"onnx\"");
      if (!forOthers) {
        return Optional.of(item);
      }
    }
    return Optional.empty();
  }

  private static double allowed(Optional<Field> tolerance, String name)
      throws ModelFormatException {
    if (tolerance.isEmpty() || !tolerance.get().has(name)) {
      return TOLERANCE;
    }
    double value = tolerance.get().get(name).number();
    if (value < 0) {
      throw tolerance.get().get(name).bad("must not be negative");
    }
    return value;
  }
}
