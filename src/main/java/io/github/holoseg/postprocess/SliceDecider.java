package io.github.holoseg.postprocess;

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
   * @param rules makes a rule for rows of the given length
   */
  SliceDecider(
      AxisTaps x,
      AxisTaps y,
      int separate,
      int width,
      int height,
      int classes,
      IntFunction<RowRule> rules,
      Workers workers) {
    this.x = x;
    this.y = y;
    this.classes = classes;
    this.sampler = new PlaneSampler(x, y, separate, width, height);
    this.workers = workers;
    for (int i = 0; i < workers.threads(); i++) {
      idle.add(new Workspace(width, x.outputs(), rules.apply(x.outputs())));
    }
  }

  /** What one thread needs for a row. */
  private record Workspace(double[] scratch, double[] scores, short[] labels, RowRule rule) {
    Workspace(int samples, int outputs, RowRule rule) {
      this(new double[samples], new double[outputs], new short[outputs], rule);
    }
  }

  /** Sizes of the score rows that the threads keep, in floats. */
  long allocatedFloats() {
    return idle.stream().mapToLong(w -> 2L * (w.scratch.length + w.scores.length)).sum();
  }

  /** Decides a slice; rows that lie outside the grid are not passed on. */
  void decide(float[] low, double lowWeight, float[] high, double highWeight, RowSink sink) {
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

  private void decideRow(int row, Workspace workspace) {
    workspace.rule.begin();
    RowRule.Exact exact = (channel, column) -> sampler.exact(channel, column, row);
    for (int c = 0; c < classes; c++) {
      sampler.row(c, row, workspace.scratch, workspace.scores);
      workspace.rule.offer(c, workspace.scores, exact);
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
