package io.github.holoseg.postprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.FloatRange;
import org.junit.jupiter.api.Test;

class ActivationsTest {
  /** Bounds found by bisection of torch.sigmoid: exactly the same floats. */
  @Test
  void sigmoidBoundsAreThoseOfPyTorch() throws IOException {
    try (var in = getClass().getResourceAsStream("/golden/postprocess/manifest.json")) {
      JsonNode bounds = new ObjectMapper().readTree(in).get("sigmoidBounds");
      assertThat(bounds).isNotEmpty();
      for (JsonNode bound : bounds) {
        float threshold = (float) bound.get("threshold").asDouble();
        assertThat(Activations.sigmoidBound(threshold))
            .isEqualTo((float) bound.get("bound").asDouble());
      }
    }
  }

  @Property
  void aScoreReachesTheBoundExactlyWhenItsSigmoidExceedsTheThreshold(
      @ForAll @FloatRange(min = -30, max = 30) float score,
      @ForAll @FloatRange(min = 0.01f, max = 0.99f) float threshold) {
    boolean painted = Activations.sigmoid(score) > threshold;
    assertThat(score >= Activations.sigmoidBound(threshold)).isEqualTo(painted);
  }

  @Test
  void thresholdsBeyondTheRangePaintNothingOrEverything() {
    assertThat(Activations.sigmoidBound(1)).isEqualTo(Float.POSITIVE_INFINITY);
    assertThat(Activations.sigmoidBound(-0.1f)).isEqualTo(Float.NEGATIVE_INFINITY);
  }

  @Test
  void softmaxOfLargeScoresDoesNotOverflow() {
    float[] scores = {1000, 5, 1001, 5, 999, 5}; // three classes, two positions
    Activations.softmax(scores, 3, 2, 0, 2);
    double sum = Math.exp(-1) + 1 + Math.exp(-2);
    assertThat(scores[0]).isCloseTo((float) (Math.exp(-1) / sum), within(1e-7f));
    assertThat(scores[2]).isCloseTo((float) (1 / sum), within(1e-7f));
    assertThat(scores[1]).isEqualTo(1 / 3f);
  }
}
