package io.github.holoseg.inference;

import io.github.holoseg.grid.FloatGrid;
import io.github.holoseg.grid.Half;
import io.github.holoseg.grid.ScoreSink;
import io.github.holoseg.inference.InferenceEngine.Session;
import io.github.holoseg.model.WindowSpec.Accumulate;
import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.task.Parallel;
import io.github.holoseg.task.ProgressListener;
import io.github.holoseg.task.Stage;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/**
 * Runs a network over a grid tile by tile and hands on the blended scores slice by slice.
 *
 * <p>Tiles go along the slowest axis. As soon as no further tile reaches a slice, its sums are
 * divided by its weights and given to the {@link ScoreSink}; the sums of a fold therefore take
 * classes × plane × tile depth, never classes × volume. Each voxel still gets its tiles in
 * nnU-Net's order, so that rounding after every tile ({@link Accumulate#FLOAT16}) gives nnU-Net's
 * bits.
 *
 * <p>Several folds see each tile one after the other; their scores are averaged per voxel. Mirrored
 * runs are un-mirrored, summed and divided in float32.
 *
 * <p>One instance runs one grid, on one thread; {@code threads} are used inside.
 */
public final class SlidingWindowInferer {
  private static final float FLOAT16_MAX = 65504;

  private final FloatGrid grid;
  private final TilePlan plan;
  private final List<Session> folds;
  private final int threads;
  private final int[] size;
  private final int[] tile;
  private final int tileVoxels;
  private final int plane;
  private final int classes;
  private final float[] importance;
  private final TileReader reader;
  private final float[] mirrored;
  private final ScoreWindow[] sums;
  private final ScoreWindow weights;
  private final float[] finished;
  private final float[] foldScores;
  private final float[] weightSlice;
  private long networkNanos;
  private int networkRuns;

  /**
   * @param folds sessions of the model's folds, opened for {@link TilePlan#tileSize()}
   * @param threads for blending, at least 1
   */
  public SlidingWindowInferer(FloatGrid grid, TilePlan plan, List<Session> folds, int threads) {
    this.grid = grid;
    this.plan = plan;
    this.folds = List.copyOf(folds);
    this.threads = threads;
    this.size = grid.size();
    this.tile = plan.tileSize();
    this.classes = plan.classes();
    this.tileVoxels = tile[0] * tile[1] * tile[2];
    this.plane = size[0] * size[1];
    this.importance = ImportanceMap.of(plan.blend(), tile, plan.window().sigma());
    this.reader = new TileReader(grid, tile, plan.window().padMode(), plan.window().padValue());
    this.mirrored =
        plan.mirrors().size() > 1 ? new float[Math.multiplyExact(classes, tileVoxels)] : null;
    int depth = Math.min(tile[2], size[2]);
    Accumulate type = plan.window().accumulate();
    this.sums = new ScoreWindow[folds.size()];
    if (!isDirect()) {
      for (int f = 0; f < sums.length; f++) {
        sums[f] = ScoreWindow.of(type, plane, classes, depth);
      }
    }
    this.weights = importance == null ? null : ScoreWindow.of(type, plane, 1, depth);
    this.finished = new float[Math.multiplyExact(classes, plane)];
    this.foldScores = folds.size() > 1 ? new float[finished.length] : null;
    this.weightSlice = importance == null ? null : new float[plane];
  }

  /** One pass of one fold: slices go straight from the network's output to the sink. */
  private boolean isDirect() {
    return plan.isSinglePass() && folds.size() == 1 && mirrored == null;
  }

  /**
   * @throws IOException if the network fails or gives scores that are no finite numbers
   * @throws java.util.concurrent.CancellationException soon after a cancel
   */
  public InferenceRecord run(ScoreSink sink, ProgressListener progress, CancellationToken cancel)
      throws IOException {
    AxisTiles zs = plan.axis(2);
    AxisTiles ys = plan.axis(1);
    AxisTiles xs = plan.axis(0);
    int total = plan.networkRuns() * folds.size();
    progress.onProgress(Stage.INFER, 0, total);
    int done = 0;
    for (int z = 0; z < zs.count(); z++) {
      for (int y = 0; y < ys.count(); y++) {
        for (int x = 0; x < xs.count(); x++) {
          int[] index = {x, y, z};
          for (int fold = 0; fold < folds.size(); fold++) {
            for (boolean[] flip : plan.mirrors()) {
              cancel.throwIfCancelled();
              runNetwork(fold, index, flip, cancel);
              progress.onProgress(Stage.INFER, ++done, total);
            }
            blend(fold, index);
          }
          addWeights(index);
        }
      }
      int from = z == 0 ? 0 : plan.axis(2).keepFrom()[z];
      int to = z + 1 < zs.count() ? zs.keepFrom()[z + 1] : size[2];
      for (int slice = from; slice < to; slice++) {
        cancel.throwIfCancelled();
        finish(slice);
        sink.accept(slice, finished);
      }
    }
    return new InferenceRecord(plan.tiles(), networkRuns, networkNanos, allocatedBytes());
  }

  private int start(int axis, int[] index) {
    return plan.axis(axis).starts()[index[axis]];
  }

  private void runNetwork(int fold, int[] index, boolean[] flip, CancellationToken cancel)
      throws IOException {
    Session session = folds.get(fold);
    int[] start = {start(0, index), start(1, index), start(2, index)};
    reader.read(start, flip, session.input());
    long begin = System.nanoTime();
    session.run(cancel);
    networkNanos += System.nanoTime() - begin;
    networkRuns++;
    if (mirrored != null) {
      addMirrored(session, flip);
    }
  }

  /** Adds a run's scores to the tile's sum, mirrored back. */
  private void addMirrored(Session session, boolean[] flip) {
    boolean first = !flip[0] && !flip[1] && !flip[2];
    Parallel.forEach(
        threads,
        classes,
        cls -> {
          float[] row = new float[tile[0]];
          int at = cls * tileVoxels;
          for (int z = 0; z < tile[2]; z++) {
            int fz = flip[2] ? tile[2] - 1 - z : z;
            for (int y = 0; y < tile[1]; y++, at += tile[0]) {
              int fy = flip[1] ? tile[1] - 1 - y : y;
              session.output().get(cls * tileVoxels + (fz * tile[1] + fy) * tile[0], row);
              for (int x = 0; x < tile[0]; x++) {
                float score = row[flip[0] ? tile[0] - 1 - x : x];
                mirrored[at + x] = first ? score : mirrored[at + x] + score;
              }
            }
          }
        });
  }

  /** Weighs a tile's scores and adds the part that lies in the grid to the fold's sums. */
  private void blend(int fold, int[] index) throws IOException {
    if (isDirect()) {
      return;
    }
    ScoreWindow target = sums[fold];
    Session session = folds.get(fold);
    int runs = plan.mirrors().size();
    int[] from = new int[3];
    int[] to = new int[3];
    int[] start = new int[3];
    for (int a = 0; a < 3; a++) {
      from[a] = plan.axis(a).keepFrom()[index[a]];
      to[a] = plan.axis(a).keepTo()[index[a]];
      start[a] = start(a, index);
    }
    int length = to[0] - from[0];
    Parallel.forEach(
        threads,
        classes,
        cls -> {
          float[] row = new float[length];
          for (int z = from[2]; z < to[2]; z++) {
            for (int y = from[1]; y < to[1]; y++) {
              int inTile = ((z - start[2]) * tile[1] + y - start[1]) * tile[0] + from[0] - start[0];
              if (mirrored == null) {
                session.output().get(cls * tileVoxels + inTile, row);
              } else {
                int at = cls * tileVoxels + inTile;
                for (int x = 0; x < length; x++) {
                  row[x] = mirrored[at + x] / runs;
                }
              }
              int position = y * size[0] + from[0];
              if (importance == null) {
                target.set(z, cls, position, row, 0, length);
              } else {
                for (int x = 0; x < length; x++) {
                  row[x] *= importance[inTile + x];
                }
                target.add(z, cls, position, row, 0, length);
              }
            }
          }
        });
  }

  private void addWeights(int[] index) {
    if (weights == null) {
      return;
    }
    AxisTiles xs = plan.axis(0);
    AxisTiles ys = plan.axis(1);
    AxisTiles zs = plan.axis(2);
    int from = xs.keepFrom()[index[0]];
    int length = xs.keepTo()[index[0]] - from;
    for (int z = zs.keepFrom()[index[2]]; z < zs.keepTo()[index[2]]; z++) {
      for (int y = ys.keepFrom()[index[1]]; y < ys.keepTo()[index[1]]; y++) {
        int inTile =
            ((z - start(2, index)) * tile[1] + y - start(1, index)) * tile[0]
                + from
                - start(0, index);
        weights.add(z, 0, y * size[0] + from, importance, inTile, length);
      }
    }
  }

  /** Brings one slice's final scores into {@link #finished}. */
  private void finish(int slice) throws IOException {
    if (isDirect()) {
      int inTile = (slice - plan.axis(2).starts()[0]) * tile[1];
      for (int cls = 0; cls < classes; cls++) {
        for (int y = 0; y < size[1]; y++) {
          int at = (inTile + y - plan.axis(1).starts()[0]) * tile[0] - plan.axis(0).starts()[0];
          folds
              .get(0)
              .output()
              .get(cls * tileVoxels + at, finished, cls * plane + y * size[0], size[0]);
        }
      }
    } else {
      boolean half = plan.window().accumulate() == Accumulate.FLOAT16;
      if (weights != null) {
        weights.take(slice, weightSlice);
      }
      for (int fold = 0; fold < sums.length; fold++) {
        float[] scores = fold == 0 ? finished : foldScores;
        sums[fold].take(slice, scores);
        divide(scores, half);
        if (fold > 0) {
          for (int i = 0; i < finished.length; i++) {
            float sum = finished[i] + scores[i];
            finished[i] = half ? Half.round(sum) : sum;
          }
        }
      }
      if (sums.length > 1) {
        for (int i = 0; i < finished.length; i++) {
          float mean = finished[i] / sums.length;
          finished[i] = half ? Half.round(mean) : mean;
        }
      }
    }
    requireFinite(slice);
  }

  private void divide(float[] scores, boolean half) {
    if (weights == null) {
      return;
    }
    Parallel.forEach(
        threads,
        classes,
        cls -> {
          int at = cls * plane;
          for (int i = 0; i < plane; i++) {
            float score = scores[at + i] / weightSlice[i];
            scores[at + i] = half ? Half.round(score) : score;
          }
        });
  }

  private void requireFinite(int slice) throws IOException {
    float sum = 0;
    for (float score : finished) {
      sum += score * 0;
    }
    if (sum != 0) {
      throw new IOException(
          "the network gave scores that are no finite numbers (slice "
              + slice
              + " of the network's grid"
              + (plan.window().accumulate() == Accumulate.FLOAT16
                  ? ", possibly above " + FLOAT16_MAX + ", the largest half; use fp32 sums"
                  : "")
              + "); the model's file or its input range is wrong");
    }
  }

  private long allocatedBytes() {
    long bytes = plan.peakBytes();
    long perFold =
        4L * tileVoxels * (plan.channels() + classes)
            + (isDirect() ? 0 : plan.peakBytes() - 4L * tileVoxels * (plan.channels() + classes));
    return bytes + (folds.size() - 1) * perFold + 4 * reader.allocatedFloats();
  }

  @Override
  public String toString() {
    return "SlidingWindowInferer" + Arrays.toString(tile);
  }
}
