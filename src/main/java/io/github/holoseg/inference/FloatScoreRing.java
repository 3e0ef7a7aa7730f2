package io.github.holoseg.inference;

import io.github.holoseg.task.Workers;
import java.io.IOException;
import java.util.Arrays;

/**
 * Weighted sums in float32: {@code acc += p · g}, {@code n += g}, at the end {@code acc / n}, each
 * operation rounded on its own, as MONAI's sliding window does.
 */
final class FloatScoreRing extends ScoreRing {
  private final float[][][] sums;
  private final float[][] weights;
  private final float[] importance;
  private final int folds;

  FloatScoreRing(TilePlan plan, int classes, int folds, float[] importance, Workers workers) {
    super(plan, classes, workers);
    this.sums = new float[classes][depth][plane];
    this.weights = new float[depth][plane];
    this.importance = importance;
    this.folds = folds;
  }

  @Override
  void add(int index, TilePredictor predictor) throws IOException {
    predictor.predict(index, 0, folds);
    int[] start = plan.start(index);
    int first = start[1] * width + start[0];
    predictor.eachSlice(
        0,
        tile[2],
        classes + 1,
        (c, z) -> {
          float[] row = new float[tile[0]];
          int slot = (start[2] + z) % depth;
          for (int y = 0; y < tile[1]; y++) {
            int line = z * tile[1] + y;
            if (c == classes) {
              add(weights[slot], first + y * width, importance, line * tile[0], tile[0]);
            } else {
              predictor.row(c, line, row);
              addWeighted(sums[c][slot], first + y * width, row, importance, line * tile[0]);
            }
          }
        });
  }

  private static void add(float[] target, int at, float[] values, int from, int length) {
    for (int x = 0; x < length; x++) {
      target[at + x] += values[from + x];
    }
  }

  private static void addWeighted(float[] target, int at, float[] row, float[] map, int from) {
    for (int x = 0; x < row.length; x++) {
      target[at + x] += row[x] * map[from + x];
    }
  }

  @Override
  void finish(int classIndex, int slot, int offset, float[] target, int at, int length) {
    float[] sum = sums[classIndex][slot];
    float[] weight = weights[slot];
    for (int x = 0; x < length; x++) {
      target[at + x] = sum[offset + x] / weight[offset + x];
    }
  }

  @Override
  void clear(int slot) {
    workers.each(classes, c -> Arrays.fill(sums[c][slot], 0));
    Arrays.fill(weights[slot], 0);
  }
}
