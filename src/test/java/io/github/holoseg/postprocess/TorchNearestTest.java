package io.github.holoseg.postprocess;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

class TorchNearestTest {
  /** Lines of up to 300 voxels, most of them with every second position halfway. */
  @Test
  void takesTheSamplesThatMonaiTakes() throws IOException {
    try (var in = getClass().getResourceAsStream("/golden/postprocess/manifest.json")) {
      JsonNode lines = new ObjectMapper().readTree(in).get("torchNearest");
      assertThat(lines).hasSizeGreaterThan(5);
      for (JsonNode line : lines) {
        int outputs = line.get("outputs").asInt();
        TorchNearest nearest =
            new TorchNearest(line.get("inputs").asInt(), outputs, line.get("ratio").asDouble(), 0);
        int[] expected =
            StreamSupport.stream(line.get("samples").spliterator(), false)
                .mapToInt(JsonNode::asInt)
                .toArray();
        assertThat(IntStream.range(0, outputs).map(nearest::sample).toArray()).isEqualTo(expected);
      }
    }
  }
}
