package io.github.holoseg.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.holoseg.model.NetworkSpec.SizeRule;
import io.github.holoseg.model.TensorAxes;
import io.github.holoseg.model.WindowSpec;
import io.github.holoseg.model.WindowSpec.Accumulate;
import io.github.holoseg.model.WindowSpec.Blend;
import io.github.holoseg.model.WindowSpec.PadMode;
import io.github.holoseg.model.WindowSpec.Placement;
import io.github.holoseg.model.WindowSpec.Whole;
import java.util.List;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class TilePlanTest {
  private static final SizeRule BY_8 = new SizeRule(16, 8, 0);

  @Test
  void positionsAreThoseOfNnunetAndMonai() throws Exception {
    JsonNode cases = Golden.read("plans.json").get("axis");
    assertThat(cases.size()).isGreaterThan(200);
    for (JsonNode c : cases) {
      int size = c.get("size").asInt();
      int patch = c.get("patch").asInt();
      double overlap = c.get("overlap").asDouble();
      assertThat(AxisTiles.overlapping(size, patch, overlap, Placement.EVEN).starts())
          .as("nnU-Net %s", c)
          .isEqualTo(Golden.ints(c.get("even")));
      assertThat(AxisTiles.overlapping(size, patch, overlap, Placement.FIXED_STEP).starts())
          .as("MONAI %s", c)
          .isEqualTo(Golden.ints(c.get("fixed")));
    }
  }

  @Test
  void tilesAreVisitedInNnunetsOrder() throws Exception {
    JsonNode order = Golden.read("plans.json").get("order");
    TilePlan plan =
        TilePlan.of(
            Windows.nnunet(Golden.gridAxes(order.get("patch")), order.get("overlap").asDouble()),
            Golden.gridAxes(order.get("size")));
    JsonNode starts = order.get("starts");
    assertThat(plan.tileCount()).isEqualTo(starts.size()).isGreaterThan(8);
    for (int i = 0; i < starts.size(); i++) {
      assertThat(plan.start(i)).isEqualTo(Golden.gridAxes(starts.get(i)));
    }
  }

  @Test
  void gridsSmallerThanThePatchArePaddedLowSideFirstRoundedDown() {
    TilePlan plan = TilePlan.of(Windows.nnunet(new int[] {8, 9, 10}, 0.5), new int[] {5, 9, 3});
    assertThat(plan.padLow()).containsExactly(1, 0, 3);
    assertThat(plan.paddedSize()).containsExactly(8, 9, 10);
    assertThat(plan.tileCount()).isEqualTo(1);
    assertThat(plan.isWhole()).isFalse();
  }

  @Property
  void interiorsPartitionTheGridAndKeepTheHalo(
      @ForAll @IntRange(min = 1, max = 400) int grid,
      @ForAll @IntRange(min = 1, max = 128) int patch,
      @ForAll @IntRange(min = 0, max = 40) int halo,
      @ForAll boolean stepped) {
    SizeRule rule = stepped ? BY_8 : Windows.ANY;
    int step = rule.step();
    Assume.that(rule.atLeast(Math.min(patch, grid)) - 2 * halo >= step);
    AxisTiles axis = AxisTiles.interiors(grid, patch, halo, rule, 0);
    assertThat(rule.allows(axis.tile())).isTrue();
    assertThat(axis.padded()).isEqualTo(rule.atLeast(grid));
    assertThat(axis.kept()[0]).isZero();
    assertThat(axis.kept()[axis.count()]).isEqualTo(axis.padded());
    for (int i = 0; i < axis.count(); i++) {
      int start = axis.starts()[i];
      int end = start + axis.tile();
      assertThat(start % step).as("raster of the network").isZero();
      assertThat(axis.kept()[i]).isLessThan(axis.kept()[i + 1]);
      assertThat(axis.kept()[i] - start).isGreaterThanOrEqualTo(start == 0 ? 0 : halo);
      assertThat(end - axis.kept()[i + 1]).isGreaterThanOrEqualTo(end == axis.padded() ? 0 : halo);
      assertThat(end).isLessThanOrEqualTo(axis.padded());
    }
    int stride = (axis.tile() - 2 * halo) / step * step;
    int needed = (axis.padded() - axis.tile() + stride - 1) / stride + 1;
    assertThat(axis.count()).as("no more tiles than needed").isEqualTo(needed);
  }

  /** bioimage.io: the grid's own border is as far from a tile's border as any other voxel. */
  @Property
  void aPaddedHaloSurroundsTheGrid(
      @ForAll @IntRange(min = 1, max = 200) int grid,
      @ForAll @IntRange(min = 1, max = 128) int patch,
      @ForAll @IntRange(min = 1, max = 20) int halo) {
    Assume.that(BY_8.atLeast(Math.min(patch, grid)) - 2 * halo >= BY_8.step());
    for (AxisTiles axis :
        List.of(
            AxisTiles.interiors(grid, patch, halo, BY_8, halo),
            AxisTiles.whole(grid, BY_8, halo))) {
      assertThat(axis.padded()).isEqualTo(BY_8.atLeast(grid + 2 * halo));
      assertThat(axis.padLow()).isGreaterThanOrEqualTo(halo);
      assertThat(axis.padded() - grid - axis.padLow()).isGreaterThanOrEqualTo(halo);
      for (int voxel = axis.padLow(); voxel < axis.padLow() + grid; voxel++) {
        int tile = 0;
        while (axis.kept()[tile + 1] <= voxel) {
          tile++;
        }
        assertThat(voxel - axis.starts()[tile]).isGreaterThanOrEqualTo(halo);
        assertThat(axis.starts()[tile] + axis.tile() - 1 - voxel).isGreaterThanOrEqualTo(halo);
      }
    }
  }

  @Test
  void haloThatLeavesNothingIsRefused() {
    assertThatThrownBy(() -> AxisTiles.interiors(100, 40, 20, Windows.ANY, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a tile of 40 voxels with a halo of 20");
  }

  @Test
  void fixedSizeIsKeptWithInteriors() {
    AxisTiles axis = AxisTiles.interiors(100, 64, 10, new SizeRule(0, 0, 64), 0);
    assertThat(axis.tile()).isEqualTo(64);
    assertThat(axis.starts()).containsExactly(0, 36);
    AxisTiles small = AxisTiles.interiors(50, 64, 10, new SizeRule(0, 0, 64), 0);
    assertThat(small.padded()).isEqualTo(64);
    assertThat(small.padLow()).isEqualTo(7);
  }

  @Test
  void patchThatTheNetworkDoesNotTakeIsRefused() {
    WindowPlan window =
        new WindowPlan(
            new int[] {32, 32, 30},
            0.5,
            Placement.EVEN,
            Blend.CONSTANT,
            0,
            new int[3],
            PadMode.CONSTANT,
            0,
            List.of(),
            Accumulate.FLOAT32,
            Whole.NEVER,
            List.of(BY_8, BY_8, BY_8),
            false);
    assertThatThrownBy(() -> TilePlan.of(window, new int[] {64, 64, 64}))
        .hasMessageContaining("patch of 30 voxels along grid axis 2")
        .hasMessageContaining("32");
  }

  @Test
  void wholeGridIsOneTileOfTheNextSize() {
    WindowPlan window =
        Windows.whole(Windows.halo(new int[] {16, 16, 16}, new int[3], BY_8), Whole.ALWAYS);
    TilePlan plan = TilePlan.of(window, new int[] {17, 24, 9});
    assertThat(plan.isWhole()).isTrue();
    assertThat(plan.tileSize()).containsExactly(24, 24, 16);
    assertThat(plan.padLow()).containsExactly(3, 0, 3);
  }

  @Test
  void wholeGridBeyondAFixedSizeIsRefused() {
    SizeRule fixed = new SizeRule(0, 0, 64);
    WindowPlan window =
        Windows.whole(Windows.halo(new int[] {64, 64, 64}, new int[3], fixed), Whole.ALWAYS);
    assertThatThrownBy(() -> TilePlan.of(window, new int[] {64, 64, 65}))
        .hasMessageContaining("exactly 64 voxels along grid axis 2");
  }

  @Test
  void autoTakesOnePassOnlyIfItFits() {
    WindowPlan window =
        Windows.whole(
            Windows.halo(new int[] {32, 32, 32}, new int[] {4, 4, 4}, Windows.ANY), Whole.AUTO);
    int[] grid = {100, 100, 100};
    TilePlan whole = TilePlan.choose(window, grid, 1, 2, 1, Long.MAX_VALUE);
    assertThat(whole.isWhole()).isTrue();
    long needed = MemoryPlan.of(window, whole, 1, 2, 1, 0).totalBytes();
    assertThat(TilePlan.choose(window, grid, 1, 2, 1, needed).isWhole()).isFalse();
    assertThat(TilePlan.choose(window, grid, 1, 2, 1, needed + 1).isWhole()).isTrue();
    // 537 classes of a million floats are above 2 GiB
    assertThat(TilePlan.choose(window, grid, 1, 536, 1, Long.MAX_VALUE).isWhole()).isTrue();
    assertThat(TilePlan.choose(window, grid, 1, 537, 1, Long.MAX_VALUE).isWhole()).isFalse();
  }

  @Test
  void memoryDoesNotGrowWithTheLengthOfTheScan() {
    WindowPlan window = Windows.nnunet(new int[] {64, 64, 48}, 0.5, 2, 1);
    MemoryPlan near =
        MemoryPlan.of(window, TilePlan.of(window, new int[] {90, 80, 100}), 1, 25, 1, 0);
    MemoryPlan far =
        MemoryPlan.of(window, TilePlan.of(window, new int[] {90, 80, 9000}), 1, 25, 1, 0);
    assertThat(far).isEqualTo(near);
    long tile = 64 * 64 * 48;
    assertThat(near.tensorBytes()).isEqualTo(26 * tile * 4);
    assertThat(near.accumulatorBytes()).isEqualTo(25 * tile * 4 + 26 * 90L * 80 * 48 * 2);
    assertThat(near.sliceBytes()).isEqualTo(25L * 90 * 80 * 4 + tile * 4);
  }

  @Test
  void networksThatMakeSlicesHoldOneOfThem() {
    WindowPlan window = Windows.nnunet(new int[] {64, 64, 48}, 0.5, 2, 1);
    TilePlan plan = TilePlan.of(window, new int[] {90, 80, 100});
    long tile = 64 * 64 * 48;
    MemoryPlan one = MemoryPlan.of(window, plan, 1, 25, 3, 1);
    assertThat(one.tensorBytes()).isEqualTo((3 * tile + 2 * 25 * tile + 25 * 64 * 64) * 4);
    MemoryPlan none = MemoryPlan.of(window, plan, 1, 25, 3, 0);
    assertThat(none.tensorBytes()).isEqualTo(3 * 26 * tile * 4);
    assertThat(one.accumulatorBytes()).isEqualTo(none.accumulatorBytes());
    assertThat(one.sliceBytes()).isEqualTo(none.sliceBytes());
  }

  @Test
  void windowSpecIsTurnedToGridAxes() {
    WindowSpec spec =
        new WindowSpec(
            new int[] {10, 20, 30},
            0.25,
            Placement.EVEN,
            Blend.CROP_HALO,
            0.125,
            new int[] {1, 2, 3},
            PadMode.EDGE,
            0,
            List.of(0, 1),
            Accumulate.FLOAT32,
            Whole.NEVER,
            false);
    List<SizeRule> rules =
        List.of(new SizeRule(1, 1, 0), new SizeRule(2, 2, 0), new SizeRule(3, 3, 0));
    // axes "bcxzy": y fastest, then z, then x
    WindowPlan window = WindowPlan.of(spec, rules, TensorAxes.of("bcxzy"));
    assertThat(window.patch()).containsExactly(20, 30, 10);
    assertThat(window.halo()).containsExactly(2, 3, 1);
    assertThat(window.size()).extracting(SizeRule::step).containsExactly(2, 3, 1);
    assertThat(window.mirrorAxes()).as("x is axis 2, y axis 0").containsExactly(2, 0);
    assertThat(window.passes()).isEqualTo(4);
  }
}
