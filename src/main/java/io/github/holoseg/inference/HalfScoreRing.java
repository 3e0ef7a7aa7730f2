package io.github.holoseg.inference;

import io.github.holoseg.grid.Half;
import io.github.holoseg.task.Workers;
import java.io.IOException;
import java.util.Arrays;

/**
 * Weighted sums in half precision, rounded exactly where nnU-Net rounds on a CPU: {@code acc =
 * half(acc + p · g)} once per tile with the product and the sum in float32, {@code n = half(n +
 * g)}, at the end {@code half(acc / n)}. Near a grid's corners the weights are the smallest
 * subnormals, so these roundings decide labels (0.1 % of the voxels on nnU-Net's own data).
 *
 * <p>Each fold has its own sums, because nnU-Net rounds every fold's result to half before it adds
 * them: {@code half(half(a + b) + c)}, then {@code half(sum / folds)}.
 */
final class HalfScoreRing extends ScoreRing {
  private static final int INFINITE = 0x7c00;

  private final short[][][][] sums;
  private final short[][] weights;
  private final float[] importance;
  private final int folds;

  HalfScoreRing(TilePlan plan, int classes, int folds, float[] importance, Workers workers) {
    super(plan, classes, workers);
    this.sums = new short[folds][classes][depth][plane];
    this.weights = new short[depth][plane];
    this.importance = importance;
    this.folds = folds;
  }

  @Override
  void add(int index, TilePredictor predictor) throws IOException {
    for (int fold = 0; fold < folds; fold++) {
      predictor.predict(index, fold, fold + 1);
      addFold(fold, plan.start(index), predictor);
    }
  }

  private void addFold(int fold, int[] start, TilePredictor predictor) throws IOException {
    int first = start[1] * width + start[0];
    predictor.eachSlice(
        0,
        tile[2],
        fold == 0 ? classes + 1 : classes,
        (c, z) -> {
          float[] row = new float[tile[0]];
          int slot = (start[2] + z) % depth;
          for (int y = 0; y < tile[1]; y++) {
            int line = z * tile[1] + y;
            if (c == classes) {
              add(weights[slot], first + y * width, importance, line * tile[0], tile[0]);
            } else {
              predictor.row(c, line, row);
              addWeighted(sums[fold][c][slot], first + y * width, row, importance, line * tile[0]);
            }
          }
        });
  }

  private static void add(short[] target, int at, float[] values, int from, int length) {
    for (int x = 0; x < length; x++) {
      target[at + x] = Half.fromFloat(Half.toFloat(target[at + x]) + values[from + x]);
    }
  }

  private static void addWeighted(short[] target, int at, float[] row, float[] map, int from) {
    for (int x = 0; x < row.length; x++) {
      target[at + x] = Half.fromFloat(Half.toFloat(target[at + x]) + row[x] * map[from + x]);
    }
  }

  @Override
  void finish(int classIndex, int slot, int offset, float[] target, int at, int length) {
    short[] weight = weights[slot];
    for (int x = 0; x < length; x++) {
      float divisor = Half.toFloat(weight[offset + x]);
      float total = Half.round(Half.toFloat(sums[0][classIndex][slot][offset + x]) / divisor);
      for (int fold = 1; fold < folds; fold++) {
        float next = Half.round(Half.toFloat(sums[fold][classIndex][slot][offset + x]) / divisor);
        total = Half.round(total + next);
      }
      short result = Half.fromFloat(folds > 1 ? total / folds : total);
      if ((result & INFINITE) == INFINITE) {
        throw new TilePredictor.ScoreException(
            "the sums of class channel "
                + classIndex
                + " left the range of half-precision numbers (65504); set the model's"
                + " accumulation to float32");
      }
      target[at + x] = Half.toFloat(result);
    }
  }

  @Override
  void clear(int slot) {
    workers.each(
        classes,
        c -> {
          for (short[][][] fold : sums) {
            Arrays.fill(fold[c][slot], (short) 0);
          }
        });
    Arrays.fill(weights[slot], (short) 0);
  }
}
