package io.github.holoseg.inference;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.holoseg.model.WindowSpec.Blend;
import io.github.holoseg.testing.Golden;
import io.github.holoseg.testing.Grids;
import io.github.holoseg.testing.Npy;
import org.junit.jupiter.api.Test;

class ImportanceMapTest {
  @Test
  void equalsNnunetsBitForBit() {
    for (JsonNode c : Golden.manifest("inference").get("maps")) {
      Npy expected =
          Npy.resource("/golden/inference/nnunet_map_" + c.get("name").asText() + ".npy");
      float[] map = ImportanceMap.of(Blend.GAUSSIAN_NNUNET, Golden.ints(c.get("patch")), 0.125);
      assertThat(map).containsExactly(expected.asFloats());
    }
  }

  @Test
  void equalsMonais() {
    for (JsonNode c : Golden.manifest("inference").get("maps")) {
      Npy expected = Npy.resource("/golden/inference/monai_map_" + c.get("name").asText() + ".npy");
      float[] map = ImportanceMap.of(Blend.GAUSSIAN_MONAI, Golden.ints(c.get("patch")), 0.125);
      assertThat(Grids.maxDifference(map, expected.asFloats())).isLessThan(2e-7);
    }
  }
}
