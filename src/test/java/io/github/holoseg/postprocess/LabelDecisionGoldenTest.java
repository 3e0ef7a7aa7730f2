package io.github.holoseg.postprocess;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.holoseg.grid.GridMapping;
import io.github.holoseg.grid.GridMapping.Box;
import io.github.holoseg.model.DecisionSpec;
import io.github.holoseg.model.DecisionSpec.Activation;
import io.github.holoseg.model.DecisionSpec.Rule;
import io.github.holoseg.model.ModelSpec;
import io.github.holoseg.model.ResampleSpec;
import io.github.holoseg.model.ResampleSpec.Coordinates;
import io.github.holoseg.model.ResampleSpec.Interpolation;
import io.github.holoseg.model.ResampleSpec.Separate;
import io.github.holoseg.model.WindowSpec.Accumulate;
import io.github.holoseg.testing.Npy;
import io.github.holoseg.volume.AxisTurn;
import io.github.holoseg.volume.LabelMap;
import io.github.holoseg.volume.VolumeGeometry;
import java.io.IOException;
import java.util.Arrays;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every voxel equal to what nnU-Net, MONAI and TotalSegmentator's resampling make of the same
 * scores (src/main/python/reference/postprocess_golden.py).
 */
class LabelDecisionGoldenTest {
  private static final String FOLDER = "/golden/postprocess/";

  static Stream<JsonNode> cases() throws IOException {
    try (var in = LabelDecisionGoldenTest.class.getResourceAsStream(FOLDER + "manifest.json")) {
      JsonNode cases = new ObjectMapper().readTree(in).get("cases");
      return StreamSupport.stream(cases.spliterator(), false);
    }
  }

  @ParameterizedTest(name = "{index}")
  @MethodSource("cases")
  void equalsTheOriginal(JsonNode json) {
    String name = json.get("name").asText();
    Npy scores = Npy.resource(FOLDER + name + "_scores.npy");
    Npy expected = Npy.resource(FOLDER + name + "_labels.npy");
    int classes = scores.shape()[0];
    GridMapping mapping = mapping(json);
    for (int threads = 1; threads <= 3; threads += 2) {
      LabelDecision decision =
          new LabelDecision(
              model(json), mapping, Accumulate.valueOf(json.get("accumulate").asText()), threads);
      LabelMap map =
          DecisionFixture.feed(decision, scores.asFloats(), classes, mapping.gridCrop().size());
      assertThat(map.geometry()).isSameAs(mapping.source());
      int[] wanted = Arrays.stream(expected.asDoubles()).mapToInt(v -> (int) v).toArray();
      assertThat(DecisionFixture.voxels(map)).as(name).isEqualTo(wanted);
    }
  }

  private static GridMapping mapping(JsonNode json) {
    long[] size = Arrays.stream(ints(json, "scanSize")).asLongStream().toArray();
    return new GridMapping(
        VolumeGeometry.axisAligned(size, doubles(json, "scanSpacing")),
        new AxisTurn(ints(json, "turn"), new boolean[3]),
        new Box(ints(json, "cropMin"), ints(json, "cropSize")),
        ints(json, "resampledSize"),
        doubles(json, "sourceSpacing"),
        doubles(json, "gridSpacing"),
        new Box(ints(json, "gridCropMin"), ints(json, "gridCropSize")));
  }

  private static ModelSpec model(JsonNode json) {
    DecisionSpec decision =
        new DecisionSpec(
            Activation.valueOf(json.get("activation").asText()),
            Rule.valueOf(json.get("rule").asText()),
            json.get("threshold").asDouble(),
            ints(json, "classValues"),
            json.get("labelsFirst").asBoolean(),
            json.get("activationFirst").asBoolean());
    ResampleSpec scores =
        new ResampleSpec(
            Interpolation.valueOf(json.get("interpolation").asText()),
            Coordinates.valueOf(json.get("coordinates").asText()),
            Separate.valueOf(json.get("separate").asText()),
            Interpolation.valueOf(json.get("separateInterpolation").asText()),
            false);
    boolean monai = scores.coordinates() == Coordinates.FIRST_VOXEL;
    return DecisionFixture.model(decision, scores, monai ? 1e-3 : 0);
  }

  private static int[] ints(JsonNode json, String field) {
    return StreamSupport.stream(json.get(field).spliterator(), false)
        .mapToInt(JsonNode::asInt)
        .toArray();
  }

  private static double[] doubles(JsonNode json, String field) {
    return StreamSupport.stream(json.get(field).spliterator(), false)
        .mapToDouble(JsonNode::asDouble)
        .toArray();
  }
}
