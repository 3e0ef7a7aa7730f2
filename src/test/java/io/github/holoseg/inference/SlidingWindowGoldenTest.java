package io.github.holoseg.inference;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.holoseg.grid.Half;
import io.github.holoseg.inference.ort.OrtEngine;
import io.github.holoseg.model.NetworkSpec;
import io.github.holoseg.model.WindowSpec.Accumulate;
import io.github.holoseg.model.WindowSpec.Blend;
import io.github.holoseg.model.WindowSpec.PadMode;
import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.task.ProgressListener;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The whole sliding window, with a real runtime, against nnU-Net's predictor and MONAI's {@code
 * sliding_window_inference}. The networks compute whole numbers, exactly, in every runtime: what is
 * compared is everything but the network.
 */
class SlidingWindowGoldenTest {
  private static final int CHANNELS = 2;
  private static final int CLASSES = 3;

  static Stream<Arguments> cases() throws IOException {
    return StreamSupport.stream(Golden.read("windows.json").get("cases").spliterator(), false)
        .map(c -> Arguments.of(c.get("system").asText() + ": " + c.get("name").asText(), c));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void equalsTheOriginal(String name, JsonNode c) throws Exception {
    boolean nnunet = c.get("system").asText().equals("nnunet");
    int[] size = Golden.gridAxes(c.get("size"));
    WindowPlan window = window(c, nnunet);
    float[] scores = run(window, size, c.get("folds").asInt());
    if (nnunet) {
      ByteBuffer expected = Golden.unpack(c.get("halfBits"));
      assertThat(scores.length * 2).isEqualTo(expected.capacity());
      for (int i = 0; i < scores.length; i++) {
        assertThat(scores[i]).as("score %d", i).isEqualTo(Half.toFloat(expected.getShort(2 * i)));
      }
    } else {
      ByteBuffer expected = Golden.unpack(c.get("floats"));
      assertThat(scores.length * 4).isEqualTo(expected.capacity());
      // Constant weights: sums of whole numbers, no rounding but the last. The two Gaussians differ
      // by a few units in the last place (ImportanceMapTest), and sums of scores up to 600 with
      // them.
      double tolerance = window.blend() == Blend.CONSTANT ? 0 : 2e-4;
      for (int i = 0; i < scores.length; i++) {
        assertThat((double) Math.abs(scores[i] - expected.getFloat(4 * i)))
            .as("score %d", i)
            .isLessThanOrEqualTo(tolerance);
      }
    }
  }

  private static WindowPlan window(JsonNode c, boolean nnunet) {
    int[] patch = Golden.gridAxes(c.get("patch"));
    double overlap = c.get("overlap").asDouble();
    Blend blend = Blend.valueOf(c.get("blend").asText());
    WindowPlan window =
        Windows.monai(
            patch,
            overlap,
            blend,
            PadMode.valueOf(c.get("pad").asText()),
            c.get("padValue").asDouble());
    if (!nnunet) {
      return window;
    }
    WindowPlan base =
        Windows.nnunet(
            patch, overlap, Golden.gridAxisList(c.get("mirror")).toArray(Integer[]::new));
    return blend == Blend.GAUSSIAN_NNUNET
        ? base
        : new WindowPlan(
            patch,
            overlap,
            base.placement(),
            blend,
            base.sigma(),
            base.halo(),
            base.padMode(),
            0,
            base.mirrorAxes(),
            Accumulate.FLOAT16,
            base.whole(),
            base.size(),
            false);
  }

  private static float[] run(WindowPlan window, int[] size, int folds) throws Exception {
    List<NetworkSpec.Weights> weights = new ArrayList<>();
    for (int i = 0; i < folds; i++) {
      var resource =
          SlidingWindowGoldenTest.class.getResource("/golden/inference/conv_" + i + ".onnx");
      weights.add(new NetworkSpec.Weights(Path.of(resource.toURI()), ""));
    }
    NetworkSpec network =
        new NetworkSpec(
            weights,
            "image",
            "scores",
            NetworkSpec.ElementType.FLOAT32,
            "bczyx",
            List.of("a", "b"),
            CLASSES,
            window.size());
    TilePlan plan = TilePlan.of(window, size);
    Collector collector = new Collector(CLASSES, size);
    List<InferenceEngine.Session> sessions = new ArrayList<>();
    try {
      for (int i = 0; i < folds; i++) {
        sessions.add(new OrtEngine().open(network, i, plan.tileSize(), Device.CPU, 1));
      }
      new SlidingWindowInferer(window, plan, "conv", CLASSES, 2)
          .run(
              Collector.image(CHANNELS, size),
              sessions,
              collector,
              ProgressListener.NONE,
              CancellationToken.none());
    } finally {
      sessions.forEach(InferenceEngine.Session::close);
    }
    assertThat(collector.slices()).isEqualTo(size[2]);
    return collector.scores;
  }
}
