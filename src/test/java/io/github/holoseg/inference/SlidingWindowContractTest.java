package io.github.holoseg.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.holoseg.grid.FloatGrid;
import io.github.holoseg.grid.SliceGrid;
import io.github.holoseg.model.NetworkSpec.SizeRule;
import io.github.holoseg.model.WindowSpec.Accumulate;
import io.github.holoseg.model.WindowSpec.Blend;
import io.github.holoseg.model.WindowSpec.PadMode;
import io.github.holoseg.model.WindowSpec.Placement;
import io.github.holoseg.model.WindowSpec.Whole;
import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.task.ProgressListener;
import io.github.holoseg.task.Stage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

/** What the sliding window owes its callers, with a network that counts. */
class SlidingWindowContractTest {
  private static final BiConsumer<float[], float[]> COPY =
      (in, out) -> System.arraycopy(in, 0, out, 0, in.length);

  /** Every voxel holds its own number, so a tile's first value tells where it lies. */
  private static SliceGrid numbered(int... size) {
    SliceGrid grid = new SliceGrid(1, size);
    for (int z = 0; z < size[2]; z++) {
      for (int i = 0; i < size[0] * size[1]; i++) {
        grid.slice(0, z)[i] = z * size[0] * size[1] + i;
      }
    }
    return grid;
  }

  private static InferenceRun run(
      WindowPlan window, SliceGrid grid, List<FakeSession> folds, Collector collector, int threads)
      throws IOException {
    TilePlan plan = TilePlan.of(window, grid.size());
    return new SlidingWindowInferer(window, plan, "fake", 1, threads)
        .run(
            grid,
            new ArrayList<InferenceEngine.Session>(folds),
            collector,
            ProgressListener.NONE,
            CancellationToken.none());
  }

  @Test
  void runsEachTilePassAndFoldOnceInOrder() throws IOException {
    int[] size = {9, 7, 11};
    WindowPlan window = Windows.nnunet(new int[] {6, 4, 5}, 0.5, 0);
    TilePlan plan = TilePlan.of(window, size);
    FakeSession a = new FakeSession(1, 1, plan.tileSize(), COPY);
    FakeSession b = new FakeSession(1, 1, plan.tileSize(), COPY);
    List<Long> progress = new ArrayList<>();
    Collector collector = new Collector(1, size);
    InferenceRun run =
        new SlidingWindowInferer(window, plan, "fake", 1, 2)
            .run(
                numbered(size),
                List.of(a, b),
                collector,
                (stage, done, total) -> {
                  assertThat(stage).isEqualTo(Stage.INFER);
                  assertThat(total).isEqualTo(4L * plan.tileCount());
                  progress.add(done);
                },
                CancellationToken.none());
    assertThat(run.tiles()).isEqualTo(plan.tileCount());
    assertThat(run.networkCalls()).isEqualTo(4 * plan.tileCount());
    assertThat(a.calls()).isEqualTo(2 * plan.tileCount());
    assertThat(b.calls()).isEqualTo(2 * plan.tileCount());
    assertThat(progress).hasSize(run.networkCalls()).isSorted().doesNotHaveDuplicates();
    assertThat(collector.slices()).isEqualTo(11);
    for (int tile = 0; tile < plan.tileCount(); tile++) {
      int[] start = plan.start(tile);
      float first = (start[2] * 7 + start[1]) * 9 + start[0];
      assertThat(a.inputs.get(2 * tile)[0]).isEqualTo(first);
      assertThat(a.inputs.get(2 * tile + 1)[0]).as("mirrored along axis 0").isEqualTo(first + 5);
    }
  }

  @Test
  void mirroredPassesComeInNnunetsOrder() {
    // bits are grid axes; nnU-Net: (), (0), (1), (2), (0,1), (0,2), (1,2), (0,1,2) of z, y, x
    assertThat(TilePredictor.subsets(Windows.nnunet(new int[] {1, 1, 1}, 0, 0, 1, 2).mirrorAxes()))
        .containsExactly(0, 4, 2, 1, 6, 5, 3, 7);
    assertThat(TilePredictor.subsets(List.of())).containsExactly(0);
  }

  @Test
  void identityNetworkGivesTheGridBackOnEveryWay() throws IOException {
    int[] size = {9, 7, 11};
    SliceGrid grid = numbered(size);
    WindowPlan halo = Windows.halo(new int[] {6, 5, 7}, new int[] {1, 2, 1}, Windows.ANY);
    WindowPlan sums =
        Windows.accumulate(Windows.nnunet(new int[] {6, 4, 5}, 0.5), Accumulate.FLOAT32);
    for (int threads = 1; threads <= 3; threads++) {
      for (WindowPlan window : List.of(halo, Windows.whole(halo, Whole.ALWAYS), sums)) {
        TilePlan plan = TilePlan.of(window, size);
        Collector collector = new Collector(1, size);
        run(
            window,
            grid,
            List.of(new FakeSession(1, 1, plan.tileSize(), COPY)),
            collector,
            threads);
        for (int i = 0; i < collector.scores.length; i++) {
          double tolerance = window == sums ? i * 3e-7 : 0;
          assertThat((double) Math.abs(collector.scores[i] - i)).isLessThanOrEqualTo(tolerance);
        }
      }
    }
  }

  @Test
  void onePassIsPaddedMirroredAndAveragedOverFolds() throws IOException {
    int[] size = {9, 7, 11};
    WindowPlan window =
        new WindowPlan(
            new int[] {4, 4, 4},
            0,
            Placement.EVEN,
            Blend.CROP_HALO,
            0,
            new int[3],
            PadMode.EDGE,
            0,
            List.of(0, 2),
            Accumulate.FLOAT32,
            Whole.ALWAYS,
            Collections.nCopies(3, new SizeRule(4, 4, 0)),
            false);
    int[] tile = TilePlan.of(window, size).tileSize();
    assertThat(tile).containsExactly(12, 8, 12);
    FakeSession plain = new FakeSession(1, 1, tile, COPY);
    FakeSession tripled =
        new FakeSession(
            1,
            1,
            tile,
            (in, out) -> {
              for (int i = 0; i < in.length; i++) {
                out[i] = 3 * in[i];
              }
            });
    Collector collector = new Collector(1, size);
    InferenceRun run = run(window, numbered(size), List.of(plain, tripled), collector, 2);
    assertThat(run.networkCalls()).isEqualTo(8);
    for (int i = 0; i < collector.scores.length; i++) {
      assertThat(collector.scores[i]).isEqualTo(2f * i);
    }
    // padding 1, 0, 0 below and 2, 1, 1 above, filled with the nearest voxel
    assertThat(plain.inputs.get(0)).startsWith(0, 0, 1).endsWith(692, 692, 692);
  }

  @Test
  void foldsWithoutWeightsAreAveraged() throws IOException {
    int[] size = {4, 4, 9};
    WindowPlan halo = Windows.halo(new int[] {4, 4, 5}, new int[3], Windows.ANY);
    int[] tile = TilePlan.of(halo, size).tileSize();
    List<FakeSession> folds = new ArrayList<>();
    for (float value : new float[] {1, 2, 9}) {
      folds.add(new FakeSession(1, 1, tile, (in, out) -> Arrays.fill(out, value)));
    }
    Collector collector = new Collector(1, size);
    run(halo, numbered(size), folds, collector, 2);
    assertThat(collector.scores).containsOnly(4f);
  }

  @Test
  void notANumberNamesNetworkTileAndClass() {
    int[] size = {4, 4, 8};
    for (WindowPlan window :
        List.of(
            Windows.nnunet(new int[] {4, 4, 4}, 0),
            Windows.nnunet(new int[] {4, 4, 4}, 0, 2),
            Windows.halo(new int[] {4, 4, 4}, new int[3], Windows.ANY))) {
      for (float bad : new float[] {Float.NaN, Float.NEGATIVE_INFINITY}) {
        FakeSession session =
            new FakeSession(1, 1, new int[] {4, 4, 4}, (in, out) -> out[7] = in[0] > 60 ? bad : 0);
        assertThatThrownBy(
                () -> run(window, numbered(size), List.of(session), new Collector(1, size), 2))
            .isInstanceOf(IOException.class)
            .hasMessageContaining("network 'fake' (file 1 of 1, FAKE), tile 2 of 2 at [0, 0, 4]")
            .hasMessageContaining("score " + bad + " of class channel 0");
      }
    }
  }

  @Test
  void halfSumsThatOverflowAreAnError() {
    int[] size = {4, 4, 4};
    FakeSession session = new FakeSession(1, 1, size, (in, out) -> Arrays.fill(out, 7000));
    WindowPlan window = Windows.nnunet(size, 0);
    assertThatThrownBy(
            () -> run(window, numbered(size), List.of(session), new Collector(1, size), 1))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("half-precision numbers (65504)");
  }

  @Test
  void wrongNumberOfValuesIsAnError() {
    int[] size = {4, 4, 4};
    FakeSession session = new FakeSession(1, 2, size, (in, out) -> {});
    assertThatThrownBy(
            () ->
                run(
                    Windows.nnunet(size, 0),
                    numbered(size),
                    List.of(session),
                    new Collector(1, size),
                    1))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("it gives 128 values per tile, but 1 channels")
        .hasMessageContaining("make 64");
  }

  @Test
  void cancelStopsBeforeTheNextTile() {
    int[] size = {4, 4, 40};
    WindowPlan window = Windows.nnunet(new int[] {4, 4, 4}, 0.5);
    TilePlan plan = TilePlan.of(window, size);
    CancellationToken cancel = new CancellationToken();
    FakeSession session = new FakeSession(1, 1, plan.tileSize(), COPY);
    Collector collector = new Collector(1, size);
    assertThatThrownBy(
            () ->
                new SlidingWindowInferer(window, plan, "fake", 1, 1)
                    .run(
                        numbered(size),
                        List.of(session),
                        collector,
                        (stage, done, total) -> {
                          if (done == 3) {
                            cancel.cancel();
                          }
                        },
                        cancel))
        .isInstanceOf(CancellationException.class);
    assertThat(session.calls()).isEqualTo(3);
    assertThat(collector.slices()).isLessThan(40);
  }

  @Test
  void slicesAreHandedOverAsSoonAsTheyAreFinished() throws IOException {
    int[] size = {4, 4, 40};
    WindowPlan window = Windows.nnunet(new int[] {4, 4, 8}, 0.5);
    TilePlan plan = TilePlan.of(window, size);
    FakeSession session = new FakeSession(1, 1, plan.tileSize(), COPY);
    List<Integer> callsAtSlice = new ArrayList<>();
    new SlidingWindowInferer(window, plan, "fake", 1, 1)
        .run(
            numbered(size),
            List.of(session),
            (index, scores) -> callsAtSlice.add(session.calls()),
            ProgressListener.NONE,
            CancellationToken.none());
    for (int z = 0; z < 40; z++) {
      assertThat(callsAtSlice.get(z)).isEqualTo(Math.min(z / 4 + 1, plan.tileCount()));
    }
  }

  @Test
  void failureOfTheGridReachesTheCaller() {
    int[] size = {4, 4, 4};
    FloatGrid failing =
        new FloatGrid() {
          @Override
          public int channels() {
            return 1;
          }

          @Override
          public int[] size() {
            return size.clone();
          }

          @Override
          public void read(int c, int[] min, int[] box, float[] target, int offset) {
            if (min[2] == 2) {
              throw new IllegalStateException("slice 2 is gone");
            }
          }
        };
    WindowPlan window = Windows.nnunet(size, 0);
    assertThatThrownBy(
            () ->
                new SlidingWindowInferer(window, TilePlan.of(window, size), "fake", 1, 3)
                    .run(
                        failing,
                        List.of(new FakeSession(1, 1, size, COPY)),
                        new Collector(1, size),
                        ProgressListener.NONE,
                        CancellationToken.none()))
        .hasMessage("slice 2 is gone");
  }
}
