package io.github.holoseg.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.holoseg.grid.SliceGrid;
import io.github.holoseg.inference.InferenceEngine.Session;
import io.github.holoseg.model.WindowSpec.Accumulate;
import io.github.holoseg.model.WindowSpec.Blend;
import io.github.holoseg.model.WindowSpec.Placement;
import io.github.holoseg.model.WindowSpec.Whole;
import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.task.ProgressListener;
import io.github.holoseg.testing.Grids;
import io.github.holoseg.testing.ModelSpecs;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SlidingWindowInfererTest {
  private static final int CLASSES = 3;

  /** Scores up to 3, each product, sum and quotient of some 25 tiles off by at most 2^-24. */
  private static final double ROUNDING = 3 * 30 * 0x1p-24;

  /** Blending equal scores gives those scores back, whatever the tiles, weights and threads. */
  @Property(tries = 200)
  void aPointwiseNetworkGivesThePointwiseResult(
      @ForAll @IntRange(min = 1, max = 14) int nx,
      @ForAll @IntRange(min = 1, max = 14) int ny,
      @ForAll @IntRange(min = 1, max = 14) int nz,
      @ForAll Blend blend,
      @ForAll Placement placement,
      @ForAll Whole whole,
      @ForAll @IntRange(min = 0, max = 7) int mirrored,
      @ForAll @IntRange(min = 1, max = 2) int folds,
      @ForAll long seed)
      throws Exception {
    ModelSpecs specs = new ModelSpecs();
    specs.blend = blend;
    specs.placement = placement;
    specs.whole = whole;
    specs.patch = new int[] {6, 5, 4};
    specs.halo = new int[] {1, 1, 1};
    specs.mirror = new ArrayList<>();
    for (int axis = 0; axis < 3; axis++) {
      if ((mirrored >> axis & 1) != 0) {
        specs.mirror.add(axis);
      }
    }
    SliceGrid grid = random(seed, nx, ny, nz);
    TilePlan plan =
        TilePlan.of(specs.network(), specs.window(), grid.size(), seed % 2 == 0 ? 1 << 20 : 0);
    List<Session> sessions = new ArrayList<>();
    for (int fold = 0; fold < folds; fold++) {
      sessions.add(new CountingSession(plan.tileSize(), CLASSES));
    }
    float[] scores = new float[CLASSES * nx * ny * nz];
    InferenceRecord record =
        new SlidingWindowInferer(grid, plan, sessions, 2)
            .run(
                ScoreCollector.into(scores, grid.size(), CLASSES),
                ProgressListener.NONE,
                CancellationToken.none());
    float[] expected = new float[scores.length];
    float[] values = Grids.values(grid);
    for (int i = 0; i < expected.length; i++) {
      expected[i] = values[i % values.length] + (float) (i / values.length);
    }
    assertThat(Grids.maxDifference(scores, expected)).isLessThan(ROUNDING);
    int runs = sessions.stream().mapToInt(s -> ((CountingSession) s).runs).sum();
    assertThat(record.networkRuns()).isEqualTo(runs).isEqualTo(plan.networkRuns() * folds);
  }

  @Test
  void tilesComeSlowestAxisFirstAndProgressCountsThem() throws Exception {
    SliceGrid grid = new SliceGrid(1, 4, 4, 4);
    for (int z = 0; z < 4; z++) {
      for (int i = 0; i < 16; i++) {
        grid.slice(0, z)[i] = z * 100 + i / 4 * 10 + i % 4;
      }
    }
    ModelSpecs specs = new ModelSpecs();
    specs.patch = new int[] {2, 2, 2};
    specs.overlap = 0;
    TilePlan plan = TilePlan.of(specs.network(), specs.window(), grid.size(), 0);
    CountingSession session = new CountingSession(plan.tileSize(), CLASSES);
    List<String> progress = new ArrayList<>();
    new SlidingWindowInferer(grid, plan, List.of(session), 1)
        .run(
            (index, scores) -> progress.add("slice " + index),
            (stage, done, total) -> progress.add(done + "/" + total),
            CancellationToken.none());
    assertThat(session.firstVoxels).containsExactly(0f, 2f, 20f, 22f, 200f, 202f, 220f, 222f);
    // Slices are handed on as soon as they are final, not at the end.
    assertThat(progress)
        .containsExactly(
            "0/8", "1/8", "2/8", "3/8", "4/8", "slice 0", "slice 1", "5/8", "6/8", "7/8", "8/8",
            "slice 2", "slice 3");
  }

  @Test
  void cancelStopsBeforeTheNextTile() {
    SliceGrid grid = new SliceGrid(1, 8, 8, 8);
    ModelSpecs specs = new ModelSpecs();
    specs.patch = new int[] {4, 4, 4};
    TilePlan plan = TilePlan.of(specs.network(), specs.window(), grid.size(), 0);
    CountingSession session = new CountingSession(plan.tileSize(), CLASSES);
    CancellationToken cancel = new CancellationToken();
    session.duringRun =
        () -> {
          if (session.runs == 3) {
            cancel.cancel();
          }
        };
    assertThatThrownBy(
            () ->
                new SlidingWindowInferer(grid, plan, List.of(session), 1)
                    .run((index, scores) -> {}, ProgressListener.NONE, cancel))
        .isInstanceOf(CancellationException.class);
    assertThat(session.runs).isEqualTo(3);
  }

  @Test
  void scoresThatAreNoNumbersAreAnError() {
    SliceGrid grid = new SliceGrid(1, 4, 4, 4);
    grid.slice(0, 2)[5] = Float.NaN;
    ModelSpecs specs = new ModelSpecs();
    specs.patch = new int[] {4, 4, 4};
    TilePlan plan = TilePlan.of(specs.network(), specs.window(), grid.size(), 0);
    assertThatThrownBy(
            () ->
                new SlidingWindowInferer(
                        grid, plan, List.of(new CountingSession(plan.tileSize(), CLASSES)), 1)
                    .run((index, scores) -> {}, ProgressListener.NONE, CancellationToken.none()))
        .hasMessageContaining("no finite numbers (slice 2");
  }

  /** The point of the design: sums are as deep as a tile, however long the volume is. */
  @Test
  void memoryDoesNotGrowWithTheLengthOfTheVolume() throws Exception {
    ModelSpecs specs = new ModelSpecs();
    specs.accumulate = Accumulate.FLOAT32;
    specs.patch = new int[] {16, 16, 8};
    long[] bytes = new long[2];
    for (int i = 0; i < 2; i++) {
      SliceGrid grid = new SliceGrid(1, 20, 20, i == 0 ? 20 : 200);
      TilePlan plan = TilePlan.of(specs.network(), specs.window(), grid.size(), 0);
      bytes[i] =
          new SlidingWindowInferer(
                  grid, plan, List.of(new CountingSession(plan.tileSize(), CLASSES)), 1)
              .run((index, scores) -> {}, ProgressListener.NONE, CancellationToken.none())
              .peakBytes();
    }
    assertThat(bytes[1]).isEqualTo(bytes[0]);
    long classesTimesVolume = 4L * CLASSES * 20 * 20 * 200;
    assertThat(bytes[1]).isLessThan(classesTimesVolume / 4);
  }

  private static SliceGrid random(long seed, int... size) {
    Random random = new Random(seed);
    SliceGrid grid = new SliceGrid(1, size);
    for (int z = 0; z < size[2]; z++) {
      float[] slice = grid.slice(0, z);
      for (int i = 0; i < slice.length; i++) {
        slice[i] = random.nextFloat();
      }
    }
    return grid;
  }
}
