package io.github.holoseg.model.nnunet;

import io.github.holoseg.model.ModelFormatException;
import io.github.holoseg.model.PostprocessStep;
import io.github.holoseg.volume.Label;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * {@code postprocessing.json} in the model's folder: clean-up that nnU-Net found to help in
 * cross-validation.
 *
 * <p>nnU-Net's prediction leaves it to a second command; a file that someone put beside plans.json
 * is taken as the wish to have it done. The {@code .pkl} of the same name says the same as Python
 * objects and is not read.
 */
final class PostprocessingFile {
  private static final String NAME = "postprocessing.json";
  private static final String PICKLE = "postprocessing.pkl";
  private static final String FUNCTION = "remove_all_but_largest_component_from_segmentation";

  private PostprocessingFile() {}

  /** Empty if there is no such file. */
  static List<PostprocessStep> steps(Path folder, List<Label> labels) throws IOException {
    Path file = folder.resolve(NAME);
    if (!Files.isRegularFile(file)) {
      if (Files.isRegularFile(folder.resolve(PICKLE))) {
        throw new ModelFormatException(
            folder.resolve(PICKLE),
            "needs the " + NAME + " that nnU-Net writes beside it; copy that too, or remove both");
      }
      return List.of();
    }
    Field root = Field.read(file);
    List<Field> functions = root.get("postprocessing_fns").items();
    List<Field> arguments = root.get("postprocessing_kwargs").items(functions.size());
    List<PostprocessStep> steps = new ArrayList<>();
    for (int i = 0; i < functions.size(); i++) {
      if (!functions.get(i).text().equals(FUNCTION)) {
        throw functions.get(i).bad("Holoseg knows " + FUNCTION + " only");
      }
      steps.add(step(arguments.get(i), labels));
    }
    return steps;
  }

  private static PostprocessStep step(Field arguments, List<Label> labels) throws IOException {
    for (Map.Entry<String, Field> e : arguments.fields().entrySet()) {
      boolean background = e.getKey().equals("background_label");
      if (!background && !e.getKey().equals("labels_or_regions")) {
        throw e.getValue().bad("an argument that Holoseg does not know");
      }
      if (background) {
        e.getValue().whole(0, 0);
      }
    }
    TreeSet<Integer> values = new TreeSet<>();
    collect(arguments.get("labels_or_regions"), values);
    // A label that no voxel can have adds nothing to the mask.
    List<String> names =
        labels.stream().filter(l -> values.contains(l.value())).map(Label::name).toList();
    if (names.isEmpty()) {
      throw arguments.get("labels_or_regions").bad("must name labels of the model");
    }
    return new PostprocessStep.KeepLargestTogether(names);
  }

  private static void collect(Field field, TreeSet<Integer> values) throws IOException {
    if (!field.isList()) {
      values.add(field.whole(1, 65535));
      return;
    }
    for (Field item : field.items()) {
      collect(item, values);
    }
  }
}
