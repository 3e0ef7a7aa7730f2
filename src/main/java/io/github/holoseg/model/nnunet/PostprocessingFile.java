package io.github.holoseg.model.nnunet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.holoseg.model.ModelFormatException;
import io.github.holoseg.model.PostprocessStep;
import io.github.holoseg.model.torch.PickleReader;
import io.github.holoseg.model.torch.SymbolicName;
import io.github.holoseg.volume.Label;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * {@code postprocessing.json} in the model's folder: clean-up that nnU-Net found to help in
 * cross-validation.
 *
 * <p>nnU-Net's prediction leaves it to a second command; a file that someone put beside plans.json
 * is taken as the wish to have it done. The {@code .pkl} of the same name says the same and is read
 * where the JSON file is missing.
 */
final class PostprocessingFile {
  private static final String NAME = "postprocessing.json";
  private static final String PICKLE = "postprocessing.pkl";
  private static final String MODULE = "nnunetv2.postprocessing.remove_connected_components";
  private static final String FUNCTION = "remove_all_but_largest_component_from_segmentation";

  private PostprocessingFile() {}

  /** Empty if there is no such file. */
  static List<PostprocessStep> steps(Path folder, List<Label> labels) throws IOException {
    Path file = folder.resolve(NAME);
    Path pickle = folder.resolve(PICKLE);
    Field root;
    if (Files.isRegularFile(file)) {
      root = Field.read(file);
    } else if (Files.isRegularFile(pickle)) {
      root = Field.of(pickle, asJson(pickle));
    } else {
      return List.of();
    }
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

  /** The pickle is a list of functions and a list of their arguments; the JSON file names them. */
  private static JsonNode asJson(Path pickle) throws IOException {
    Object value = PickleReader.read(pickle, Set.of(MODULE + "." + FUNCTION));
    if (!(value instanceof List<?> both)
        || both.size() != 2
        || !(both.get(0) instanceof List<?> functions)) {
      throw new ModelFormatException(pickle, "is no list of functions and their arguments");
    }
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    ArrayNode names = root.putArray("postprocessing_fns");
    functions.forEach(f -> names.add(f instanceof SymbolicName s ? s.name() : String.valueOf(f)));
    root.set("postprocessing_kwargs", new ObjectMapper().valueToTree(both.get(1)));
    return root;
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
