package io.github.holoseg.inference;

import io.github.holoseg.grid.FloatGrid;
import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.task.ProgressListener;
import io.github.holoseg.task.Stage;
import io.github.holoseg.task.Workers;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Scores of one tile: cuts it, runs the network on it and on its mirror images, turns these back
 * and averages.
 *
 * <p>The order and the arithmetic are nnU-Net's ({@code _internal_maybe_mirror_and_predict}): the
 * plain pass first, then single axes, pairs, the triple, each group from the slowest axis on; a
 * float32 sum, then one float32 division. Without mirroring the scores are read where the network
 * wrote them and no second buffer exists.
 */
final class TilePredictor {
  private final TilePlan plan;
  private final TileCutter cutter;
  private final List<InferenceEngine.Session> folds;
  private final String network;
  private final int classes;
  private final int[] tile;
  private final int[] passes;
  private final float[][] sum;
  private final Workers workers;
  private final ProgressListener progress;
  private final CancellationToken cancel;

  private InferenceEngine.Session last;
  private String where = "";
  private int calls;
  private long nanos;

  /**
   * @param averageFolds whether one prediction covers all folds
   */
  TilePredictor(
      FloatGrid grid,
      WindowPlan window,
      TilePlan plan,
      List<InferenceEngine.Session> folds,
      String network,
      int classes,
      boolean averageFolds,
      Workers workers,
      ProgressListener progress,
      CancellationToken cancel) {
    this.plan = plan;
    this.cutter = new TileCutter(grid, window, plan);
    this.folds = folds;
    this.network = network;
    this.classes = classes;
    this.tile = plan.tileSize();
    this.passes = subsets(window.mirrorAxes());
    boolean summed = passes.length > 1 || averageFolds && folds.size() > 1;
    this.sum = summed ? new float[classes][tile[0] * tile[1] * tile[2]] : null;
    this.workers = workers;
    this.progress = progress;
    this.cancel = cancel;
  }

  /** Subsets as bit masks: by number of axes, each group in the order of the list. */
  static int[] subsets(List<Integer> axes) {
    List<Integer> masks = new ArrayList<>();
    for (int length = 0; length <= axes.size(); length++) {
      combine(axes, 0, length, 0, masks);
    }
    return masks.stream().mapToInt(Integer::intValue).toArray();
  }

  private static void combine(
      List<Integer> axes, int from, int missing, int mask, List<Integer> masks) {
    if (missing == 0) {
      masks.add(mask);
      return;
    }
    for (int i = from; i <= axes.size() - missing; i++) {
      combine(axes, i + 1, missing - 1, mask | 1 << axes.get(i), masks);
    }
  }

  /**
   * Runs folds {@code first} to below {@code end} on a tile; their mean is then read with {@link
   * #row}.
   */
  void predict(int index, int first, int end) throws IOException {
    int[] start = plan.start(index);
    boolean empty = true;
    for (int fold = first; fold < end; fold++) {
      InferenceEngine.Session session = folds.get(fold);
      for (int flips : passes) {
        cancel.throwIfCancelled();
        cutter.cut(start, flips, session.input(), workers);
        where = describe(index, start, fold, session);
        long before = System.nanoTime();
        session.run(cancel);
        nanos += System.nanoTime() - before;
        calls++;
        progress.onProgress(
            Stage.INFER, calls, (long) plan.tileCount() * folds.size() * passes.length);
        last = session;
        if (sum != null) {
          add(session, flips, empty);
        }
        empty = false;
      }
    }
    if (sum != null) {
      float count = passes.length * (end - first);
      workers.each(
          classes,
          c -> {
            float[] values = sum[c];
            for (int i = 0; i < values.length; i++) {
              values[i] /= count;
            }
          });
    }
  }

  private String describe(int index, int[] start, int fold, InferenceEngine.Session session) {
    return "network '%s' (file %d of %d, %s), tile %d of %d at %s"
        .formatted(
            network,
            fold + 1,
            folds.size(),
            session.provider(),
            index + 1,
            plan.tileCount(),
            Arrays.toString(start));
  }

  private void add(InferenceEngine.Session session, int flips, boolean first) throws IOException {
    eachSlice(
        session,
        0,
        tile[2],
        classes,
        (c, from) -> {
          int z = TileCutter.bit(flips, 2) ? tile[2] - 1 - from : from;
          float[] values = sum[c];
          float[] row = new float[tile[0]];
          for (int y = 0; y < tile[1]; y++) {
            int fromY = TileCutter.bit(flips, 1) ? tile[1] - 1 - y : y;
            readRow(session, c, from * tile[1] + fromY, row);
            if (TileCutter.bit(flips, 0)) {
              TileCutter.reverse(row);
            }
            int at = (z * tile[1] + y) * tile[0];
            if (first) {
              System.arraycopy(row, 0, values, at, tile[0]);
            } else {
              for (int x = 0; x < tile[0]; x++) {
                values[at + x] += row[x];
              }
            }
          }
        });
  }

  /** What is done with one channel of one slice of a tile. */
  interface SliceTask {
    void run(int channel, int slice);
  }

  /**
   * Calls the task for each channel and each slice of the last prediction, from several threads;
   * the rows of that slice can then be read.
   *
   * @param from first slice of the tile
   * @param to behind the last slice
   */
  void eachSlice(int from, int to, int channels, SliceTask task) throws IOException {
    eachSlice(sum == null ? last : null, from, to, channels, task);
  }

  private void eachSlice(
      InferenceEngine.Session session, int from, int to, int channels, SliceTask task)
      throws IOException {
    if (session == null || !session.makesSlices()) {
      workers.each(
          channels,
          c -> {
            for (int z = from; z < to; z++) {
              task.run(c, z);
            }
          });
      return;
    }
    for (int z = from; z < to; z++) {
      makeSlice(session, z);
      int slice = z;
      workers.each(channels, c -> task.run(c, slice));
    }
  }

  /** Makes the rows of one slice of the last prediction readable. */
  void slice(int z) throws IOException {
    if (sum == null && last.makesSlices()) {
      makeSlice(last, z);
    }
  }

  private void makeSlice(InferenceEngine.Session session, int z) throws IOException {
    long before = System.nanoTime();
    session.makeSlice(z);
    nanos += System.nanoTime() - before;
  }

  /**
   * One row of the last prediction; may be called from several threads at once.
   *
   * @param line {@code z * tile[1] + y}
   * @param target at least {@code tile[0]} long
   * @throws ScoreException if a score is not a finite number
   */
  void row(int classIndex, int line, float[] target) {
    if (sum != null) {
      System.arraycopy(sum[classIndex], line * tile[0], target, 0, tile[0]);
    } else {
      readRow(last, classIndex, line, target);
    }
  }

  private void readRow(InferenceEngine.Session session, int c, int line, float[] target) {
    int at = session.makesSlices() ? c * tile[1] + line % tile[1] : c * tile[1] * tile[2] + line;
    session.output().get(at * tile[0], target, 0, tile[0]);
    for (int x = 0; x < tile[0]; x++) {
      if (!(Math.abs(target[x]) <= Float.MAX_VALUE)) {
        throw new ScoreException(
            where
                + ": score "
                + target[x]
                + " of class channel "
                + c
                + "; no labels can be made from it. Check the model's normalisation and whether"
                + " the scan holds values that are not numbers.");
      }
    }
  }

  /** Network calls so far. */
  int calls() {
    return calls;
  }

  /** Wall time inside them. */
  long nanos() {
    return nanos;
  }

  /** A score that is no number, found on a worker thread. */
  static final class ScoreException extends RuntimeException {
    ScoreException(String message) {
      super(message);
    }
  }
}
