package io.github.holoseg.inference;

import io.github.holoseg.grid.Half;
import io.github.holoseg.model.WindowSpec.Accumulate;

/**
 * The running sums of one fold for the slices that tiles are still changing: a ring of as many
 * slices as a tile is deep. Not thread-safe, except that different classes may be added to at once.
 *
 * <p>With {@link Accumulate#FLOAT16} every sum is rounded to half after every tile, which is what
 * nnU-Net does on the CPU as well; the rounding is part of its result.
 */
abstract class ScoreWindow {
  final int plane;
  final int classes;
  final int depth;

  private ScoreWindow(int plane, int classes, int depth) {
    this.plane = plane;
    this.classes = classes;
    this.depth = depth;
  }

  static ScoreWindow of(Accumulate type, int plane, int classes, int depth) {
    return type == Accumulate.FLOAT16
        ? new Halves(plane, classes, depth)
        : new Floats(plane, classes, depth);
  }

  /**
   * Adds a row of weighted scores.
   *
   * @param scores the row's scores from {@code at} on, already weighted
   * @param position first voxel within the slice
   */
  abstract void add(int slice, int cls, int position, float[] scores, int at, int length);

  /** Sets a row of final scores, for tiles without weights. */
  abstract void set(int slice, int cls, int position, float[] scores, int at, int length);

  /** Reads all classes of a slice as floats and clears it for the next use. */
  abstract void take(int slice, float[] target);

  private static final class Floats extends ScoreWindow {
    private final float[][] sums;

    Floats(int plane, int classes, int depth) {
      super(plane, classes, depth);
      sums = new float[depth][Math.multiplyExact(plane, classes)];
    }

    @Override
    void add(int slice, int cls, int position, float[] scores, int at, int length) {
      float[] row = sums[slice % depth];
      int to = cls * plane + position;
      for (int i = 0; i < length; i++) {
        row[to + i] += scores[at + i];
      }
    }

    @Override
    void set(int slice, int cls, int position, float[] scores, int at, int length) {
      System.arraycopy(scores, at, sums[slice % depth], cls * plane + position, length);
    }

    @Override
    void take(int slice, float[] target) {
      float[] values = sums[slice % depth];
      System.arraycopy(values, 0, target, 0, values.length);
      java.util.Arrays.fill(values, 0);
    }
  }

  private static final class Halves extends ScoreWindow {
    private final short[][] sums;

    Halves(int plane, int classes, int depth) {
      super(plane, classes, depth);
      sums = new short[depth][Math.multiplyExact(plane, classes)];
    }

    @Override
    void add(int slice, int cls, int position, float[] scores, int at, int length) {
      short[] row = sums[slice % depth];
      int to = cls * plane + position;
      for (int i = 0; i < length; i++) {
        row[to + i] = Half.fromFloat(Half.toFloat(row[to + i]) + scores[at + i]);
      }
    }

    @Override
    void set(int slice, int cls, int position, float[] scores, int at, int length) {
      short[] row = sums[slice % depth];
      int to = cls * plane + position;
      for (int i = 0; i < length; i++) {
        row[to + i] = Half.fromFloat(scores[at + i]);
      }
    }

    @Override
    void take(int slice, float[] target) {
      short[] values = sums[slice % depth];
      for (int i = 0; i < values.length; i++) {
        target[i] = Half.toFloat(values[i]);
      }
      java.util.Arrays.fill(values, (short) 0);
    }
  }
}
