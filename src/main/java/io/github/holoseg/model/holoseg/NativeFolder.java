package io.github.holoseg.model.holoseg;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.holoseg.model.GoldenTest;
import io.github.holoseg.model.ModelSpec;
import io.github.holoseg.model.NetworkSpec.DataFile;
import io.github.holoseg.model.NetworkSpec.Weights;
import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.task.ProgressListener;
import io.github.holoseg.task.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Makes folders of our own format of models that were read in any other. */
public final class NativeFolder {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private final Path target;
  private final Map<Path, Path> places = new LinkedHashMap<>();
  private final Set<String> names =
      new HashSet<>(Set.of(HolosegFormat.FILE_NAME, "holoseg-origin.json"));

  private NativeFolder(Path target) {
    this.target = target;
  }

  /**
   * Copies the weights and golden values of a model and writes its description.
   *
   * @param spec ready to run
   * @param target an absent or empty folder; what was written stays there if it fails
   * @return the same model with its files in {@code target}
   */
  public static ModelSpec copy(
      ModelSpec spec, Path target, ProgressListener progress, CancellationToken cancel)
      throws IOException {
    Files.createDirectories(target);
    Path folder = target.toRealPath();
    NativeFolder copy = new NativeFolder(folder);
    copy.plan(spec);
    int done = 0;
    for (Map.Entry<Path, Path> file : copy.places.entrySet()) {
      cancel.throwIfCancelled();
      progress.onProgress(Stage.WRITE, done++, copy.places.size());
      Files.createDirectories(file.getValue().getParent());
      Files.copy(file.getKey(), file.getValue(), StandardCopyOption.COPY_ATTRIBUTES);
    }
    new HolosegFormat().write(spec, folder.resolve(HolosegFormat.FILE_NAME), copy.places);
    progress.onProgress(Stage.WRITE, done, copy.places.size());
    return new HolosegFormat().load(folder);
  }

  /**
   * Adds golden values to a folder of our own format; their files are copied.
   *
   * @return the model with them
   */
  public static ModelSpec addTests(Path folder, List<GoldenTest> tests) throws IOException {
    Path real = folder.toRealPath();
    HolosegFormat format = new HolosegFormat();
    if (!tests.isEmpty()) {
      NativeFolder copy = new NativeFolder(real);
      copy.planTests(tests);
      for (Map.Entry<Path, Path> file : copy.places.entrySet()) {
        Files.createDirectories(file.getValue().getParent());
        Files.copy(file.getKey(), file.getValue());
      }
      Path file = real.resolve(HolosegFormat.FILE_NAME);
      ObjectNode json = (ObjectNode) JSON.readTree(file.toFile());
      json.set("tests", SpecWriter.tests(tests, new WrittenFile(file, copy.places)));
      format.replace(file, json);
    }
    return format.describe(real);
  }

  /** Gives the model in a folder of our own format another id. */
  public static void rename(Path folder, String id) throws IOException {
    Path file = folder.resolve(HolosegFormat.FILE_NAME).toAbsolutePath();
    ObjectNode json = (ObjectNode) JSON.readTree(file.toFile());
    json.put("id", id);
    new HolosegFormat().replace(file, json);
  }

  private void plan(ModelSpec spec) {
    spec.networks().forEach(network -> network.weights().forEach(this::plan));
    planTests(spec.tests());
  }

  private void plan(Weights weights) {
    if (weights.externalData().isEmpty()) {
      place(weights.file(), "");
      return;
    }
    // The ONNX file names these beside it, so that all of them keep their names.
    String inside = places.isEmpty() ? "" : "network" + places.size() + "/";
    Path parent = weights.file().getParent();
    place(weights.file(), inside);
    for (DataFile data : weights.externalData()) {
      String name = inside + parent.relativize(data.file()).toString().replace('\\', '/');
      names.add(name.toLowerCase(Locale.ROOT));
      places.putIfAbsent(data.file(), target.resolve(name));
    }
  }

  private void planTests(List<GoldenTest> tests) {
    for (int i = 0; i < tests.size(); i++) {
      String inside = "tests/" + (i + 1) + "/";
      GoldenTest test = tests.get(i);
      if (test instanceof GoldenTest.Case c) {
        c.images().forEach(image -> place(image, inside));
        place(c.preprocessed(), inside);
        place(c.scores(), inside);
        place(c.labels(), inside);
      } else if (test instanceof GoldenTest.Tensors t) {
        place(t.input(), inside);
        place(t.output(), inside);
      }
    }
  }

  private void place(Path file, String inside) {
    if (file == null || places.containsKey(file)) {
      return;
    }
    String name = inside + file.getFileName();
    for (int n = 2; !names.add(name.toLowerCase(Locale.ROOT)); n++) {
      name = inside + n + "_" + file.getFileName();
    }
    places.put(file, target.resolve(name));
  }
}
