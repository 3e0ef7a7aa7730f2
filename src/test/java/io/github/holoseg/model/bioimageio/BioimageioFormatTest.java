package io.github.holoseg.model.bioimageio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.holoseg.model.AbstractModelFormatTest;
import io.github.holoseg.model.BundleFolders;
import io.github.holoseg.model.DecisionSpec;
import io.github.holoseg.model.GoldenTest;
import io.github.holoseg.model.IntensityStep;
import io.github.holoseg.model.ModelFormat;
import io.github.holoseg.model.ModelFormatException;
import io.github.holoseg.model.ModelRepository;
import io.github.holoseg.model.ModelSpec;
import io.github.holoseg.model.ModelSpecs;
import io.github.holoseg.model.NetworkSpec.SizeRule;
import io.github.holoseg.model.StepKind;
import io.github.holoseg.model.WindowSpec;
import io.github.holoseg.model.holoseg.HolosegFormat;
import io.github.holoseg.volume.Label;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class BioimageioFormatTest extends AbstractModelFormatTest {
  private static final String PRE = "/inputs/0/preprocessing";
  private static final String POST = "/outputs/0/postprocessing";
  private static final String NAMES = "/outputs/0/axes/1/channel_names";

  @Override
  protected ModelFormat format() {
    return new BioimageioFormat();
  }

  @Override
  protected void writeModel(Path folder) throws IOException {
    BundleFolders.copy(Packages.FOLDER.resolve("halo_sigmoid"), folder);
  }

  @Override
  protected String descriptionFile() {
    return "rdf.yaml";
  }

  static Stream<String> packages() throws IOException {
    return Packages.names().stream();
  }

  /** The package with pairs of pointer and value changed. */
  private ModelSpec changed(String name, String... changes) throws IOException {
    Path folder = Packages.copy(name, temp);
    for (int i = 0; i < changes.length; i += 2) {
      Packages.change(folder, changes[i], changes[i + 1]);
    }
    return format().load(folder);
  }

  /** For a list, nothing is hashed. */
  @Override
  @Test
  protected void describesWhatItLoads() throws IOException {
    Path folder = Packages.copy("halo_sigmoid", temp);
    ModelSpec described = format().describe(folder);
    ModelSpec loaded = format().load(folder);
    assertThat(described.labels()).isEqualTo(loaded.labels());
    assertThat(described.description()).isEqualTo(loaded.description());
    assertThat(described.intensity()).isEqualTo(loaded.intensity());
    assertThat(described.tests()).isEqualTo(loaded.tests());
    assertThat(described.network().weights().get(0).file())
        .isEqualTo(loaded.network().weights().get(0).file());
  }

  /** What is read can be written as our own format, and is the same then. */
  @ParameterizedTest
  @MethodSource("packages")
  void aNativeFolderSaysTheSame(String name) throws IOException {
    Path folder = Packages.copy(name, temp);
    ModelSpec spec = format().load(folder);
    HolosegFormat own = new HolosegFormat();
    own.write(spec, folder.resolve(HolosegFormat.FILE_NAME));
    assertThat(ModelSpecs.comparable(own.load(folder))).isEqualTo(ModelSpecs.comparable(spec));
  }

  @ParameterizedTest
  @ValueSource(strings = {"bioimageio.yaml", "model.yaml"})
  void theDescriptionHasSeveralNames(String name) throws IOException {
    Path folder = Packages.copy("old", temp);
    Files.move(folder.resolve("rdf.yaml"), folder.resolve(name));
    assertThat(format().matches(folder)).isTrue();
    assertThat(format().load(folder).id()).isEqualTo("Random_old");
    assertThat(ModelRepository.of(List.of()).load(folder.resolve(name).toString()).source())
        .isEqualTo("bioimageio");
  }

  @Test
  void aZipArchiveIsAModel() throws IOException {
    Path zip = temp.resolve("package.zip");
    Path folder = Packages.FOLDER.resolve("softmax_xyz");
    try (OutputStream out = Files.newOutputStream(zip);
        ZipOutputStream entries = new ZipOutputStream(out);
        Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        entries.putNextEntry(new ZipEntry(file.getFileName().toString()));
        Files.copy(file, entries);
      }
    }
    ModelSpec spec = ModelRepository.of(List.of()).load(zip.toString());
    assertThat(spec.id()).isEqualTo("Random_softmax_xyz");
    assertThat(spec.network().weights().get(0).externalData()).hasSize(1);
    assertThat(spec.tests()).hasSize(1);
  }

  @Test
  void haloSizesAndStepsAreRead() throws IOException {
    ModelSpec spec = changed("halo_sigmoid");
    assertThat(spec.id()).isEqualTo("Random_halo_sigmoid");
    assertThat(spec.license()).isEqualTo("MIT");
    assertThat(spec.citations()).containsExactly("Holoseg https://example.org/holoseg");
    assertThat(spec.network().axes()).isEqualTo("bczyx");
    assertThat(spec.network().size()).containsOnly(new SizeRule(18, 2, 0));
    assertThat(spec.window().halo()).containsExactly(8, 8, 8);
    assertThat(spec.window().padHalo()).isTrue();
    assertThat(spec.window().padMode()).isEqualTo(WindowSpec.PadMode.SYMMETRIC);
    assertThat(spec.window().whole()).isEqualTo(WindowSpec.Whole.AUTO);
    assertThat(spec.intensity())
        .containsExactly(
            new IntensityStep.Clip(-1, -1000, 1500), new IntensityStep.Linear(-1, 0.001, 0.25));
    assertThat(spec.decision().activation()).isEqualTo(DecisionSpec.Activation.SIGMOID);
    assertThat(spec.decision().rule()).isEqualTo(DecisionSpec.Rule.THRESHOLD);
    assertThat(spec.decision().threshold()).isEqualTo(0.5);
    assertThat(spec.labels()).containsExactly(Label.of(1, "bone"));
    assertThat(spec.geometry().spacing()).isNull();
    assertThat(spec.notice()).contains("states no voxel size");
    GoldenTest.Tensors test = (GoldenTest.Tensors) spec.tests().get(0);
    assertThat(test.outputIs()).isEqualTo(GoldenTest.Tensors.OutputIs.ACTIVATED);
    assertThat(test.absoluteTolerance()).isEqualTo(1e-3);
  }

  @Test
  void aStatedVoxelSizeIsTheNetworks() throws IOException {
    String axes = "/inputs/0/axes/";
    ModelSpec spec =
        changed(
            "halo_sigmoid",
            axes + "2/unit",
            "\"centimeter\"",
            axes + "2/scale",
            "0.2",
            "/outputs/0/axes/2/scale",
            "0.2",
            axes + "3/unit",
            "\"millimeter\"",
            axes + "3/scale",
            "1.5",
            "/outputs/0/axes/3/scale",
            "1.5",
            axes + "4/unit",
            "\"micrometer\"",
            axes + "4/scale",
            "750",
            "/outputs/0/axes/4/scale",
            "750");
    assertThat(spec.geometry().spacing())
        .containsExactly(new double[] {0.75, 1.5, 2}, within(1e-9));
    assertThat(spec.order())
        .containsExactly(StepKind.ORIENT, StepKind.RESAMPLE, StepKind.NORMALIZE, StepKind.PAD);
    assertThat(spec.notice()).isEqualTo("Not for clinical use");
  }

  @Test
  void whatTheSpecificationHasNoPlaceForStandsInConfig() throws IOException {
    ModelSpec spec =
        changed(
            "softmax_xyz",
            "/config",
            "{\"holoseg\":{\"labels\":[\"rest\",\"a\",\"b\"],\"values\":[0,75,76],\"decision\":\"threshold\","
                + "\"threshold\":[0.2,0.3,0.4],\"spacing\":[1,2,null],\"orientation\":\"RAS\","
                + "\"modality\":\"CT\",\"patch\":[32,32,16],\"halo\":[4,4,4]}}");
    assertThat(spec.labels()).containsExactly(Label.of(75, "a"), Label.of(76, "b"));
    assertThat(spec.decision().thresholds()).containsExactly(0.2, 0.3, 0.4);
    assertThat(spec.decision().classValues()).containsExactly(0, 75, 76);
    assertThat(spec.geometry().spacing()).containsExactly(1, 2, Double.NaN);
    assertThat(spec.geometry().orientation()).isEqualTo("RAS");
    assertThat(spec.modality()).isEqualTo("CT");
    assertThat(spec.window().patch()).containsExactly(32, 32, 16);
    assertThat(spec.window().blend()).isEqualTo(WindowSpec.Blend.CROP_HALO);
    assertThat(
            changed("softmax_xyz", "/config", "{\"holoseg\":{\"spacing\":[null,null,null]}}")
                .geometry()
                .spacing())
        .isNull();
    ModelSpec tiles = changed("softmax_xyz", "/config", "{\"holoseg\":{\"patch\":[32,32,32]}}");
    assertThat(tiles.window().blend()).isEqualTo(WindowSpec.Blend.GAUSSIAN_MONAI);
    assertThat(tiles.window().overlap()).isEqualTo(0.5);
  }

  @Test
  void withoutAHaloTheScanGoesThroughAtOnceOrInOverlappingTiles() throws IOException {
    assertThat(changed("softmax_xyz").window().whole()).isEqualTo(WindowSpec.Whole.ALWAYS);
    assertThat(changed("flat_statistics").window().patch()).containsExactly(8192, 8192, 1);
    ModelSpec fixed = changed("old_fixed");
    assertThat(fixed.network().size())
        .containsExactly(new SizeRule(12, 1, 12), new SizeRule(14, 1, 14), new SizeRule(10, 1, 10));
    assertThat(fixed.window().blend()).isEqualTo(WindowSpec.Blend.GAUSSIAN_MONAI);
    assertThat(fixed.description()).contains("takes one size only and states no halo");
  }

  @Test
  void statisticsAreRawPerSliceOrTogether() throws IOException {
    assertThat(changed("softmax_xyz").intensity())
        .containsExactly(
            new IntensityStep.ClipPercentiles(
                -1, 2, 97, false, IntensityStep.Quantile.INVERTED_CDF),
            new IntensityStep.Measured(
                new IntensityStep.ScalePercentiles(-1, 5, 99, 1e-6, false), true, false));
    assertThat(changed("flat_statistics").intensity())
        .containsExactly(
            new IntensityStep.Measured(
                new IntensityStep.ScalePercentiles(-1, 1, 99.8, 1e-6, false), false, true));
    assertThat(changed("together").intensity())
        .containsExactly(
            new IntensityStep.ZScore(-1, IntensityStep.ZScore.Mask.ALL, 1e-6, true, true));
  }

  @Test
  void channelsMayHaveTheirOwnThresholds() throws IOException {
    ModelSpec spec =
        changed(
            "two_channels", POST + "/1/kwargs", "{\"axis\":\"channel\",\"threshold\":[0.25,0.75]}");
    assertThat(spec.decision().thresholds()).containsExactly(0.25, 0.75);
    assertThat(spec.labels()).containsExactly(Label.of(1, "core"), Label.of(2, "rim"));
    assertThat(spec.description()).contains("later channels are painted over earlier ones");
  }

  /** A threshold after operations that keep the order of values is one before them. */
  @Test
  void thresholdsAreMovedToWhereScoresAre() throws IOException {
    ModelSpec spec = changed("slices_of_volume");
    assertThat(spec.decision().threshold()).isCloseTo(140 / 255.0, within(1e-12));
    assertThat(((GoldenTest.Tensors) spec.tests().get(0)).outputIs())
        .isEqualTo(GoldenTest.Tensors.OutputIs.BINARY);
    ModelSpec open =
        changed(
            "halo_sigmoid",
            POST,
            "[{\"id\":\"scale_linear\",\"kwargs\":{\"gain\":2,\"offset\":-1}},"
                + "{\"id\":\"clip\",\"kwargs\":{\"min\":0,\"max\":1}}]");
    assertThat(open.decision().threshold()).isEqualTo(0.75);
    assertThat(open.decision().activation()).isEqualTo(DecisionSpec.Activation.NONE);
    assertThat(open.tests()).isEmpty();
    assertThat(open.description()).contains("Its test tensors are not compared");
  }

  /** The table of docs/models/bioimageio.md. */
  @Test
  void outputsBecomeLabels() throws IOException {
    ModelSpec one = changed("halo_sigmoid", POST, "[]");
    assertThat(one.decision().activation()).isEqualTo(DecisionSpec.Activation.NONE);
    assertThat(one.decision().threshold()).isEqualTo(0.5);
    assertThat(one.description()).contains("taken for a probability");
    assertThatThrownBy(
            () -> changed("halo_sigmoid", POST, "[]", "/outputs/0/data", "{\"range\":[-1,1]}"))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("has values from -1.0 to 1.0, no probabilities; say it in");
    ModelSpec softmax = changed("softmax_xyz");
    assertThat(softmax.decision().rule()).isEqualTo(DecisionSpec.Rule.ARGMAX);
    assertThat(softmax.labels()).containsExactly(Label.of(1, "liver"), Label.of(2, "kidney_ left"));
    ModelSpec nameless = changed("softmax_xyz", NAMES, "[\"channel0\",\"channel1\",\"channel2\"]");
    assertThat(nameless.labels()).containsExactly(Label.of(1, "label 1"), Label.of(2, "label 2"));
    assertThat(nameless.description()).contains("first output channel is taken for the background");
    ModelSpec all = changed("softmax_xyz", NAMES, "[\"a\",\"b\",\"c\"]");
    assertThat(all.decision().classValues()).containsExactly(1, 2, 3);
    assertThat(all.description()).contains("every voxel has a label");
    ModelSpec range =
        changed("together", NAMES, "[\"a\",\"b\"]", "/outputs/0/data", "{\"range\":[0,1]}");
    assertThat(range.decision().rule()).isEqualTo(DecisionSpec.Rule.THRESHOLD);
    assertThatThrownBy(() -> changed("together", NAMES, "[\"a\",\"b\"]"))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("has 2 channels, and nothing says how they become labels");
    assertThatThrownBy(
            () -> changed("softmax_xyz", POST + "/1", "{\"id\":\"clip\",\"kwargs\":{\"max\":0.9}}"))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("clips scores that are compared with each other");
  }

  @Test
  void typesOfWholeNumbersLimitTheScan() throws IOException {
    ModelSpec spec = changed("types");
    assertThat(spec.intensity().get(0)).isEqualTo(new IntensityStep.Whole(-1, -32768, 32767));
    assertThat(spec.intensity().get(2)).isEqualTo(new IntensityStep.Whole(-1, -128, 127));
    assertThat(spec.description()).contains("takes whole numbers from -32768 to 32767");
    assertThat(changed("old").intensity()).hasSize(1);
    assertThat(changed("old", "/inputs/0/data_type", "\"uint8\"").intensity().get(0))
        .isEqualTo(new IntensityStep.Whole(-1, 0, 255));
    assertThat(changed("old", "/inputs/0/data_type", "\"uint8\"", PRE, "[]").intensity())
        .as("bioimageio.core casts only before other steps")
        .isEmpty();
  }

  @Test
  void addressesOfTestTensorsAreNotFetched() throws IOException {
    ModelSpec spec = changed("old", "/test_inputs", "[\"https://example.org/in.npy\"]");
    assertThat(spec.tests()).isEmpty();
    assertThat(spec.description()).contains("are not in the package");
  }

  @Test
  void thePackagesTolerancesCount() throws IOException {
    ModelSpec spec =
        changed(
            "halo_sigmoid",
            "/config",
            "{\"bioimageio\":{\"reproducibility_tolerance\":[{\"weights_formats\":[\"torchscript\"],"
                + "\"absolute_tolerance\":1},{\"absolute_tolerance\":0.01}]}}");
    GoldenTest.Tensors test = (GoldenTest.Tensors) spec.tests().get(0);
    assertThat(test.absoluteTolerance()).isEqualTo(0.01);
    assertThat(test.relativeTolerance()).isEqualTo(1e-3);
  }
}
