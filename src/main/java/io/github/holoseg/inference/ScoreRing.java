package io.github.holoseg.inference;

import io.github.holoseg.grid.ScoreSink;
import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.task.Workers;
import java.io.IOException;

/**
 * The slices of the padded grid that tiles still change.
 *
 * <p>Tiles come in the order of grid axis 2, so a slice is finished once the next tile starts
 * behind it. The ring holds one tile's depth of slices; a finished one goes to the sink and its
 * place is used again. Memory is therefore classes × tile depth × plane, however long the scan.
 */
abstract class ScoreRing {
  final TilePlan plan;
  final int classes;
  final int[] tile;
  final int width;
  final int plane;
  final int depth;
  final Workers workers;

  private final float[] scores;
  private int finished;

  ScoreRing(TilePlan plan, int classes, Workers workers) {
    this.plan = plan;
    this.classes = classes;
    this.tile = plan.tileSize();
    this.width = plan.paddedSize()[0];
    this.plane = Math.multiplyExact(width, plan.paddedSize()[1]);
    this.depth = MemoryPlan.ringDepth(plan);
    this.workers = workers;
    this.scores = sliceBuffer(plan, classes);
  }

  static float[] sliceBuffer(TilePlan plan, int classes) {
    long values = (long) classes * plan.axis(0).grid() * plan.axis(1).grid();
    if (values > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          "one slice of %d classes has %d scores, more than fit into an array; use a coarser grid"
              .formatted(classes, values));
    }
    return new float[(int) values];
  }

  /** Predicts a tile and adds its scores. */
  abstract void add(int index, TilePredictor predictor) throws IOException;

  /** Writes row {@code offset} of a finished slice, divided by the weights; may be parallel. */
  abstract void finish(int classIndex, int slot, int offset, float[] target, int at, int length);

  /** Makes a place ready for the next slice. */
  abstract void clear(int slot);

  /** Hands over the slices below {@code end} (padded coordinates). */
  final void flush(int end, ScoreSink sink, CancellationToken cancel) {
    int low = plan.padLow()[2];
    int sizeX = plan.axis(0).grid();
    int sizeY = plan.axis(1).grid();
    int offset = plan.padLow()[1] * width + plan.padLow()[0];
    for (; finished < end; finished++) {
      cancel.throwIfCancelled();
      int slot = finished % depth;
      int index = finished - low;
      if (index >= 0 && index < plan.axis(2).grid()) {
        workers.each(
            classes,
            c -> {
              for (int y = 0; y < sizeY; y++) {
                finish(c, slot, offset + y * width, scores, (c * sizeY + y) * sizeX, sizeX);
              }
            });
        sink.accept(index, scores);
      }
      clear(slot);
    }
  }
}
