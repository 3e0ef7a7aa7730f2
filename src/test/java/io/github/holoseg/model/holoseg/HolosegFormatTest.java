package io.github.holoseg.model.holoseg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.holoseg.model.AbstractModelFormatTest;
import io.github.holoseg.model.CropSpec;
import io.github.holoseg.model.IntensityStep;
import io.github.holoseg.model.ModelFormat;
import io.github.holoseg.model.ModelFormatException;
import io.github.holoseg.model.ModelSpec;
import io.github.holoseg.model.NetworkSpec.SizeRule;
import io.github.holoseg.model.ResampleSpec;
import io.github.holoseg.model.StepKind;
import io.github.holoseg.model.WindowSpec;
import io.github.holoseg.volume.LabelColors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class HolosegFormatTest extends AbstractModelFormatTest {
  private static final HolosegFormat FORMAT = new HolosegFormat();

  @Override
  protected ModelFormat format() {
    return FORMAT;
  }

  @Override
  protected void writeModel(Path folder) throws IOException {
    SampleModel.write(SampleModel.document(), folder);
  }

  @Override
  protected String descriptionFile() {
    return "holoseg.json";
  }

  @Test
  void exampleMeansWhatItSays() throws IOException {
    writeModel(temp);
    ModelSpec spec = FORMAT.load(temp);
    assertThat(spec.id()).isEqualTo("femur-1.5mm");
    assertThat(spec.source()).isEqualTo("native");
    assertThat(spec.inputRange()).containsExactly(-1024, 3071);
    assertThat(spec.network().size())
        .containsExactly(new SizeRule(32, 32, 0), new SizeRule(32, 32, 0), new SizeRule(96, 1, 96));
    assertThat(spec.geometry().orientation()).isEqualTo("RAS");
    assertThat(spec.geometry().spacing()).containsExactly(1.5, 1.5, 1.5);
    assertThat(spec.geometry().image())
        .isEqualTo(
            new ResampleSpec(
                ResampleSpec.Interpolation.CUBIC,
                ResampleSpec.Coordinates.HALF_PIXEL,
                ResampleSpec.Separate.AUTO,
                ResampleSpec.Interpolation.NEAREST,
                false));
    assertThat(spec.crop().mode()).isEqualTo(CropSpec.Mode.NONZERO);
    assertThat(spec.order())
        .containsExactly(
            StepKind.ORIENT, StepKind.CROP, StepKind.NORMALIZE, StepKind.RESAMPLE, StepKind.PAD);
    assertThat(spec.intensity())
        .containsExactly(
            new IntensityStep.Clip(-1, -1000, 1500),
            new IntensityStep.ZScoreFixed(-1, 120.5, 330.25));
    assertThat(spec.window().blend()).isEqualTo(WindowSpec.Blend.GAUSSIAN_NNUNET);
    assertThat(spec.window().sigma()).isEqualTo(0.125);
    assertThat(spec.labels().get(0).argb()).isEqualTo(0xFFD9A066);
    assertThat(spec.labels().get(0).codedConcept().orElseThrow().code()).isEqualTo("71341001");
    assertThat(spec.labels().get(1).argb()).isEqualTo(LabelColors.colorOf(76));
  }

  @Test
  void keysThatAreThereTwiceAreRefused() throws IOException {
    writeModel(temp);
    Path file = temp.resolve("holoseg.json");
    Files.writeString(
        file, Files.readString(file).replace("\"overlap\":", "\"overlap\":0.25,\"overlap\":"));
    assertThatThrownBy(() -> FORMAT.load(temp))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageStartingWith(file + ": is no valid JSON (line 1, column ")
        .hasMessageContaining("Duplicate field 'overlap'");
  }

  @Test
  void brokenTextIsRefusedInOneSentenceThatNamesTheFile() throws IOException {
    writeModel(temp);
    Path file = temp.resolve("holoseg.json");
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, whole.length - 1));
    assertThatThrownBy(() -> FORMAT.load(temp))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageMatching(
            Pattern.quote(file + ": is no valid JSON (line 1, column ")
                + "\\d+\\): Unexpected end-of-input: expected close marker for Object");
    Files.write(file, new byte[0]);
    assertThatThrownBy(() -> FORMAT.load(temp))
        .isInstanceOf(ModelFormatException.class)
        .hasMessage(file + ": is empty; copy the complete model folder again");
    Files.write(file, new byte[] {0, 0, 0, '{', 0x7f, 1, 2, 3});
    assertThatThrownBy(() -> FORMAT.load(temp))
        .isInstanceOf(ModelFormatException.class)
        .hasMessage(file + ": is no text in UTF-8; save it in that encoding");
  }

  @Test
  void numbersThatFloat32CannotHoldAreRefused() throws IOException {
    ObjectNode document = SampleModel.document();
    ((ObjectNode) document.at("/intensity/1")).put("mean", 1e39);
    SampleModel.write(document, temp);
    assertThatThrownBy(() -> FORMAT.load(temp))
        .isInstanceOf(ModelFormatException.class)
        .hasMessage(
            temp.resolve("holoseg.json")
                + ": /intensity/1/mean is 1.0E39, must be a finite number in float32");
  }

  @Test
  void textAfterTheDocumentIsRefused() throws IOException {
    writeModel(temp);
    Path file = temp.resolve("holoseg.json");
    Files.writeString(file, Files.readString(file) + "{}");
    assertThatThrownBy(() -> FORMAT.load(temp))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("is no valid JSON");
  }

  @Test
  void anotherHashIsRefusedWithBoth() throws IOException {
    ObjectNode document = SampleModel.document();
    String wrong = "0123456789abcdef".repeat(4);
    ((ObjectNode) document.at("/network/weights/0")).put("sha256", wrong);
    SampleModel.write(document, temp);
    String right = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    assertThatThrownBy(() -> FORMAT.load(temp))
        .isInstanceOf(ModelFormatException.class)
        .hasMessage(
            temp.toRealPath().resolve("model.onnx")
                + ": its SHA-256 is "
                + right
                + ", the model expects "
                + wrong
                + "; the file is damaged or of another version, copy the model again");
    assertThat(FORMAT.describe(temp).id()).isEqualTo("femur-1.5mm");
  }

  @Test
  void externalDataIsCheckedToo() throws IOException {
    ObjectNode document = SampleModel.document();
    ObjectNode weights = (ObjectNode) document.at("/network/weights/0");
    weights
        .putArray("externalData")
        .addObject()
        .put("file", "w.data")
        .put("sha256", weights.get("sha256").textValue());
    SampleModel.write(document, temp);
    assertThatThrownBy(() -> FORMAT.load(temp)).hasMessageContaining("'w.data' is missing");
    Files.write(temp.resolve("w.data"), new byte[0]);
    assertThat(FORMAT.load(temp).network().weights().get(0).externalData()).hasSize(1);
    Files.write(temp.resolve("w.data"), new byte[1]);
    assertThatThrownBy(() -> FORMAT.load(temp)).hasMessageContaining("w.data: its SHA-256 is");
  }

  @Test
  void writingRefusesWhatReadingWould() throws IOException {
    writeModel(temp);
    ModelSpec spec = FORMAT.load(temp);
    ModelSpec broken =
        new ModelSpec(
            spec.id(),
            spec.version(),
            spec.name(),
            spec.description(),
            spec.notice(),
            spec.source(),
            spec.license(),
            spec.citations(),
            spec.network(),
            spec.geometry(),
            spec.crop(),
            List.of(StepKind.ORIENT, StepKind.PAD),
            List.of(),
            spec.window(),
            spec.decision(),
            spec.postprocess(),
            spec.labels(),
            spec.inputRange(),
            spec.modality());
    Path file = temp.resolve("holoseg.json");
    byte[] before = Files.readAllBytes(file);
    assertThatThrownBy(() -> FORMAT.write(broken, file))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("/crop/mode");
    assertThat(Files.readAllBytes(file)).isEqualTo(before);
    Path elsewhere = Files.createDirectory(temp.resolve("elsewhere")).resolve("holoseg.json");
    assertThatThrownBy(() -> FORMAT.write(spec, elsewhere))
        .hasMessageContaining("lies outside its folder");
    assertThat(elsewhere).doesNotExist();
  }
}
