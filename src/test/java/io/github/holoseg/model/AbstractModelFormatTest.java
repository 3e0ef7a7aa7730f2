package io.github.holoseg.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.holoseg.model.holoseg.HolosegFormat;
import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.task.ProgressListener;
import io.github.holoseg.volume.Label;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every {@link ModelFormat} owes. A subclass makes a small model folder of its kind. */
public abstract class AbstractModelFormatTest {
  @TempDir protected Path temp;

  protected abstract ModelFormat format();

  /** Writes a complete, valid model into the empty folder. */
  protected abstract void writeModel(Path folder) throws IOException;

  /** The file of the folder that describes the model. */
  protected abstract String descriptionFile();

  /** Where the weights to run lie: in the model's folder, or in the cache if they are converted. */
  protected Path homeOfWeights(Path folder) {
    return folder;
  }

  private Path model() throws IOException {
    Path folder = Files.createDirectory(temp.resolve("a model"));
    writeModel(folder);
    return folder;
  }

  /**
   * Installed, it is a folder of our own format that means the same and needs the source no more.
   */
  @Test
  void installedItIsTheSameModel() throws IOException {
    Path source = Files.createDirectories(temp.resolve("source"));
    writeModel(source);
    ModelSpec before = format().load(source);
    Path target = temp.resolve("installed");
    format().install(source, target, ProgressListener.NONE, CancellationToken.none());
    ModelSpec after = new HolosegFormat().load(target);
    assertThat(SpecDigest.of(after)).isEqualTo(SpecDigest.of(before));
    assertThat(after.networks())
        .allSatisfy(
            n ->
                assertThat(n.weights())
                    .allSatisfy(w -> assertThat(w.file()).startsWith(target.toRealPath())));
  }

  @Test
  void isRegistered() {
    assertThat(ServiceLoader.load(ModelFormat.class, ModelFormat.class.getClassLoader()))
        .anyMatch(f -> f.getClass() == format().getClass());
    assertThat(format().key()).matches("[a-z0-9]+");
  }

  @Test
  void knowsItsOwnFoldersOnly() throws IOException {
    assertThat(format().matches(model())).isTrue();
    assertThat(format().matches(Files.createDirectory(temp.resolve("empty")))).isFalse();
    assertThat(format().matches(temp.resolve("absent"))).isFalse();
    assertThat(format().matches(Files.createFile(temp.resolve("file")))).isFalse();
  }

  @Test
  void loadsACompleteSpecification() throws IOException {
    Path folder = model();
    ModelSpec spec = format().load(folder);
    assertThat(spec.id()).matches("[A-Za-z0-9][A-Za-z0-9._-]*").isEqualTo(format().idOf(folder));
    assertThat(spec.labels()).isNotEmpty();
    assertThat(spec.network().size()).hasSize(3);
    assertThat(spec.order()).doesNotHaveDuplicates().contains(StepKind.ORIENT, StepKind.PAD);
    assertThat(spec.decision().classValues()).hasSize(spec.network().outputChannels());
    for (int value : spec.decision().classValues()) {
      assertThat(
              value == 0 || spec.labels().stream().mapToInt(Label::value).anyMatch(v -> v == value))
          .isTrue();
    }
    for (int axis = 0; axis < 3; axis++) {
      assertThat(spec.network().size().get(axis).allows(spec.window().patch()[axis])).isTrue();
    }
    for (NetworkSpec.Weights weights : spec.network().weights()) {
      assertThat(weights.file()).isAbsolute().isRegularFile();
      assertThat(weights.file().toRealPath()).startsWith(homeOfWeights(folder).toRealPath());
      assertThat(weights.sha256()).isEqualTo(WeightFiles.sha256(weights.file()));
    }
  }

  @Test
  protected void describesWhatItLoads() throws IOException {
    Path folder = model();
    assertThat(ModelSpecs.comparable(format().describe(folder)))
        .isEqualTo(ModelSpecs.comparable(format().load(folder)));
  }

  @Test
  protected void changedWeightsAreRefusedByName() throws IOException {
    Path folder = model();
    Path weights = format().load(folder).network().weights().get(0).file();
    Files.write(weights, new byte[] {1, 2, 3});
    assertThatThrownBy(() -> format().load(folder))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(weights.getFileName().toString());
  }

  @Test
  void aDamagedDescriptionIsRefusedByName() throws IOException {
    Path folder = model();
    Path file = folder.resolve(descriptionFile());
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, java.util.Arrays.copyOf(whole, whole.length / 2));
    assertThatThrownBy(() -> format().load(folder))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining(descriptionFile());
  }
}
