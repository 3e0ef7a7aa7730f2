package io.github.holoseg.model.nnunet;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.holoseg.model.ModelFormatException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * {@code plans.json}: what nnU-Net worked out from a data set. Immutable.
 *
 * <p>Axes are those of nnU-Net's arrays: z, y, x of the file (or of the scan turned to RAS), then
 * transposed by {@code transpose_forward}.
 */
final class Plans {
  private static final String DEFAULT_PREPROCESSOR = "DefaultPreprocessor";
  private static final String DEFAULT_LABEL_MANAGER = "LabelManager";

  private final Field root;

  private Plans(Field root) {
    this.root = root;
  }

  static Plans read(Path file) throws IOException {
    return new Plans(Field.read(file));
  }

  Path file() {
    return root.file();
  }

  Optional<String> datasetName() {
    return root.find("dataset_name").filter(f -> f.node().isTextual()).map(f -> f.node().asText());
  }

  /** Letters of the transposed axes, slowest first: {@code zyx} if nothing is transposed. */
  String axes() throws IOException {
    StringBuilder axes = new StringBuilder();
    Field field = root.get("transpose_forward");
    for (Field axis : field.items(3)) {
      axes.append("zyx".charAt(axis.whole(0, 2)));
    }
    if (axes.chars().distinct().count() != 3) {
      throw field.bad("must list 0, 1 and 2 in some order");
    }
    return axes.toString();
  }

  /** The orientation that the reader named in the plans gives; null: the axes as stored. */
  String orientation() throws IOException {
    Field reader = root.get("image_reader_writer");
    return switch (reader.text()) {
      case "SimpleITKIO", "NibabelIO", "Tiff3DIO" -> null;
      case "NibabelIOWithReorient", "SimpleITKIOWithReorient" -> "RAS";
      default ->
          throw reader.bad(
              "which Holoseg has no counterpart for; it has SimpleITKIO, SimpleITKIOWithReorient,"
                  + " NibabelIO, NibabelIOWithReorient and Tiff3DIO");
    };
  }

  /** Statistics of the values inside structures, of one channel. */
  Field intensities(int channel) throws IOException {
    String name = "foreground_intensity_properties_per_channel";
    String old = "foreground_intensity_properties_by_modality";
    Field all = root.get(!root.has(name) && root.has(old) ? old : name);
    return all.get(String.valueOf(channel));
  }

  /**
   * A configuration with all that it inherits.
   *
   * @throws ModelFormatException if it is not there, or inherits from itself
   */
  Field configuration(String name) throws IOException {
    requireOwnClasses();
    Field all = root.get("configurations");
    ObjectNode merged = resolve(all, name, new LinkedHashSet<>());
    Field result = Field.of(file(), merged).at("/configurations/" + name);
    Optional<Field> preprocessor = result.find("preprocessor_name");
    if (preprocessor.isPresent() && !preprocessor.get().text().equals(DEFAULT_PREPROCESSOR)) {
      throw preprocessor.get().bad("Holoseg knows " + DEFAULT_PREPROCESSOR + " only");
    }
    return result;
  }

  private void requireOwnClasses() throws IOException {
    Optional<Field> manager = root.find("label_manager");
    if (manager.isPresent() && !manager.get().text().equals(DEFAULT_LABEL_MANAGER)) {
      throw manager.get().bad("Holoseg knows " + DEFAULT_LABEL_MANAGER + " only");
    }
  }

  private ObjectNode resolve(Field all, String name, Set<String> visited) throws IOException {
    if (!all.has(name)) {
      List<String> known = new ArrayList<>(all.fields().keySet());
      throw new ModelFormatException(
          file(), "/configurations has no '" + name + "'; it has " + String.join(", ", known));
    }
    Field own = all.get(name);
    if (!own.node().isObject()) {
      throw own.bad("must be an object {…}");
    }
    if (!visited.add(name)) {
      throw own.bad("inherits from itself by " + String.join(", ", visited));
    }
    if (!own.has("inherits_from")) {
      return own.node().deepCopy();
    }
    ObjectNode merged = resolve(all, own.get("inherits_from").text(), visited);
    own.node().properties().forEach(e -> merged.set(e.getKey(), e.getValue()));
    return merged;
  }
}
