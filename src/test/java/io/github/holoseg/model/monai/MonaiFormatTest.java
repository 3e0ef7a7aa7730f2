package io.github.holoseg.model.monai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.holoseg.model.AbstractModelFormatTest;
import io.github.holoseg.model.BundleFolders;
import io.github.holoseg.model.DecisionSpec;
import io.github.holoseg.model.IntensityStep;
import io.github.holoseg.model.ModelFormat;
import io.github.holoseg.model.ModelFormatException;
import io.github.holoseg.model.ModelSpec;
import io.github.holoseg.model.PostprocessStep;
import io.github.holoseg.model.ResampleSpec.Interpolation;
import io.github.holoseg.model.StepKind;
import io.github.holoseg.model.WindowSpec;
import io.github.holoseg.model.holoseg.HolosegFormat;
import io.github.holoseg.testing.SharedData;
import io.github.holoseg.volume.Label;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MonaiFormatTest extends AbstractModelFormatTest {
  private static final Path BUNDLES =
      SharedData.project().resolve("src/test/resources/golden/monai");
  private static final String PRE = "/preprocessing/transforms/";

  @Override
  protected ModelFormat format() {
    return new MonaiFormat();
  }

  @Override
  protected void writeModel(Path folder) throws IOException {
    BundleFolders.copy(BUNDLES.resolve("spleen"), folder);
  }

  @Override
  protected String descriptionFile() {
    return "configs/inference.json";
  }

  /** For a list, nothing is hashed. */
  @Override
  @Test
  protected void describesWhatItLoads() throws IOException {
    ModelSpec described = format().describe(bundle("spleen"));
    ModelSpec loaded = format().load(temp.resolve("spleen"));
    assertThat(described.labels()).isEqualTo(loaded.labels());
    assertThat(described.description()).isEqualTo(loaded.description());
    assertThat(described.intensity()).isEqualTo(loaded.intensity());
    assertThat(described.network().weights().get(0).file())
        .isEqualTo(loaded.network().weights().get(0).file());
  }

  private Path bundle(String name) throws IOException {
    Path folder = temp.resolve(name);
    BundleFolders.copy(BUNDLES.resolve(name), folder);
    return folder;
  }

  private ModelSpec changed(String name, String pointer, String value) throws IOException {
    Path folder = bundle(name);
    BundleFolders.change(folder.resolve("configs/inference.json"), pointer, value);
    return format().load(folder);
  }

  @Test
  void scoresComeBackWhereInvertdPrecedesTheDecision() throws IOException {
    ModelSpec spec = format().load(bundle("spleen"));
    DecisionSpec decision = spec.decision();
    assertThat(decision.activation()).isEqualTo(DecisionSpec.Activation.SOFTMAX);
    assertThat(decision.rule()).isEqualTo(DecisionSpec.Rule.ARGMAX);
    assertThat(decision.labelsFirst()).isFalse();
    assertThat(decision.activationFirst()).isTrue();
    assertThat(spec.geometry().scores().interpolation()).isEqualTo(Interpolation.LINEAR);
    assertThat(spec.geometry().orientation()).isEqualTo("RAS");
    assertThat(spec.geometry().spacing()).containsExactly(1.5, 1.5, 2);
    assertThat(spec.order())
        .containsExactly(StepKind.ORIENT, StepKind.RESAMPLE, StepKind.NORMALIZE, StepKind.PAD);
    assertThat(spec.intensity())
        .containsExactly(new IntensityStep.ScaleRange(-1, -57, 164, 0, 1, true));
    assertThat(spec.window().patch()).containsExactly(24, 24, 16);
    assertThat(spec.window().overlap()).isEqualTo(0.5);
    assertThat(spec.network().axes()).isEqualTo("bcxyz");
    assertThat(spec.network().size().get(2).fixed()).isEqualTo(16);
    assertThat(spec.labels()).containsExactly(Label.of(1, "spleen"));
    assertThat(spec.modality()).isEqualTo("CT");
    assertThat(spec.notice()).isEqualTo("Tests of Holoseg only");
    assertThat(spec.description()).contains("learnt nothing").contains("Copyright (c) Holoseg");
  }

  @Test
  void labelsComeBackWhereTheDecisionPrecedesInvertd() throws IOException {
    ModelSpec spec = format().load(bundle("whole_body"));
    assertThat(spec.decision().labelsFirst()).isTrue();
    assertThat(spec.geometry().scores().interpolation()).isEqualTo(Interpolation.NEAREST);
    // a choice between two literals, by a reference to a flag
    assertThat(spec.geometry().spacing()).containsExactly(3, 3, 3);
    assertThat(spec.window().blend()).isEqualTo(WindowSpec.Blend.GAUSSIAN_MONAI);
    assertThat(spec.window().padMode()).isEqualTo(WindowSpec.PadMode.EDGE);
    assertThat(spec.window().overlap()).isEqualTo(0.25);
    assertThat(spec.labels().get(1)).isEqualTo(Label.of(2, "kidney_ left"));
    assertThat(spec.description()).contains("The label 'kidney, left' is called 'kidney_ left'");
  }

  @Test
  void cropPercentilesOnePassThresholdAndLargestPart() throws IOException {
    ModelSpec spec = format().load(bundle("lesion"));
    assertThat(spec.crop().threshold()).isEqualTo(-500);
    assertThat(spec.order())
        .containsExactly(
            StepKind.ORIENT, StepKind.RESAMPLE, StepKind.CROP, StepKind.NORMALIZE, StepKind.PAD);
    assertThat(spec.window().whole()).isEqualTo(WindowSpec.Whole.ALWAYS);
    assertThat(spec.network().size().get(0).step()).isEqualTo(4);
    assertThat(spec.geometry().spacing()[2]).isNaN();
    // MONAI labels what is at least the threshold
    assertThat(spec.decision().threshold()).isEqualTo(Math.nextDown(0.5f));
    assertThat(spec.postprocess())
        .containsExactly(new PostprocessStep.KeepLargest(List.of("lesion"), 26));
  }

  /** What is read can be written as our own format, and is the same then. */
  @ParameterizedTest
  @ValueSource(strings = {"spleen", "whole_body", "lesion", "plain"})
  void aNativeFolderSaysTheSame(String name) throws IOException {
    Path folder = bundle(name);
    ModelSpec spec = format().load(folder);
    HolosegFormat own = new HolosegFormat();
    own.write(spec, folder.resolve(HolosegFormat.FILE_NAME));
    assertThat(io.github.holoseg.model.ModelSpecs.comparable(own.load(folder)))
        .isEqualTo(io.github.holoseg.model.ModelSpecs.comparable(spec));
  }

  @Test
  void disabledTransformsAreLeftOut() throws IOException {
    ModelSpec spec =
        changed(
            "spleen",
            PRE + "4",
            "{\"_target_\":\"ScaleIntensityRanged\",\"keys\":\"image\",\"a_min\":0,\"a_max\":1,"
                + "\"_disabled_\":\" True \"}");
    assertThat(spec.intensity()).isEmpty();
    assertThat(spec.order()).doesNotContain(StepKind.NORMALIZE);
  }

  @Test
  void referencesAreFollowed() throws IOException {
    Path folder = bundle("spleen");
    Path file = folder.resolve("configs/inference.json");
    BundleFolders.change(file, "/limits", "{\"low\":-100,\"high\":\"@::low2\",\"low2\":250}");
    BundleFolders.change(file, PRE + "4/a_min", "\"@limits::low\"");
    BundleFolders.change(file, PRE + "4/a_max", "\"$@limits#high\"");
    BundleFolders.change(file, PRE + "4/b_max", "\"@::b_top\"");
    BundleFolders.change(file, PRE + "4/clip", "\"%clipping\"");
    BundleFolders.change(file, "/clipping", "true");
    assertThatThrownBy(() -> format().load(folder))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("/preprocessing/transforms/4/b_max is \"@::b_top\", which refers to");
    BundleFolders.change(file, PRE + "4/b_max", "\"$(1)\"");
    assertThat(format().load(folder).intensity())
        .containsExactly(new IntensityStep.ScaleRange(-1, -100, 250, 0, 1, true));
    BundleFolders.change(file, "/limits/high", "\"@limits::high\"");
    assertThatThrownBy(() -> format().load(folder))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("is a reference that leads back to itself");
  }

  /** The whole safety of a bundle: expressions are text. */
  @Test
  void expressionsAreNeverEvaluated() throws IOException {
    Path proof = temp.resolve("evaluated");
    String attack = "\"$__import__('os').system('touch " + proof + "')\"";
    // Where it cannot change a value it is not looked at.
    for (String pointer :
        List.of(
            "/imports/0",
            "/output_dir",
            "/device",
            "/initialize/0",
            "/run/0",
            "/postprocessing/transforms/3/output_dir",
            "/dataset/data",
            "/inferer/sw_batch_size",
            PRE + "0/image_only")) {
      Path folder = temp.resolve("harmless " + pointer.replace('/', '_'));
      BundleFolders.copy(BUNDLES.resolve("spleen"), folder);
      BundleFolders.change(folder.resolve("configs/inference.json"), pointer, attack);
      assertThat(format().load(folder).labels()).hasSize(1);
    }
    // Where it could, it is refused by name.
    for (String pointer :
        List.of(
            "/preprocessing",
            "/postprocessing",
            "/inferer",
            "/inferer/overlap",
            "/inferer/roi_size/1",
            PRE + "2/axcodes",
            PRE + "3/pixdim",
            PRE + "4/a_min",
            PRE + "4/_disabled_",
            PRE + "4/keys",
            "/postprocessing/transforms/0/softmax",
            "/postprocessing/transforms/1/transform")) {
      Path folder = temp.resolve("refused " + pointer.replace('/', '_'));
      BundleFolders.copy(BUNDLES.resolve("spleen"), folder);
      BundleFolders.change(folder.resolve("configs/inference.json"), pointer, attack);
      assertThatThrownBy(() -> format().load(folder))
          .as(pointer)
          .isInstanceOf(ModelFormatException.class)
          .hasMessageContaining("__import__")
          .hasMessageContaining("never evaluated")
          .hasMessageContaining("inference.json");
    }
    assertThat(proof).doesNotExist();
  }

  @Test
  void withoutAnOnnxFileTheWayToOneIsTold() throws IOException {
    Path folder = bundle("spleen");
    Files.delete(folder.resolve("models/model.onnx"));
    Files.writeString(folder.resolve("models/model.ts"), "x");
    assertThatThrownBy(() -> format().load(folder))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("only a TorchScript network")
        .hasMessageContaining("download the complete bundle");
    Files.writeString(folder.resolve("models/model.pt"), "x");
    assertThatThrownBy(() -> format().load(folder))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining(
            "python -m monai.bundle onnx_export --net_id network_def --filepath models/model.onnx"
                + " --ckpt_file models/model.pt --meta_file configs/metadata.json --config_file"
                + " configs/inference.json");
  }
}
