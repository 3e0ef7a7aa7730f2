package io.github.holoseg.inference;

import io.github.holoseg.task.Workers;
import java.io.IOException;

/**
 * Scores without weights: every voxel is copied from the one tile that keeps it. When the halo is
 * at least the network's receptive radius, the result is that of one pass over the whole grid, bit
 * for bit.
 */
final class KeptScoreRing extends ScoreRing {
  private final float[][][] values;
  private final int folds;

  KeptScoreRing(TilePlan plan, int classes, int folds, Workers workers) {
    super(plan, classes, workers);
    this.values = new float[classes][depth][plane];
    this.folds = folds;
  }

  @Override
  void add(int index, TilePredictor predictor) throws IOException {
    predictor.predict(index, 0, folds);
    int[] start = plan.start(index);
    int[] from = plan.keptStart(index);
    int[] to = plan.keptEnd(index);
    predictor.eachSlice(
        from[2] - start[2],
        to[2] - start[2],
        classes,
        (c, z) -> {
          float[] row = new float[tile[0]];
          float[] slice = values[c][(start[2] + z) % depth];
          for (int y = from[1]; y < to[1]; y++) {
            predictor.row(c, z * tile[1] + y - start[1], row);
            System.arraycopy(row, from[0] - start[0], slice, y * width + from[0], to[0] - from[0]);
          }
        });
  }

  @Override
  void finish(int classIndex, int slot, int offset, float[] target, int at, int length) {
    System.arraycopy(values[classIndex][slot], offset, target, at, length);
  }

  /** Nothing: each place is overwritten in full. */
  @Override
  void clear(int slot) {}
}
