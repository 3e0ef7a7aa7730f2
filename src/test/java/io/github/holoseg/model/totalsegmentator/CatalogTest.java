package io.github.holoseg.model.totalsegmentator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.holoseg.model.ModelFormat;
import io.github.holoseg.model.ModelFormatException;
import io.github.holoseg.model.ModelParts;
import io.github.holoseg.model.ModelRepository;
import io.github.holoseg.model.ModelSpec;
import io.github.holoseg.model.NetworkSpec.Weights;
import io.github.holoseg.model.ResampleSpec.Coordinates;
import io.github.holoseg.model.StepKind;
import io.github.holoseg.model.WeightFiles;
import io.github.holoseg.testing.ModelSpecs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From data sets' folders to a model that is installed, with nnU-Net's part played by a fake. */
class CatalogTest {
  @TempDir Path folder;

  /** A training folder's name says how many classes and which spacing its network has. */
  private static final class FakeNnunet implements ModelFormat {
    @Override
    public String key() {
      return "nnunet";
    }

    @Override
    public boolean matches(Path folder) {
      return true;
    }

    @Override
    public ModelSpec load(Path folder) throws IOException {
      String[] facts = Files.readString(folder.resolve("facts")).strip().split(" ");
      ModelSpecs specs = new ModelSpecs();
      for (int fold = 0; fold < 2; fold++) {
        Path file = folder.resolve("fold_" + fold + ".onnx");
        specs.weights.add(new Weights(file, WeightFiles.sha256(file)));
      }
      specs.classes = Integer.parseInt(facts[0]);
      double mm = Double.parseDouble(facts[1]);
      specs.spacing = new double[] {mm, mm, mm};
      specs.mirror = List.of(0, 1, 2);
      return specs.build();
    }
  }

  private Task task(String name) {
    return TaskTable.get().task(name);
  }

  private TotalSegmentatorCatalog catalog(Map<String, String> env, Map<String, String> system) {
    return new TotalSegmentatorCatalog(new WeightsPlaces(env::get, system::get), new FakeNnunet());
  }

  private Path dataset(Task task, int part, int classes, double spacing) throws IOException {
    Path dataset = folder.resolve("weights").resolve(task.parts().get(part).folder());
    Path training = Files.createDirectories(dataset.resolve(task.folder()));
    Files.writeString(training.resolve("facts"), classes + " " + spacing);
    Files.writeString(training.resolve("fold_0.onnx"), task.name() + part);
    Files.writeString(training.resolve("fold_1.onnx"), "another fold");
    return dataset;
  }

  private void allOfTotal() throws IOException {
    Task total = task("total");
    for (int i = 0; i < 5; i++) {
      dataset(total, i, total.parts().get(i).values().size(), 1.5);
    }
  }

  private ModelSpec assembled() throws IOException {
    allOfTotal();
    Path target = Files.createDirectories(folder.resolve("models/total"));
    return catalog(Map.of(), Map.of())
        .assemble(task("total"), List.of(folder.resolve("weights")), target);
  }

  @Test
  void fiveNetworksBecomeOneModel() throws IOException {
    ModelSpec spec = assembled();
    ModelSpec loaded = ModelRepository.of(List.of(folder.resolve("models"))).load(spec.id());
    assertThat(loaded.id()).isEqualTo("totalsegmentator-total");
    assertThat(loaded.source()).isEqualTo("totalsegmentator");
    assertThat(loaded.labels()).hasSize(117).isEqualTo(task("total").labels());
    assertThat(loaded.networks()).hasSize(5).allMatch(n -> n.weights().size() == 1);
    assertThat(loaded.roi().source()).isEqualTo("totalsegmentator:total_fastest");
    assertThat(loaded.roi().always()).isFalse();
    for (ModelSpec part : ModelParts.of(loaded)) {
      assertThat(part.order())
          .containsExactly(
              StepKind.ORIENT, StepKind.RESAMPLE, StepKind.CROP, StepKind.NORMALIZE, StepKind.PAD);
      assertThat(part.geometry().orientation()).isEqualTo("RAS");
      assertThat(part.geometry().image().coordinates()).isEqualTo(Coordinates.CORNER_ALIGNED);
      assertThat(part.geometry().image().truncate()).isTrue();
      assertThat(1 - part.window().overlap()).isEqualTo(0.8);
      assertThat(part.window().mirrorAxes()).isEmpty();
      assertThat(part.decision().labelsFirst()).isTrue();
    }
    assertThat(loaded.parts().get(2).decision().classValues()[7]).isEqualTo(75);
    try (var files = Files.list(folder.resolve("models/total"))) {
      assertThat(files.map(f -> f.getFileName().toString()))
          .containsExactlyInAnyOrder(
              "holoseg.json", "part1.onnx", "part2.onnx", "part3.onnx", "part4.onnx", "part5.onnx");
    }
  }

  @Test
  void weightsThatNobodyAsksForMayBeMissing() throws IOException {
    String id = assembled().id();
    for (int part : new int[] {1, 2, 3, 5}) {
      Files.delete(folder.resolve("models/total/part" + part + ".onnx"));
    }
    ModelRepository models = ModelRepository.of(List.of(folder.resolve("models")));
    ModelSpec spec = models.load(id, Set.of("femur_left", "femur_right"));
    assertThat(ModelParts.needed(spec, Set.of("femur_left"))).hasSize(1);
    assertThatThrownBy(() -> models.load(id, Set.of("femur_left", "liver")))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("part1.onnx: is missing");
    assertThatThrownBy(() -> models.load(id, Set.of("femor_left")))
        .hasMessageContaining("has no label 'femor_left'; it has spleen,");
    assertThatThrownBy(() -> models.load(id)).isInstanceOf(ModelFormatException.class);
  }

  @Test
  void damagedWeightsOfANeededPartAreFound() throws IOException {
    String id = assembled().id();
    Files.writeString(folder.resolve("models/total/part4.onnx"), "damaged");
    ModelRepository models = ModelRepository.of(List.of(folder.resolve("models")));
    assertThat(models.load(id, Set.of("liver")).labels()).hasSize(117);
    assertThatThrownBy(() -> models.load(id, Set.of("femur_left")))
        .hasMessageContaining("part4.onnx")
        .hasMessageContaining("SHA-256");
  }

  @Test
  void whatDoesNotFitTheTaskIsRefused() throws IOException {
    Path target = Files.createDirectories(folder.resolve("t"));
    TotalSegmentatorCatalog catalog = catalog(Map.of(), Map.of());
    Path other = dataset(task("total_fast"), 0, 118, 1.5);
    assertThatThrownBy(() -> catalog.assemble(task("total_fast"), List.of(other), target))
        .hasMessageContaining("the network's spacing is [1.5, 1.5, 1.5] mm")
        .hasMessageContaining("resamples to [3.0, 3.0, 3.0] mm");
    dataset(task("total_fast"), 0, 117, 3);
    assertThatThrownBy(() -> catalog.assemble(task("total_fast"), List.of(other), target))
        .hasMessageContaining("it has 117 classes")
        .hasMessageContaining("expected are 118");
    assertThatThrownBy(() -> catalog.assemble(task("total_fastest"), List.of(other), target))
        .hasMessageContaining("Dataset298_TotalSegmentator_total_6mm_1559subj' of")
        .hasMessageContaining("'holoseg models add totalsegmentator:total_fastest'");
    assertThat(target).isEmptyDirectory();
  }

  @Test
  void auxiliaryClassesAreBackground() throws IOException {
    Path cysts = dataset(task("kidney_cysts"), 0, 5, 1.5);
    Path target = Files.createDirectories(folder.resolve("t"));
    ModelSpec spec =
        catalog(Map.of(), Map.of()).assemble(task("kidney_cysts"), List.of(cysts), target);
    assertThat(spec.decision().classValues()).containsExactly(0, 1, 2, 0, 0);
    assertThat(spec.roi().always()).isTrue();
    assertThat(spec.roi().labels()).contains("kidney_left", "colon");
  }

  @Test
  void downloadsAreThoseOfTheProjectOrOfAMirror() throws IOException {
    Task task = task("total_fast");
    String zip = "Dataset297_TotalSegmentator_total_3mm_1559subj.zip";
    assertThat(catalog(Map.of(), Map.of()).downloads(task))
        .singleElement()
        .satisfies(
            download -> {
              assertThat(download.url()).startsWith("https://").endsWith("v2.0.0-weights/" + zip);
              assertThat(download.name()).isEqualTo(zip);
            });
    Map<String, String> mirror = Map.of("HOLOSEG_TOTALSEGMENTATOR", "http://127.0.0.1:8000");
    assertThat(catalog(mirror, Map.of()).downloads(task).get(0).url())
        .isEqualTo("http://127.0.0.1:8000/v2.0.0-weights/" + zip);
    Map<String, String> property = Map.of("holoseg.totalsegmentator", folder.toString());
    assertThatThrownBy(() -> catalog(mirror, property).downloads(task))
        .hasMessageContaining("there is no " + zip);
    Files.writeString(folder.resolve(zip), "");
    assertThat(catalog(mirror, property).downloads(task).get(0).url())
        .isEqualTo(folder.resolve(zip).toUri().toString());
  }

  @Test
  void weightsThatTotalSegmentatorHasAreNotFetchedAgain() throws IOException {
    allOfTotal();
    Map<String, String> env = Map.of("TOTALSEG_WEIGHTS_PATH", folder.resolve("weights").toString());
    TotalSegmentatorCatalog catalog = catalog(env, Map.of());
    assertThat(catalog.present(task("total"))).hasSize(5);
    assertThat(catalog.downloads(task("total"))).isEmpty();
    assertThat(catalog.present(task("total_fast"))).isEmpty();
    assertThat(catalog.downloads(task("total_fast"))).hasSize(1);
    Path home = Files.createDirectories(folder.resolve("home/.totalsegmentator/nnunet"));
    Files.move(folder.resolve("weights"), home.resolve("results"));
    Map<String, String> user = Map.of("user.home", folder.resolve("home").toString());
    assertThat(catalog(Map.of(), user).present(task("total"))).hasSize(5);
  }

  @Test
  void foldersAreKnownByTheirNames() throws IOException {
    allOfTotal();
    TotalSegmentatorFormat format = new TotalSegmentatorFormat(new FakeNnunet());
    Path weights = folder.resolve("weights");
    assertThat(format.matches(weights)).isTrue();
    assertThat(format.load(weights).networks()).hasSize(5);
    assertThat(format.idOf(weights)).isEqualTo("totalsegmentator-total");
    Path muscles = weights.resolve(task("total").parts().get(3).folder());
    assertThat(format.matches(muscles)).isTrue();
    ModelSpec part = format.load(muscles);
    assertThat(part.id()).isEqualTo("totalsegmentator-total-part4");
    assertThat(part.labels().get(0).value()).isEqualTo(69);
    assertThat(format.matches(folder)).isFalse();

    Path organs = weights.resolve(task("total").parts().get(0).folder());
    Files.move(organs, folder.resolve("elsewhere"));
    assertThat(format.load(weights, Set.of("femur_left")).networks()).hasSize(1);
    assertThat(format.describe(weights).networks()).hasSize(4);
    assertThatThrownBy(() -> format.load(weights)).hasMessageContaining("part1_organs");
    Files.createDirectories(weights.resolve(task("total_fast").parts().get(0).folder()));
    assertThat(format.matches(weights)).isFalse();
  }
}
