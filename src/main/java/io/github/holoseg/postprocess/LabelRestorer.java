package io.github.holoseg.postprocess;

import io.github.holoseg.task.Workers;

/**
 * Labels first: decides on the network's grid and carries the labels to the scan by nearest
 * neighbour. Keeps one grid slice of labels, of a skewed scan two.
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
  private final SkewedNearest skewed;
  private short[] slice;
  private short[] before;
  private int next;

  /**
   * @param x single taps along grid axis 0; likewise y, z
   * @param scores a view of grid slices
   * @param decider from one grid slice to its labels
   * @param skewed decides halves that the axes alone do not; null: they do
   */
  LabelRestorer(
      AxisTaps x,
      AxisTaps y,
      AxisTaps z,
      ScoreSlice scores,
      int width,
      int height,
      SliceDecider decider,
      SkewedNearest skewed,
      LabelWriter writer,
      Workers workers) {
    this.x = x;
    this.y = y;
    this.z = z;
    this.scores = scores;
    this.width = width;
    this.decider = decider;
    this.skewed = skewed;
    this.writer = writer;
    this.workers = workers;
    this.slice = new short[Math.multiplyExact(width, height)];
    this.before = skewed == null ? null : new short[slice.length];
  }

  @Override
  public int finished() {
    return next;
  }

  @Override
  public boolean isInside(int slice) {
    return z.isInside(slice);
  }

  @Override
  public long allocatedFloats() {
    return decider.allocatedFloats() + scores.allocatedFloats();
  }

  @Override
  public void accept(int index, float[] values) {
    boolean decided = false;
    if (skewed != null) {
      short[] free = before;
      before = slice;
      slice = free;
      decide(values);
      decided = true;
    }
    while (next < z.outputs() && z.last(next) <= index) {
      if (z.isInside(next)) {
        if (!decided) {
          decide(values);
          decided = true;
        }
        restore(next, index);
      }
      next++;
    }
  }

  private void decide(float[] values) {
    scores.look(values, workers);
    short[] labels = slice;
    decider.decide(
        scores,
        1,
        null,
        0,
        (row, decided) -> System.arraycopy(decided, 0, labels, row * width, width));
  }

  private void restore(int output, int index) {
    workers.forRanges(
        y.outputs(),
        32,
        (from, to) -> {
          short[] row = new short[x.outputs()];
          for (int o = from; o < to; o++) {
            if (y.isInside(o)) {
              sample(y.low(o) * width, row);
              if (skewed != null) {
                sampleDoubtful(o, output, index, row);
              }
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

  /** Those voxels of a row again that are halfway but for the skew. */
  private void sampleDoubtful(int yOutput, int zOutput, int index, short[] row) {
    boolean ySkewed = skewed.isDoubtful(1, yOutput);
    boolean zSkewed = skewed.isDoubtful(2, zOutput);
    int[] voxel = {0, yOutput, zOutput};
    for (int o = 0; o < row.length; o++) {
      boolean xSkewed = skewed.isDoubtful(0, o);
      if (!(xSkewed || ySkewed || zSkewed) || !x.isInside(o)) {
        continue;
      }
      voxel[0] = o;
      int column = xSkewed ? skewed.sample(0, voxel) : x.low(o);
      int line = ySkewed ? skewed.sample(1, voxel) : y.low(yOutput);
      int depth = zSkewed ? skewed.sample(2, voxel) : z.low(zOutput);
      short[] labels = depth == index ? slice : before;
      row[o] = column < 0 || line < 0 || depth < 0 ? 0 : labels[line * width + column];
    }
  }
}
