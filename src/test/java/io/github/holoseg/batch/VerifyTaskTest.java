package io.github.holoseg.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.holoseg.io.LabelMapExporters;
import io.github.holoseg.io.LabelMapReader;
import io.github.holoseg.model.ModelRepository;
import io.github.holoseg.model.ModelSpec;
import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.task.ProgressListener;
import io.github.holoseg.testing.SharedData;
import io.github.holoseg.volume.LabelMap;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.imglib2.type.numeric.integer.UnsignedShortType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * An nnU-Net folder with what nnU-Net itself made of a phantom (golden_for_model.py), and a tensor
 * with what ONNX Runtime's Python interface made of it (verify_tensors.py).
 */
class VerifyTaskTest {
  private static final Path GOLDEN =
      SharedData.project().resolve("src/test/resources/golden/verify");
  private static final Path TRAINING =
      SharedData.project()
          .resolve("src/test/resources/golden/nnunet/models/Dataset901_plain_old")
          .resolve("nnUNetTrainerNoMirroring__nnUNetPlans__3d_fullres");
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path temp;
  private Path model;
  private Path tests;
  private Certificates certificates;

  @BeforeEach
  void copy() throws IOException {
    model = temp.resolve("Dataset901_x/" + TRAINING.getFileName());
    copy(TRAINING, model);
    copy(GOLDEN.resolve("holoseg-tests"), model.resolve("holoseg-tests"));
    tests = model.resolve("holoseg-tests/small");
    certificates = new Certificates(List.of(temp.resolve("cache")));
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path one : all.filter(Files::isRegularFile).toList()) {
        Path target = to.resolve(from.relativize(one).toString());
        Files.createDirectories(target.getParent());
        Files.copy(one, target, StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  private Certificate verify(Path path) throws IOException {
    Arguments arguments =
        Arguments.of(
            Operation.VERIFY_MODEL,
            Map.of("model", path.toString(), "device", "cpu", "threads", "2"));
    return new VerifyTask(new RealTools(), certificates)
        .verify(arguments, ProgressListener.NONE, CancellationToken.none());
  }

  @Test
  void everyStageAgreesWithNnunetItself() throws IOException {
    Certificate c = verify(model);
    assertThat(c.isVerified()).isTrue();
    Certificate.Case one = c.cases().get(0);
    assertThat(one.madeBy()).startsWith("nnunetv2 2.8.1");
    assertThat(one.preprocessed().maxDifference()).isLessThan(1e-5);
    assertThat(one.preprocessed().count()).isEqualTo(13 * 22 * 22);
    assertThat(one.scores().within()).isGreaterThan(0.999);
    assertThat(one.scores().count()).isEqualTo(5 * 13 * 22 * 22);
    assertThat(one.labels().agreement()).isGreaterThanOrEqualTo(0.9999);
    assertThat(one.labels().voxels()).isEqualTo(20 * 26 * 28);
    assertThat(one.labels().lowestDice()).isGreaterThanOrEqualTo(0.9999);
    assertThat(c.toText()).contains("ok   labels", "Verified: Dataset901_x-3d_fullres");

    ModelSpec spec = ModelRepository.of(List.of()).load(model.toString());
    assertThat(certificates.find(spec, c.engine(), c.provider())).contains(c);
    assertThat(certificates.find(spec, "onnxruntime 0.1", c.provider())).isEmpty();
    assertThat(certificates.find(spec, c.engine(), "CUDA:0")).isEmpty();
    ModelSpec other =
        spec.with(spec.network(), spec.window(), spec.postprocess(), List.of(spec), null);
    assertThat(certificates.find(other, c.engine(), c.provider())).isEmpty();
  }

  @Test
  void labelsThatDifferAreFound() throws IOException {
    LabelMap labels = LabelMapReader.read(tests.resolve("labels.nii.gz"));
    int changed = 0;
    for (UnsignedShortType voxel : labels.voxels()) {
      if (changed < 3 && voxel.get() == 2) {
        voxel.set(1);
        changed++;
      }
    }
    assertThat(changed).isEqualTo(3);
    Path file = tests.resolve("labels.nii.gz");
    LabelMapExporters.forFile(file).export(labels, "", file);
    Certificate c = verify(model);
    assertThat(c.isVerified()).isFalse();
    assertThat(c.cases().get(0).scores().passed()).isTrue();
    assertThat(c.cases().get(0).labels().passed()).isFalse();
    assertThat(c.cases().get(0).labels().differing()).isBetween(2L, 4L);
    assertThat(c.toText()).contains("BAD  labels", "NOT verified");
    ModelSpec spec = ModelRepository.of(List.of()).load(model.toString());
    assertThat(certificates.find(spec, c.engine(), c.provider()).orElseThrow().verdict())
        .isEqualTo("differs");
  }

  /** Adds to every tenth float. */
  private static void disturb(Path npy, float by) throws IOException {
    byte[] bytes = Files.readAllBytes(npy);
    ByteBuffer values = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    for (int at = 128; at + 4 <= bytes.length; at += 40) {
      values.putFloat(at, values.getFloat(at) + by);
    }
    Files.write(npy, bytes);
  }

  @Test
  void inputsThatDifferAreFound() throws IOException {
    disturb(tests.resolve("preprocessed.npy"), 0.01f);
    Certificate.Case one = verify(model).cases().get(0);
    assertThat(one.preprocessed().passed()).isFalse();
    assertThat(one.preprocessed().within()).isBetween(0.85, 0.95);
    assertThat(one.preprocessed().maxDifference()).isBetween(0.009, 0.011);
    assertThat(one.labels().passed()).isTrue();
    assertThat(one.passed()).isFalse();
  }

  @Test
  void scoresOfAnotherShapeAreToldByName() throws IOException {
    Files.copy(
        tests.resolve("preprocessed.npy"),
        tests.resolve("scores.npy"),
        StandardCopyOption.REPLACE_EXISTING);
    assertThatThrownBy(() -> verify(model))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(tests.toRealPath().resolve("scores.npy") + ": has the shape")
        .hasMessageContaining("[5, 13, 22, 22]");
    Files.writeString(tests.resolve("scores.npy"), "no array");
    assertThatThrownBy(() -> verify(model)).hasMessageContaining("no .npy file");
  }

  @Test
  void aModelWithoutGoldenValuesIsTold() {
    assertThatThrownBy(() -> verify(Path.of("bone")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("carries no golden values");
  }

  /** The bundled network with a value operation in front: 100 is added to what is 100 too low. */
  private Path tensorModel(double offset) throws IOException {
    Path folder = Files.createDirectories(temp.resolve("bone"));
    for (String name : List.of("model.onnx", "holoseg.json")) {
      Files.copy(
          SharedData.project().resolve("src/main/resources/models/bone/" + name),
          folder.resolve(name));
    }
    byte[] input = Files.readAllBytes(GOLDEN.resolve("input.npy"));
    ByteBuffer values = ByteBuffer.wrap(input).order(ByteOrder.LITTLE_ENDIAN);
    for (int at = 128; at < input.length; at += 4) {
      values.putFloat(at, values.getFloat(at) - 100);
    }
    Files.write(folder.resolve("input.npy"), input);
    Files.copy(GOLDEN.resolve("output.npy"), folder.resolve("output.npy"));
    Path file = folder.resolve("holoseg.json");
    ObjectNode json = (ObjectNode) JSON.readTree(file.toFile());
    json.putArray("order").add("orient").add("normalize").add("pad");
    json.putArray("intensity").addObject().put("op", "linear").put("gain", 1).put("offset", offset);
    ArrayNode list = json.putArray("tests");
    list.addObject()
        .put("name", "tensor")
        .put("madeBy", "onnxruntime")
        .put("input", "input.npy")
        .put("output", "output.npy")
        .put("absoluteTolerance", 1e-3)
        .put("relativeTolerance", 1e-5);
    JSON.writeValue(file.toFile(), json);
    return folder;
  }

  @Test
  void tensorsGoThroughValueOperationsAndNetworkOnly() throws IOException {
    Certificate c = verify(tensorModel(100));
    assertThat(c.isVerified()).as(c.toText()).isTrue();
    Certificate.Case one = c.cases().get(0);
    assertThat(one.labels()).isNull();
    assertThat(one.preprocessed()).isNull();
    assertThat(one.scores().count()).isEqualTo(2 * 6 * 7 * 8);
    assertThat(one.scores().maxDifference()).isLessThan(1e-2);
  }

  @Test
  void tensorsThatDifferAreFound() throws IOException {
    assertThat(verify(tensorModel(90)).isVerified()).isFalse();
  }

  /** The same tensor with the expected output worked on here, by the formulas. */
  @ParameterizedTest
  @CsvSource({"activated, sigmoid", "binary, sigmoid", "activated, softmax"})
  void expectedOutputsMayBeActivated(String outputIs, String activation) throws IOException {
    Path folder = tensorModel(100);
    Path npy = folder.resolve("output.npy");
    byte[] bytes = Files.readAllBytes(npy);
    ByteBuffer values = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    for (int at = 128; at < bytes.length; at += 8) { // Fortran order: the two classes alternate
      double a = values.getFloat(at);
      double b = values.getFloat(at + 4);
      double first = 1 / (1 + Math.exp(activation.equals("softmax") ? b - a : -a));
      double second = activation.equals("softmax") ? 1 - first : 1 / (1 + Math.exp(-b));
      boolean binary = outputIs.equals("binary");
      values.putFloat(at, (float) (binary ? (first > 0.5 ? 1 : 0) : first));
      values.putFloat(at + 4, (float) (binary ? (second > 0.5 ? 1 : 0) : second));
    }
    Files.write(npy, bytes);
    Path file = folder.resolve("holoseg.json");
    ObjectNode json = (ObjectNode) JSON.readTree(file.toFile());
    ObjectNode decision = (ObjectNode) json.get("decision");
    decision.put("activation", activation).put("rule", "threshold").put("threshold", 0.5);
    ObjectNode test = (ObjectNode) json.at("/tests/0");
    test.put("absoluteTolerance", 1e-5);
    JSON.writeValue(file.toFile(), json);
    assertThat(verify(folder).isVerified()).isFalse(); // outputs taken as plain scores
    test.put("outputIs", outputIs);
    JSON.writeValue(file.toFile(), json);
    Certificate c = verify(folder);
    assertThat(c.isVerified()).as(c.toText()).isTrue();
  }

  @Test
  void aStepOfFloat16IsThatAtTheValue() {
    assertThat(GoldenRun.halfStep(0)).isEqualTo(1e-3);
    assertThat(GoldenRun.halfStep(1.5f)).isEqualTo(1e-3);
    assertThat(GoldenRun.halfStep(-9f)).isEqualTo(0x1p-7);
  }
}
