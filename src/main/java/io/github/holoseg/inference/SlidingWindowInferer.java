package io.github.holoseg.inference;

import io.github.holoseg.grid.FloatGrid;
import io.github.holoseg.grid.ScoreSink;
import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.task.ProgressListener;
import io.github.holoseg.task.Workers;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/**
 * Runs a network over a grid tile by tile and hands the blended scores on, slice by slice.
 *
 * <p>Three ways, chosen by the plan: the whole grid as one tile, whose scores go straight to the
 * sink; tiles of which each decides its own interior ({@code CROP_HALO}); tiles that overlap and
 * are summed with weights. Sums are kept only for the slices that a later tile can still change,
 * see {@link ScoreRing}: memory does not grow with the length of the scan.
 *
 * <p>Half-precision sums and the order of all operations follow nnU-Net 2.8.1 {@code
 * predict_from_raw_data.py}; float32 sums follow MONAI 1.6.1 {@code sliding_window_inference}.
 * Where several networks (folds) are averaged: with half-precision sums as nnU-Net does, else the
 * mean of the folds' scores of each tile, in float32.
 *
 * <p>Immutable and thread-safe; the sessions of one run are not shared with another.
 */
public final class SlidingWindowInferer {
  private final WindowPlan window;
  private final TilePlan plan;
  private final String network;
  private final int classes;
  private final int threads;

  /**
   * @param window how tiles are blended, padded and mirrored
   * @param plan where tiles lie; made from the same window
   * @param network name for messages, for example the model's id
   * @param classes score channels
   * @param threads threads for cutting and summing, at least 1; the sessions have their own
   */
  public SlidingWindowInferer(
      WindowPlan window, TilePlan plan, String network, int classes, int threads) {
    this.window = window;
    this.plan = plan;
    this.network = network;
    this.classes = classes;
    this.threads = threads;
  }

  /**
   * Runs all tiles. Everything is called on this thread except {@link FloatGrid#read}.
   *
   * @param grid the network's input
   * @param folds sessions opened for the plan's tile size; their scores are averaged
   * @param sink receives every slice of the grid once, in order
   * @param progress hears {@code INFER} with network calls as unit
   * @return what it took
   * @throws IOException naming network and tile: the network failed, gave the wrong number of
   *     values, or a score that is not finite; or the sums need more memory than Java has
   * @throws java.util.concurrent.CancellationException soon after a cancel
   */
  public InferenceRun run(
      FloatGrid grid,
      List<InferenceEngine.Session> folds,
      ScoreSink sink,
      ProgressListener progress,
      CancellationToken cancel)
      throws IOException {
    int slicing = (int) folds.stream().filter(InferenceEngine.Session::makesSlices).count();
    MemoryPlan memory =
        MemoryPlan.of(window, plan, grid.channels(), classes, folds.size(), slicing);
    check(grid, folds, memory);
    boolean half = MemoryPlan.halfSums(window, plan);
    try (Workers workers = new Workers(threads)) {
      TilePredictor predictor =
          new TilePredictor(
              grid, window, plan, folds, network, classes, !half, workers, progress, cancel);
      if (plan.isWhole()) {
        runWhole(predictor, folds.size(), workers, sink, cancel);
      } else {
        runTiles(predictor, ring(half, folds.size(), workers), sink, cancel);
      }
      return new InferenceRun(
          plan.tileCount(), predictor.calls(), predictor.nanos(), memory.bufferBytes());
    } catch (TilePredictor.ScoreException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private void check(FloatGrid grid, List<InferenceEngine.Session> folds, MemoryPlan memory)
      throws IOException {
    int[] planned = {plan.axis(0).grid(), plan.axis(1).grid(), plan.axis(2).grid()};
    if (!Arrays.equals(grid.size(), planned) || folds.isEmpty()) {
      throw new IllegalArgumentException(
          "the plan is for a grid of %s, the grid has %s; %d networks"
              .formatted(Arrays.toString(planned), Arrays.toString(grid.size()), folds.size()));
    }
    for (int fold = 0; fold < folds.size(); fold++) {
      InferenceEngine.Session session = folds.get(fold);
      checkCount(fold, "takes", session.input().capacity(), grid.channels());
      long depth = session.makesSlices() ? plan.tileSize()[2] : 1;
      checkCount(fold, "gives", session.output().capacity() * depth, classes);
    }
    long heap = memory.accumulatorBytes() + memory.sliceBytes();
    long most = Runtime.getRuntime().maxMemory();
    if (heap > most) {
      throw new IOException(
          ("network '%s': the scores of %d classes need %d MiB of Java memory, Java may use %d"
                  + " MiB; give Java more (-Xmx) or use a model with a smaller patch")
              .formatted(network, classes, heap >> 20, most >> 20));
    }
  }

  private void checkCount(int fold, String verb, long values, int channels) throws IOException {
    long expected = channels * plan.tileVoxelsLong();
    if (values != expected) {
      throw new IOException(
          ("network '%s' (file %d): it %s %d values per tile, but %d channels of a %s tile make %d;"
                  + " check channels and tile size in the model's description")
              .formatted(
                  network,
                  fold + 1,
                  verb,
                  values,
                  channels,
                  Arrays.toString(plan.tileSize()),
                  expected));
    }
  }

  private ScoreRing ring(boolean half, int folds, Workers workers) {
    if (!window.weighted()) {
      return new KeptScoreRing(plan, classes, folds, workers);
    }
    float[] importance = ImportanceMap.of(window.blend(), plan.tileSize(), window.sigma());
    return half
        ? new HalfScoreRing(plan, classes, folds, importance, workers)
        : new FloatScoreRing(plan, classes, folds, importance, workers);
  }

  private void runTiles(
      TilePredictor predictor, ScoreRing ring, ScoreSink sink, CancellationToken cancel)
      throws IOException {
    AxisTiles slow = plan.axis(2);
    int perRow = plan.axis(0).count() * plan.axis(1).count();
    for (int row = 0; row < slow.count(); row++) {
      for (int i = 0; i < perRow; i++) {
        cancel.throwIfCancelled();
        ring.add(row * perRow + i, predictor);
      }
      boolean last = row == slow.count() - 1;
      int next = last ? slow.padded() : slow.starts()[row + 1];
      ring.flush(slow.kept() == null ? next : slow.kept()[row + 1], sink, cancel);
    }
    cancel.throwIfCancelled();
  }

  private void runWhole(
      TilePredictor predictor, int folds, Workers workers, ScoreSink sink, CancellationToken cancel)
      throws IOException {
    float[] scores = ScoreRing.sliceBuffer(plan, classes);
    predictor.predict(0, 0, folds);
    int[] tile = plan.tileSize();
    int[] low = plan.padLow();
    int sizeX = plan.axis(0).grid();
    int sizeY = plan.axis(1).grid();
    for (int z = 0; z < plan.axis(2).grid(); z++) {
      cancel.throwIfCancelled();
      predictor.slice(z + low[2]);
      int firstLine = (z + low[2]) * tile[1] + low[1];
      workers.each(
          classes,
          c -> {
            float[] row = new float[tile[0]];
            for (int y = 0; y < sizeY; y++) {
              predictor.row(c, firstLine + y, row);
              System.arraycopy(row, low[0], scores, (c * sizeY + y) * sizeX, sizeX);
            }
          });
      sink.accept(z, scores);
    }
  }
}
