package io.github.holoseg.inference;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.holoseg.grid.SliceGrid;
import io.github.holoseg.inference.InferenceEngine.Session;
import io.github.holoseg.inference.ort.OrtEngine;
import io.github.holoseg.model.WindowSpec.Accumulate;
import io.github.holoseg.model.WindowSpec.Blend;
import io.github.holoseg.model.WindowSpec.PadMode;
import io.github.holoseg.model.WindowSpec.Placement;
import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.task.ProgressListener;
import io.github.holoseg.testing.Golden;
import io.github.holoseg.testing.Grids;
import io.github.holoseg.testing.ModelSpecs;
import io.github.holoseg.testing.Npy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Tiles, mirroring, blending and half-precision sums against nnU-Net and MONAI themselves. */
class SlidingWindowGoldenTest {
  @TestFactory
  List<DynamicTest> equalsTheOriginals() {
    List<DynamicTest> tests = new ArrayList<>();
    for (JsonNode c : Golden.manifest("inference").get("windows")) {
      tests.add(DynamicTest.dynamicTest(c.get("name").asText(), () -> check(c)));
    }
    return tests;
  }

  private static void check(JsonNode c) throws Exception {
    String name = c.get("name").asText();
    SliceGrid grid = Grids.of(Npy.resource("/golden/inference/window_" + name + "_in.npy"));
    Npy expected = Npy.resource("/golden/inference/window_" + name + "_out.npy");
    ModelSpecs specs = new ModelSpecs();
    specs.weights(
        Path.of(SlidingWindowGoldenTest.class.getResource("/golden/inference/conv.onnx").toURI()));
    specs.patch = Golden.ints(c.get("patch"));
    specs.overlap = c.get("overlap").asDouble();
    specs.placement = Placement.valueOf(c.get("placement").asText());
    specs.blend = Blend.valueOf(c.get("blend").asText());
    specs.accumulate = Accumulate.valueOf(c.get("accumulate").asText());
    specs.padMode = PadMode.valueOf(c.get("padMode").asText());
    specs.mirror = new ArrayList<>();
    c.get("mirror").forEach(axis -> specs.mirror.add(axis.asInt()));
    TilePlan plan = TilePlan.of(specs.network(), specs.window(), grid.size(), 0);
    float[] scores = new float[expected.asDoubles().length];
    try (Session session =
        new OrtEngine().open(specs.network(), 0, plan.tileSize(), Device.CPU, 2)) {
      new SlidingWindowInferer(grid, plan, List.of(session), 2)
          .run(
              ScoreCollector.into(scores, grid.size(), 3),
              ProgressListener.NONE,
              CancellationToken.none());
    }
    assertThat(Grids.maxDifference(scores, expected.asFloats()))
        .isLessThanOrEqualTo(c.get("tolerance").asDouble() * 200);
  }
}
