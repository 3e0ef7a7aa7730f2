package io.github.holoseg.postprocess;

import io.github.holoseg.task.Workers;
import java.util.Arrays;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.IntFunction;

/** Labels of one output slice from one or two slices of scores; rows are shared among threads. */
final class SliceDecider {
  /** Takes a finished row; called from several threads. */
  @FunctionalInterface
  interface RowSink {
    /**
     * @param labels valid only during the call
     */
    void row(int y, short[] labels);
  }

  private static final int GRAIN = 8;

  private final AxisTaps x;
  private final AxisTaps y;
  private final int classes;
  private final PlaneSampler sampler;
  private final Workers workers;
  private final ConcurrentLinkedQueue<Workspace> idle = new ConcurrentLinkedQueue<>();

  /**
   * @param x taps along grid axis 0, from {@code width} samples
   * @param y taps along grid axis 1, from {@code height} samples
   * @param separate the grid axis treated on its own, −1 for none
   * @param mayFade whether some outputs have samples outside the kept grid, on any axis
   * @param rules makes a rule for rows of the given length
   */
  SliceDecider(
      AxisTaps x,
      AxisTaps y,
      int separate,
      boolean mayFade,
      int width,
      int height,
      int classes,
      IntFunction<RowRule> rules,
      Workers workers) {
    this.x = x;
    this.y = y;
    this.classes = classes;
    this.sampler = new PlaneSampler(x, y, separate, mayFade, width, height);
    this.workers = workers;
    for (int i = 0; i < workers.threads(); i++) {
      idle.add(new Workspace(width, x.outputs(), classes, rules.apply(x.outputs())));
    }
  }

  /** What one thread needs for a row. */
  private record Workspace(
      double[] scratch, double[] scores, short[] labels, long[] order, RowRule rule) {
    Workspace(int samples, int outputs, int classes, RowRule rule) {
      this(new double[samples], new double[outputs], new short[outputs], new long[classes], rule);
    }
  }

  /** Sizes of the score rows that the threads keep, in floats. */
  long allocatedFloats() {
    return idle.stream().mapToLong(w -> 2L * (w.scratch.length + w.scores.length)).sum();
  }

  /** Decides a slice; rows that lie outside the grid are not passed on. */
  void decide(ScoreSlice low, double lowWeight, ScoreSlice high, double highWeight, RowSink sink) {
    sampler.slice(low, lowWeight, high, highWeight);
    workers.forRanges(
        y.outputs(),
        GRAIN,
        (from, to) -> {
          Workspace workspace = idle.remove();
          for (int row = from; row < to; row++) {
            if (y.isInside(row)) {
              decideRow(row, workspace);
              sink.row(row, workspace.labels);
            }
          }
          idle.add(workspace);
        });
  }

  /**
   * The classes in the low half of each entry, most promising ones first where the rule allows it:
   * then most of the others cannot matter any more.
   */
  private long[] order(int row, Workspace workspace) {
    long[] order = workspace.order;
    boolean sorted = workspace.rule.takesAnyOrder();
    for (int c = 0; c < classes; c++) {
      int bits = sorted ? Float.floatToRawIntBits(sampler.bound(c, row)) : 0;
      int ascending = bits ^ (bits >> 31 & 0x7fffffff);
      order[c] = (long) ~ascending << 32 | c;
    }
    if (sorted) {
      Arrays.sort(order);
    }
    return order;
  }

  private void decideRow(int row, Workspace workspace) {
    workspace.rule.begin();
    RowRule.Exact exact = (channel, column) -> sampler.exact(channel, column, row);
    long[] order = order(row, workspace);
    for (long entry : order) {
      int c = (int) entry;
      if (workspace.rule.canMatter(sampler.bound(c, row))) {
        sampler.row(c, row, workspace.scratch, workspace.scores);
        workspace.rule.offer(c, workspace.scores, exact);
      }
    }
    workspace.rule.finish(workspace.labels);
    if (!x.isAllInside()) {
      for (int o = 0; o < x.outputs(); o++) {
        if (!x.isInside(o)) {
          workspace.labels[o] = 0;
        }
      }
    }
  }
}
