package io.github.holoseg.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.holoseg.inference.Device;
import io.github.holoseg.model.DecisionSpec;
import io.github.holoseg.model.DecisionSpec.Activation;
import io.github.holoseg.model.DecisionSpec.Rule;
import io.github.holoseg.model.ModelSpec;
import io.github.holoseg.model.ResampleSpec;
import io.github.holoseg.model.ResampleSpec.Coordinates;
import io.github.holoseg.model.ResampleSpec.Interpolation;
import io.github.holoseg.model.ResampleSpec.Separate;
import io.github.holoseg.model.StepKind;
import io.github.holoseg.model.WindowSpec.Blend;
import io.github.holoseg.preprocess.Preprocessed;
import io.github.holoseg.preprocess.Preprocessor;
import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.task.ProgressListener;
import io.github.holoseg.testing.Golden;
import io.github.holoseg.testing.Grids;
import io.github.holoseg.testing.ModelSpecs;
import io.github.holoseg.testing.Npy;
import io.github.holoseg.testing.RasVolumes;
import io.github.holoseg.testing.Voxels;
import io.github.holoseg.volume.Label;
import io.github.holoseg.volume.LabelMap;
import io.github.holoseg.volume.Volume;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import net.imglib2.type.numeric.real.FloatType;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Turning, resampling, merging, restoring and cropping against TotalSegmentator's own functions
 * (totalsegmentator_golden.py). Networks are convolutions with whole numbers, so that nothing but
 * equality will do.
 */
class TotalSegmentatorGoldenTest {
  private static final String FOLDER = "/golden/totalsegmentator/";

  @TestFactory
  List<DynamicTest> theNetworkSeesTheSameValues() {
    return cases(TotalSegmentatorGoldenTest::checkResampled);
  }

  @TestFactory
  List<DynamicTest> mergedLabelsAreTheSame() {
    return cases(TotalSegmentatorGoldenTest::checkLabels);
  }

  @TestFactory
  List<DynamicTest> labelsOfARegionAreTheSame() {
    return cases(TotalSegmentatorGoldenTest::checkRegion);
  }

  private interface Check {
    void of(JsonNode node, String name) throws IOException;
  }

  private static List<DynamicTest> cases(Check check) {
    List<DynamicTest> tests = new ArrayList<>();
    for (JsonNode node : Golden.manifest("totalsegmentator").get("cases")) {
      String name = node.get("name").asText();
      tests.add(DynamicTest.dynamicTest(name, () -> check.of(node, name)));
    }
    return tests;
  }

  private static void checkResampled(JsonNode node, String name) {
    Npy expected = Npy.resource(FOLDER + name + "_resampled.npy");
    Preprocessed made =
        Preprocessor.apply(
            List.of(scan(node, name)),
            composite(node.get("target").asDouble()),
            2,
            ProgressListener.NONE,
            CancellationToken.none());
    assertThat(made.grid().size())
        .containsExactly(expected.shape()[2], expected.shape()[1], expected.shape()[0]);
    assertThat(Grids.values(made.grid())).containsExactly(expected.asFloats());
  }

  private static void checkLabels(JsonNode node, String name) throws IOException {
    ModelSpec model = composite(node.get("target").asDouble());
    SegmentationResult result = run(model, node, name, options(Set.of(), null));
    requireEqual(result.labels(), name + "_labels");
    assertThat(result.weights()).hasSize(2);
  }

  private static void checkRegion(JsonNode node, String name) throws IOException {
    double target = node.get("target").asDouble();
    ModelSpec coarse = network("coarse", 2 * target, 0, 1, 2, 3);
    RegionOfInterest roi =
        new RegionOfInterest(
            coarse,
            Set.of("label_" + node.get("found").asInt()),
            node.get("margin").asDouble(),
            null);
    Set<String> wanted = Set.of("label_1", "label_3");
    SegmentationResult result = run(composite(target), node, name, options(wanted, roi));
    requireEqual(result.labels(), name + "_roi");
    assertThat(result.weights()).hasSize(3);
  }

  private static void requireEqual(LabelMap labels, String file) {
    double[] expected = Npy.resource(FOLDER + file + ".npy").asDoubles();
    int[] found = Voxels.ints(labels.voxels());
    assertThat(IntStream.range(0, found.length).filter(i -> found[i] != expected[i]).count())
        .as("voxels that differ")
        .isZero();
    assertThat(found).hasSameSizeAs(expected);
  }

  private static SegmentationResult run(
      ModelSpec model, JsonNode node, String name, SegmenterOptions options) throws IOException {
    try (VolumeSegmenter segmenter = VolumeSegmenters.open(model, options)) {
      return segmenter.segment(scan(node, name), ProgressListener.NONE, CancellationToken.none());
    }
  }

  private static SegmenterOptions options(Set<String> labels, RegionOfInterest roi) {
    return new SegmenterOptions(Device.CPU, 2, labels, false, roi);
  }

  private static Volume<FloatType> scan(JsonNode node, String name) {
    return RasVolumes.of(FOLDER + name + "_in.npy", node.get("affine"));
  }

  /** Two networks; the second one's label is 3. */
  private static ModelSpec composite(double spacing) {
    ModelSpec first = network("first", spacing, 0, 1, 2);
    ModelSpec second = network("second", spacing, 0, 3);
    List<Label> labels = new ArrayList<>(first.labels());
    labels.addAll(second.labels());
    return copy(first, labels, first.decision(), List.of(second));
  }

  private static ModelSpec network(String file, double spacing, int... values) {
    ModelSpecs specs = new ModelSpecs().weights(path(file + ".onnx"));
    specs.classes = values.length;
    specs.orientation = "RAS";
    specs.spacing = new double[] {spacing, spacing, spacing};
    specs.image = resampling(Interpolation.LINEAR, true);
    specs.scores = resampling(Interpolation.NEAREST, false);
    specs.order = List.of(StepKind.ORIENT, StepKind.RESAMPLE, StepKind.PAD);
    specs.patch = new int[] {40, 40, 40};
    specs.blend = Blend.CONSTANT;
    ModelSpec model = specs.build();
    List<Label> labels =
        IntStream.of(values).filter(v -> v > 0).mapToObj(v -> Label.of(v, "label_" + v)).toList();
    DecisionSpec decision =
        new DecisionSpec(Activation.NONE, Rule.ARGMAX, 0.5, values, true, false);
    return copy(model, labels, decision, List.of());
  }

  private static ResampleSpec resampling(Interpolation interpolation, boolean truncate) {
    return new ResampleSpec(
        interpolation, Coordinates.CORNER_ALIGNED, Separate.NEVER, Interpolation.NEAREST, truncate);
  }

  private static ModelSpec copy(
      ModelSpec m, List<Label> labels, DecisionSpec decision, List<ModelSpec> parts) {
    return new ModelSpec(
        m.id(),
        m.version(),
        m.name(),
        m.description(),
        m.notice(),
        "totalsegmentator",
        m.license(),
        m.citations(),
        m.network(),
        m.geometry(),
        m.crop(),
        m.order(),
        m.intensity(),
        m.window(),
        decision,
        m.postprocess(),
        labels,
        m.inputRange(),
        m.modality(),
        parts,
        null,
        List.of(),
        null,
        List.of());
  }

  private static Path path(String file) {
    try {
      return Path.of(TotalSegmentatorGoldenTest.class.getResource(FOLDER + file).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
