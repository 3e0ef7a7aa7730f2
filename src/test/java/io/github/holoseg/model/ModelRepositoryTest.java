package io.github.holoseg.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.holoseg.model.holoseg.HolosegFormat;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelRepositoryTest {
  @TempDir Path temp;
  private final Map<String, String> env = new HashMap<>();
  private final Map<String, String> system = new HashMap<>();

  @BeforeEach
  void isolate() throws IOException {
    temp = temp.toRealPath();
    system.put("user.home", Files.createDirectory(temp.resolve("home")).toString());
    system.put("user.name", "someone");
    system.put("os.name", "Linux");
    system.put("java.io.tmpdir", temp.resolve("tmp").toString());
  }

  private ModelRepository repository() {
    return ModelRepository.of(env::get, system::get, null);
  }

  /** A copy of the bundled model under another id. */
  private Path install(Path root, String folderName, String id) throws IOException {
    Path folder = Files.createDirectories(root.resolve(folderName));
    for (String name : List.of("model.onnx", "holoseg.json")) {
      try (var in = ModelRepository.class.getResourceAsStream("/models/bone/" + name)) {
        Files.write(folder.resolve(name), in.readAllBytes());
      }
    }
    Path file = folder.resolve("holoseg.json");
    Files.writeString(
        file, Files.readString(file).replace("\"id\": \"bone\"", "\"id\": \"" + id + "\""));
    return folder;
  }

  @Test
  void theBundledModelIsTheDefault() throws IOException {
    ModelSpec spec = repository().defaultModel();
    assertThat(spec.id()).isEqualTo("femur-pelvis");
    assertThat(spec.notice()).isEqualTo("Not for clinical use");
    assertThat(spec.geometry().spacing()).containsExactly(3, 3, 3);
    assertThat(spec.network().weights().get(0).file())
        .startsWith(temp.resolve("home/.cache/holoseg"));
    InstalledModel listed = repository().list().get(0);
    assertThat(listed.isUsable()).isTrue();
    assertThat(listed.bundled()).isTrue();
    assertThat(listed.format()).isEqualTo("holoseg");
  }

  @Test
  void foldersAreSearchedInTheDocumentedOrder() throws IOException {
    Path byProperty = install(temp.resolve("p"), "m", "a").getParent();
    Path byEnv1 = install(temp.resolve("e 1"), "m", "b").getParent();
    Path byEnv2 = install(temp.resolve("e2"), "m", "c").getParent();
    Path byPreference = install(temp.resolve("pref"), "m", "d").getParent();
    Path fiji = install(temp.resolve("Fiji.app/models"), "m", "e").getParent();
    Path own = install(temp.resolve("home/.holoseg/models"), "m", "f").getParent();
    system.put("holoseg.models", byProperty.toString());
    env.put("HOLOSEG_MODELS", byEnv1 + File.pathSeparator + byEnv2 + File.pathSeparator);
    Path preferences = temp.resolve("home/.config/holoseg/holoseg.properties");
    Files.createDirectories(preferences.getParent());
    Files.writeString(preferences, "models=" + byPreference + "\n");
    system.put("plugins.dir", temp.resolve("Fiji.app/plugins").toString());

    ModelRepository repository = repository();
    assertThat(repository.warnings()).isEmpty();
    assertThat(repository.folders())
        .containsExactly(byProperty, byEnv1, byEnv2, byPreference, fiji, own);
    assertThat(repository.list())
        .extracting(InstalledModel::id)
        .containsExactly("a", "b", "c", "d", "e", "f", "bone", "femur-pelvis");
    assertThat(repository.load("e").network().weights().get(0).file()).startsWith(fiji);
  }

  @Test
  void theHostsFolderIsFoundFromPropertiesAndJar() throws IOException {
    Path models = Files.createDirectories(temp.resolve("Fiji.app/models"));
    Path app = models.getParent();
    for (String key : List.of("fiji.dir", "imagej.dir", "plugins.dir")) {
      Map<String, String> one = Map.of(key, app.toString());
      assertThat(ModelFolders.of(env::get, one::get, null).folders()).containsExactly(models);
    }
    for (String jar : List.of("plugins/H_.jar", "plugins/Holoseg/H_.jar", "jars/H_.jar")) {
      assertThat(
              ModelFolders.of(env::get, Map.<String, String>of()::get, app.resolve(jar)).folders())
          .containsExactly(models);
    }
    assertThat(
            ModelFolders.of(env::get, Map.<String, String>of()::get, app.resolve("H.jar"))
                .folders())
        .isEmpty();
  }

  @Test
  void aStatedFolderThatIsNotThereIsTold() {
    env.put("HOLOSEG_MODELS", temp.resolve("nowhere").toString());
    assertThat(repository().warnings())
        .containsExactly(
            "the folder '"
                + temp.resolve("nowhere")
                + "' of the environment variable HOLOSEG_MODELS does not exist; correct it");
  }

  @Test
  void modelsAreInstalledIntoTheFirstStatedFolderThatCanBeWrittenElseTheHome() throws IOException {
    Path own = temp.resolve("home/.holoseg/models");
    assertThat(repository().installFolder()).isEqualTo(own);
    Path model = install(temp, "single", "one");
    Path named = Files.createDirectory(temp.resolve("named"));
    env.put("HOLOSEG_MODELS", model + File.pathSeparator + named);
    assertThat(repository().installFolder()).isEqualTo(named);
    system.put("plugins.dir", Files.createDirectories(temp.resolve("F/models")).toString());
    env.remove("HOLOSEG_MODELS");
    assertThat(repository().installFolder()).isEqualTo(own);
  }

  @Test
  void hiddenFoldersAreNoModels() throws IOException {
    install(temp.resolve("models"), ".work", "half");
    install(temp.resolve("models"), "whole", "whole");
    assertThat(ModelRepository.of(List.of(temp.resolve("models"))).list())
        .extracting(InstalledModel::id)
        .containsExactly("whole");
  }

  @Test
  void aModelFolderItselfMayBeStated() throws IOException {
    env.put("HOLOSEG_MODELS", install(temp, "single", "one").toString());
    assertThat(repository().load("one").id()).isEqualTo("one");
  }

  @Test
  void brokenModelsAreListedWithTheirErrorAndHideNothingElse() throws IOException {
    Path root = temp.resolve("models");
    Path broken = install(root, "a-broken", "broken");
    Path file = broken.resolve("holoseg.json");
    Files.writeString(file, Files.readString(file).replace("cropHalo", "magic"));
    install(root, "b-good", "good");
    Files.createDirectories(root.resolve("c-no-model"));
    Files.createFile(root.resolve("readme.txt"));
    ModelRepository repository = ModelRepository.of(List.of(root));

    List<InstalledModel> list = repository.list();
    assertThat(list).extracting(InstalledModel::id).containsExactly("broken", "good");
    String problem = file + ": /window/blend is \"magic\", must be one of constant, gaussianNnunet";
    assertThat(list.get(0).problem()).startsWith(problem);
    assertThat(list.get(0).description()).isEmpty();
    assertThat(list.get(1).isUsable()).isTrue();
    assertThat(repository.load("good").id()).isEqualTo("good");
    assertThatThrownBy(() -> repository.load("broken"))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageStartingWith(problem);
  }

  @Test
  void listingReadsNoWeights() throws IOException {
    Path folder = install(temp.resolve("models"), "m", "m");
    Files.write(folder.resolve("model.onnx"), new byte[] {1});
    ModelRepository repository = ModelRepository.of(List.of(temp.resolve("models")));
    assertThat(repository.list().get(0).isUsable()).isTrue();
    assertThatThrownBy(() -> repository.load("m")).hasMessageContaining("its SHA-256 is");
  }

  @Test
  void theFirstOfTwoEqualIdsCountsEvenIfItIsBroken() throws IOException {
    Path mine = install(temp.resolve("models"), "my-bone", "bone");
    system.put("holoseg.models", temp.resolve("models").toString());
    assertThat(repository().load("bone").network().weights().get(0).file()).startsWith(mine);
    assertThat(repository().list().get(1).problem())
        .isEqualTo("hidden by the model of the same id in " + mine);

    Path file = mine.resolve("holoseg.json");
    Files.writeString(file, Files.readString(file).replace("\"argmax\"", "\"best\""));
    assertThatThrownBy(() -> repository().load("bone"))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageStartingWith(file + ": /decision/rule is \"best\"");
  }

  @Test
  void foldersAndDescriptionFilesAreTakenAsPaths() throws IOException {
    Path folder = install(temp.resolve("a folder"), "m", "mine");
    assertThat(repository().load(folder.toString()).id()).isEqualTo("mine");
    assertThat(repository().load(folder.resolve("holoseg.json").toString()).id()).isEqualTo("mine");
    assertThat(repository().load(folder.resolve("model.onnx").toString()).id()).isEqualTo("mine");
    assertThat(repository().load(folder.getParent().toString()).id()).isEqualTo("mine");
    Path other = Files.writeString(folder.resolve("notes.txt"), "no model");
    assertThatThrownBy(() -> repository().load(other.toString()))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("notes.txt: is no model; a model is a folder with a holoseg.json");
    Path empty = Files.createDirectory(temp.resolve("empty"));
    assertThatThrownBy(() -> repository().load(empty.toString()))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("holds no model");
    install(temp.resolve("a folder"), "n", "other");
    assertThatThrownBy(() -> repository().load(folder.getParent().toString()))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("holds several models, m, n");
  }

  @Test
  void noSuggestionSharesNothingWithWhatWasTyped() throws IOException {
    install(temp.resolve("models"), "m", "y");
    system.put("holoseg.models", temp.resolve("models").toString());
    for (String typed : List.of("", " ", "ab", "ct")) {
      assertThatThrownBy(() -> repository().load(typed))
          .isInstanceOf(UnknownModelException.class)
          .hasMessageStartingWith("there is no model '" + typed + "'; installed are: y, bone");
    }
  }

  @Test
  void unknownNamesListWhatIsThereAndSuggest() throws IOException {
    install(temp.resolve("models"), "m", "femur");
    system.put("holoseg.models", temp.resolve("models").toString());
    assertThatThrownBy(() -> repository().load("Fermur"))
        .isInstanceOf(UnknownModelException.class)
        .hasMessage(
            "there is no model 'Fermur' (did you mean 'femur'?); installed are: femur, bone, femur-pelvis (looked in "
                + temp.resolve("models")
                + ")");
    assertThatThrownBy(() -> repository().load("liver\0"))
        .isInstanceOf(UnknownModelException.class)
        .hasMessageStartingWith("there is no model 'liver\0'; installed are: femur, bone");
    assertThatThrownBy(() -> repository().load("")).isInstanceOf(UnknownModelException.class);
  }

  @Test
  void theStandardRepositoryHasTheNativeFormat() throws IOException {
    assertThat(new HolosegFormat().key()).isEqualTo(repository().list().get(0).format());
    assertThat(ModelRepository.standard().folders()).isNotNull();
  }
}
