package io.github.holoseg.inference;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.holoseg.grid.Half;
import io.github.holoseg.grid.SliceGrid;
import io.github.holoseg.model.WindowSpec.Accumulate;
import io.github.holoseg.model.WindowSpec.Blend;
import io.github.holoseg.model.WindowSpec.PadMode;
import io.github.holoseg.model.WindowSpec.Placement;
import io.github.holoseg.model.WindowSpec.Whole;
import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.task.ProgressListener;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/**
 * The rolling window against the plainest way to write it: the padded grid and all sums in whole
 * arrays, one voxel after the other. Bit for bit, on random sizes, weights, paddings and networks.
 */
class SlidingWindowReferenceTest {
  private static final int CLASSES = 2;

  @Property(tries = 300)
  void equalsTheWholeArrayWay(@ForAll long seed, @ForAll @IntRange(min = 1, max = 3) int threads)
      throws IOException {
    Random random = new Random(seed);
    int[] size = {1 + random.nextInt(14), 1 + random.nextInt(14), 1 + random.nextInt(14)};
    int[] patch = {1 + random.nextInt(9), 1 + random.nextInt(9), 1 + random.nextInt(9)};
    Blend[] blends = {Blend.CONSTANT, Blend.GAUSSIAN_NNUNET, Blend.GAUSSIAN_MONAI};
    List<Integer> mirror = new ArrayList<>();
    for (int axis = 0; axis < 3; axis++) {
      if (random.nextInt(3) == 0) {
        mirror.add(axis);
      }
    }
    WindowPlan window =
        new WindowPlan(
            patch,
            random.nextInt(4) * 0.25,
            random.nextBoolean() ? Placement.EVEN : Placement.FIXED_STEP,
            blends[random.nextInt(3)],
            0.125,
            new int[3],
            PadMode.values()[random.nextInt(PadMode.values().length)],
            random.nextInt(5) - 2,
            mirror,
            random.nextBoolean() ? Accumulate.FLOAT16 : Accumulate.FLOAT32,
            Whole.NEVER,
            List.of(Windows.ANY, Windows.ANY, Windows.ANY),
            false);
    int channels = 1 + random.nextInt(2);
    SliceGrid grid = new SliceGrid(channels, size);
    for (int c = 0; c < channels; c++) {
      for (int z = 0; z < size[2]; z++) {
        for (int i = 0; i < size[0] * size[1]; i++) {
          grid.slice(c, z)[i] = (float) random.nextGaussian();
        }
      }
    }
    int folds = 1 + random.nextInt(3);
    TilePlan plan = TilePlan.of(window, size);
    List<InferenceEngine.Session> sessions = new ArrayList<>();
    for (int fold = 0; fold < folds; fold++) {
      float factor = 1 + fold * 0.7f;
      sessions.add(
          new FakeSession(
              channels, CLASSES, plan.tileSize(), (in, out) -> network(in, out, factor)));
    }
    Collector collector = new Collector(CLASSES, size);
    new SlidingWindowInferer(window, plan, "fake", CLASSES, threads)
        .run(grid, sessions, collector, ProgressListener.NONE, CancellationToken.none());
    assertThat(collector.scores).isEqualTo(reference(window, plan, grid, folds));
  }

  /** Depends on a voxel's place in the tile and on its neighbours in memory. */
  private static void network(float[] in, float[] out, float factor) {
    int voxels = out.length / CLASSES;
    for (int i = 0; i < voxels; i++) {
      float value = in[i] + 0.5f * in[(i + 1) % in.length] - 0.25f * in[in.length - 1 - i];
      out[i] = value * factor + i % 5;
      out[voxels + i] = value - factor * (i % 3);
    }
  }

  private static float[] reference(WindowPlan window, TilePlan plan, SliceGrid grid, int folds) {
    boolean half = window.accumulate() == Accumulate.FLOAT16;
    int[] size = grid.size();
    int[] padded = plan.paddedSize();
    int[] tile = plan.tileSize();
    int voxels = padded[0] * padded[1] * padded[2];
    float[] importance = ImportanceMap.of(window.blend(), tile, window.sigma());
    float[][] sums = new float[folds][CLASSES * voxels];
    float[] weights = new float[voxels];
    for (int t = 0; t < plan.tileCount(); t++) {
      int[] start = plan.start(t);
      float[][] tiles = new float[folds][];
      for (int fold = 0; fold < folds; fold++) {
        tiles[fold] = predict(window, plan, grid, start, 1 + fold * 0.7f);
      }
      if (!half) {
        // the mean over the folds comes first: sum over passes and folds, then one division
        tiles = new float[][] {meanOfFolds(window, plan, grid, start, folds)};
      } else {
        for (float[] values : tiles) {
          for (int i = 0; i < values.length; i++) {
            values[i] /= window.passes();
          }
        }
      }
      for (int i = 0; i < tile[0] * tile[1] * tile[2]; i++) {
        int x = start[0] + i % tile[0];
        int y = start[1] + i / tile[0] % tile[1];
        int z = start[2] + i / tile[0] / tile[1];
        int at = (z * padded[1] + y) * padded[0] + x;
        weights[at] = round(half, weights[at] + importance[i]);
        for (int fold = 0; fold < tiles.length; fold++) {
          for (int c = 0; c < CLASSES; c++) {
            float weighted = tiles[fold][c * importance.length + i] * importance[i];
            int target = c * voxels + at;
            sums[fold][target] = round(half, sums[fold][target] + weighted);
          }
        }
      }
    }
    float[] scores = new float[CLASSES * size[0] * size[1] * size[2]];
    for (int i = 0; i < scores.length; i++) {
      int x = i % size[0] + plan.padLow()[0];
      int y = i / size[0] % size[1] + plan.padLow()[1];
      int z = i / size[0] / size[1] % size[2] + plan.padLow()[2];
      int c = i / size[0] / size[1] / size[2];
      int at = (z * padded[1] + y) * padded[0] + x;
      float total = round(half, sums[0][c * voxels + at] / weights[at]);
      for (int fold = 1; half && fold < folds; fold++) {
        total = round(true, total + round(true, sums[fold][c * voxels + at] / weights[at]));
      }
      scores[i] = half ? round(true, total / folds) : total;
    }
    return scores;
  }

  private static float round(boolean half, float value) {
    return half ? Half.round(value) : value;
  }

  private static float[] meanOfFolds(
      WindowPlan window, TilePlan plan, SliceGrid grid, int[] start, int folds) {
    float[] sum = null;
    for (int fold = 0; fold < folds; fold++) {
      sum = passes(window, plan, grid, start, 1 + fold * 0.7f, sum);
    }
    for (int i = 0; i < sum.length; i++) {
      sum[i] /= window.passes() * folds;
    }
    return sum;
  }

  private static float[] predict(
      WindowPlan window, TilePlan plan, SliceGrid grid, int[] start, float factor) {
    return passes(window, plan, grid, start, factor, null);
  }

  private static float[] passes(
      WindowPlan window, TilePlan plan, SliceGrid grid, int[] start, float factor, float[] sum) {
    int[] tile = plan.tileSize();
    int voxels = tile[0] * tile[1] * tile[2];
    for (int flips : TilePredictor.subsets(window.mirrorAxes())) {
      float[] in = new float[grid.channels() * voxels];
      for (int i = 0; i < in.length; i++) {
        int source = mirrored(i % voxels, tile, flips);
        in[i] =
            voxel(
                window,
                grid,
                i / voxels,
                start[0] - plan.padLow()[0] + source % tile[0],
                start[1] - plan.padLow()[1] + source / tile[0] % tile[1],
                start[2] - plan.padLow()[2] + source / tile[0] / tile[1]);
      }
      float[] out = new float[CLASSES * voxels];
      network(in, out, factor);
      float[] turned = new float[out.length];
      for (int i = 0; i < out.length; i++) {
        turned[i] = out[i / voxels * voxels + mirrored(i % voxels, tile, flips)];
      }
      if (sum == null) {
        sum = turned;
      } else {
        for (int i = 0; i < sum.length; i++) {
          sum[i] += turned[i];
        }
      }
    }
    return sum;
  }

  private static int mirrored(int voxel, int[] tile, int flips) {
    int x = voxel % tile[0];
    int y = voxel / tile[0] % tile[1];
    int z = voxel / tile[0] / tile[1];
    x = (flips & 1) != 0 ? tile[0] - 1 - x : x;
    y = (flips & 2) != 0 ? tile[1] - 1 - y : y;
    z = (flips & 4) != 0 ? tile[2] - 1 - z : z;
    return (z * tile[1] + y) * tile[0] + x;
  }

  private static float voxel(WindowPlan window, SliceGrid grid, int channel, int x, int y, int z) {
    int[] size = grid.size();
    boolean inside = x >= 0 && y >= 0 && z >= 0 && x < size[0] && y < size[1] && z < size[2];
    if (!inside && window.padMode() == PadMode.CONSTANT) {
      return (float) window.padValue();
    }
    int cx = shown(x, size[0], window.padMode());
    int cy = shown(y, size[1], window.padMode());
    int cz = shown(z, size[2], window.padMode());
    return grid.slice(channel, cz)[cy * size[0] + cx];
  }

  /** Walks from outside to the voxel that is shown there, turning round at the borders. */
  private static int shown(int index, int n, PadMode mode) {
    if (mode == PadMode.EDGE) {
      return Math.max(0, Math.min(n - 1, index));
    }
    int at = index;
    while (at < 0 || at >= n) {
      int inset = mode == PadMode.REFLECT ? 0 : 1;
      if (n == 1) {
        return 0;
      }
      at = at < 0 ? -at - inset : 2 * (n - 1) - at + inset;
    }
    return at;
  }
}
