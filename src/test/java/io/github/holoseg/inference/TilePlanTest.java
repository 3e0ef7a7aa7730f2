package io.github.holoseg.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.holoseg.model.NetworkSpec.SizeRule;
import io.github.holoseg.model.WindowSpec.Blend;
import io.github.holoseg.model.WindowSpec.Whole;
import io.github.holoseg.testing.Golden;
import io.github.holoseg.testing.ModelSpecs;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class TilePlanTest {
  @Test
  void positionsEqualNnunetsAndMonais() {
    for (JsonNode c : Golden.manifest("inference").get("steps")) {
      int size = c.get("size").asInt();
      int patch = c.get("patch").asInt();
      double overlap = c.get("overlap").asDouble();
      assertThat(AxisTiles.even(size, patch, overlap).starts())
          .as("nnU-Net %s", c)
          .containsExactly(Golden.ints(c.get("even")));
      assertThat(AxisTiles.fixedStep(size, patch, overlap).starts())
          .as("MONAI %s", c)
          .containsExactly(Golden.ints(c.get("fixed")));
    }
  }

  @Property
  void interiorsCoverTheAxisOnceAndKeepTheHalo(
      @ForAll @IntRange(min = 1, max = 400) int size,
      @ForAll @IntRange(min = 1, max = 20) int halo,
      @ForAll @IntRange(min = 1, max = 40) int inner) {
    int patch = inner + 2 * halo;
    AxisTiles tiles = AxisTiles.interior(size, patch, halo, 1);
    int end = 0;
    for (int i = 0; i < tiles.count(); i++) {
      assertThat(tiles.keepFrom()[i]).isEqualTo(end);
      end = tiles.keepTo()[i];
      assertThat(end).isGreaterThan(tiles.keepFrom()[i]);
      if (i > 0) {
        assertThat(tiles.keepFrom()[i] - tiles.starts()[i]).isGreaterThanOrEqualTo(halo);
      }
      if (i < tiles.count() - 1) {
        assertThat(tiles.starts()[i] + patch - end).isGreaterThanOrEqualTo(halo);
      }
    }
    assertThat(end).isEqualTo(size);
  }

  @Property
  void tilesOfBothRulesCoverTheAxis(
      @ForAll @IntRange(min = 1, max = 300) int size,
      @ForAll @IntRange(min = 2, max = 64) int patch,
      @ForAll @IntRange(min = 0, max = 9) int tenths) {
    for (AxisTiles tiles :
        List.of(
            AxisTiles.even(size, patch, tenths / 10.0),
            AxisTiles.fixedStep(size, patch, tenths / 10.0))) {
      int end = 0;
      for (int i = 0; i < tiles.count(); i++) {
        assertThat(tiles.keepFrom()[i]).isLessThanOrEqualTo(end);
        end = tiles.keepTo()[i];
      }
      assertThat(end).isEqualTo(size);
    }
  }

  @Test
  void aSmallGridIsPaddedByHalfOnTheLowSide() {
    AxisTiles tiles = AxisTiles.even(5, 16, 0.5);
    assertThat(tiles.starts()).containsExactly(-5);
    assertThat(tiles.keepFrom()).containsExactly(0);
    assertThat(tiles.keepTo()).containsExactly(5);
  }

  @Test
  void wholeIfItFitsElseTiles() {
    ModelSpecs specs = new ModelSpecs();
    specs.size = new SizeRule(16, 8, 0);
    specs.whole = Whole.AUTO;
    specs.patch = new int[] {32, 32, 32};
    int[] grid = {50, 60, 70};
    TilePlan whole = TilePlan.of(specs.network(), specs.window(), grid, Long.MAX_VALUE);
    assertThat(whole.isSinglePass()).isTrue();
    assertThat(whole.tileSize()).containsExactly(56, 64, 72);
    TilePlan tiled = TilePlan.of(specs.network(), specs.window(), grid, 1000);
    assertThat(tiled.isSinglePass()).isFalse();
    assertThat(tiled.tileSize()).containsExactly(32, 32, 32);
    // 50 voxels: 3 tiles; 60: 3; 70: 4 (nnU-Net's rule at half overlap)
    assertThat(tiled.tiles()).isEqualTo(3 * 3 * 4);
  }

  @Test
  void mirroringsComeInNnunetsOrder() {
    ModelSpecs specs = new ModelSpecs();
    specs.mirror = List.of(0, 1, 2);
    List<boolean[]> mirrors =
        TilePlan.of(specs.network(), specs.window(), new int[] {16, 16, 16}, 0).mirrors();
    StringBuilder order = new StringBuilder();
    for (boolean[] flip : mirrors) {
      order.append(flip[2] ? "z" : "").append(flip[1] ? "y" : "").append(flip[0] ? "x" : "");
      order.append(' ');
    }
    assertThat(order.toString()).isEqualTo(" z y x zy zx yx zyx ");
  }

  @Test
  void aPatchThatTheNetworkDoesNotTakeIsRefused() {
    ModelSpecs specs = new ModelSpecs();
    specs.size = new SizeRule(32, 32, 0);
    specs.patch = new int[] {48, 64, 64};
    assertThatThrownBy(
            () -> TilePlan.of(specs.network(), specs.window(), new int[] {99, 99, 99}, 0))
        .hasMessageContaining("tiles of 48 voxels");
  }

  @Test
  void aHaloWithoutInteriorIsRefused() {
    ModelSpecs specs = new ModelSpecs();
    specs.blend = Blend.CROP_HALO;
    specs.halo = new int[] {8, 8, 8};
    assertThatThrownBy(
            () -> TilePlan.of(specs.network(), specs.window(), new int[] {99, 99, 99}, 0))
        .hasMessageContaining("no interior with a halo of 8");
  }
}
