package io.github.holoseg.postprocess;

import io.github.holoseg.task.Workers;

/**
 * Labels first: decides on the network's grid and carries the labels to the scan by nearest
 * neighbour. Keeps one grid slice of labels.
 *
 * <p>Nearest-neighbour resampling of scores gives the same labels, so it comes this way too.
 */
final class LabelRestorer implements Restorer {
  private final AxisTaps x;
  private final AxisTaps y;
  private final AxisTaps z;
  private final int width;
  private final SliceDecider decider;
  private final LabelWriter writer;
  private final Workers workers;
  private final ScoreSlice scores;
  private final short[] slice;
  private int next;

  /**
   * @param x single taps along grid axis 0; likewise y, z
   * @param scores a view of grid slices
   * @param decider from one grid slice to its labels
   */
  LabelRestorer(
      AxisTaps x,
      AxisTaps y,
      AxisTaps z,
      ScoreSlice scores,
      int width,
      int height,
      SliceDecider decider,
      LabelWriter writer,
      Workers workers) {
    this.x = x;
    this.y = y;
    this.z = z;
    this.scores = scores;
    this.width = width;
    this.decider = decider;
    this.writer = writer;
    this.workers = workers;
    this.slice = new short[Math.multiplyExact(width, height)];
  }

  @Override
  public long allocatedFloats() {
    return decider.allocatedFloats() + scores.allocatedFloats();
  }

  @Override
  public void accept(int index, float[] values) {
    boolean decided = false;
    while (next < z.outputs() && z.last(next) <= index) {
      if (z.isInside(next)) {
        if (!decided) {
          scores.look(values, workers);
          decider.decide(
              scores,
              1,
              null,
              0,
              (row, labels) -> System.arraycopy(labels, 0, slice, row * width, width));
          decided = true;
        }
        restore(next);
      }
      next++;
    }
  }

  private void restore(int output) {
    workers.forRanges(
        y.outputs(),
        32,
        (from, to) -> {
          short[] row = new short[x.outputs()];
          for (int o = from; o < to; o++) {
            if (y.isInside(o)) {
              sample(y.low(o) * width, row);
              writer.write(row, row.length, o, output);
            }
          }
        });
  }

  private void sample(int offset, short[] row) {
    for (int o = 0; o < row.length; o++) {
      row[o] = x.isInside(o) ? slice[offset + x.low(o)] : 0;
    }
  }
}
