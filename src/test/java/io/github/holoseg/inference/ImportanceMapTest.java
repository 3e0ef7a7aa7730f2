package io.github.holoseg.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.holoseg.grid.Half;
import io.github.holoseg.model.WindowSpec.Blend;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

class ImportanceMapTest {
  @Test
  void nnunetsMapBitForBit() throws Exception {
    for (JsonNode c : Golden.read("maps.json").get("maps")) {
      float[] map = ImportanceMap.of(Blend.GAUSSIAN_NNUNET, Golden.gridAxes(c.get("size")), 0.125);
      ByteBuffer expected = Golden.unpack(c.get("nnunetHalfBits"));
      assertThat(map.length * 2).isEqualTo(expected.capacity());
      for (int i = 0; i < map.length; i++) {
        assertThat(map[i])
            .as("%s, voxel %d", c.get("size"), i)
            .isEqualTo(Half.toFloat(expected.getShort(2 * i)));
      }
    }
  }

  @Test
  void nnunetsMapOfRealPatchesBitForBit() throws Exception {
    for (JsonNode c : Golden.read("maps.json").get("big")) {
      float[] map = ImportanceMap.of(Blend.GAUSSIAN_NNUNET, Golden.gridAxes(c.get("size")), 0.125);
      ByteBuffer bits = ByteBuffer.allocate(map.length * 2).order(ByteOrder.LITTLE_ENDIAN);
      for (float weight : map) {
        bits.putShort(Half.fromFloat(weight));
      }
      CRC32 crc = new CRC32();
      crc.update(bits.array());
      assertThat(crc.getValue()).as("%s", c.get("size")).isEqualTo(c.get("nnunetCrc32").asLong());
    }
  }

  @Test
  void cornersOfNnunetsMapAreTheSmallestSubnormal() {
    float[] map = ImportanceMap.of(Blend.GAUSSIAN_NNUNET, new int[] {64, 64, 64}, 0.125);
    assertThat(map[0]).isEqualTo(0x1p-24f);
    assertThat(map[(32 * 64 + 32) * 64 + 32]).isEqualTo(10f);
  }

  @Test
  void monaisMapWithinFourUnitsInTheLastPlace() throws Exception {
    for (JsonNode c : Golden.read("maps.json").get("maps")) {
      float[] map = ImportanceMap.of(Blend.GAUSSIAN_MONAI, Golden.gridAxes(c.get("size")), 0.125);
      ByteBuffer expected = Golden.unpack(c.get("monaiFloats"));
      assertThat(map.length * 4).isEqualTo(expected.capacity());
      for (int i = 0; i < map.length; i++) {
        float value = expected.getFloat(4 * i);
        assertThat(Math.abs(map[i] - value))
            .as("%s, voxel %d", c.get("size"), i)
            .isLessThanOrEqualTo(4 * Math.ulp(value));
      }
    }
  }

  @Test
  void constantIsOneAndHaloHasNone() {
    assertThat(ImportanceMap.of(Blend.CONSTANT, new int[] {2, 3, 4}, 0))
        .hasSize(24)
        .containsOnly(1f);
    assertThatThrownBy(() -> ImportanceMap.of(Blend.CROP_HALO, new int[] {2, 3, 4}, 0))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
