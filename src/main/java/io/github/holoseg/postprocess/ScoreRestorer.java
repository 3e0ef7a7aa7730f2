package io.github.holoseg.postprocess;

import io.github.holoseg.model.DecisionSpec;
import io.github.holoseg.model.DecisionSpec.Activation;
import io.github.holoseg.task.Workers;

/**
 * Scores first: interpolates scores on the scan's grid and decides there. Keeps the grid slice
 * before the current one, nothing else.
 */
final class ScoreRestorer implements Restorer {
  private final AxisTaps z;
  private final SliceDecider decider;
  private final LabelWriter writer;
  private final Workers workers;
  private final Activation first;
  private final int classes;
  private final int plane;
  private final ScoreSlice foreign;
  private ScoreSlice previous;
  private ScoreSlice activated;
  private int next;

  /**
   * @param z taps along grid axis 2
   * @param width samples of a grid row
   * @param height rows of a grid slice
   * @param decider from one or two grid slices to an output slice
   */
  ScoreRestorer(
      DecisionSpec decision,
      AxisTaps z,
      int width,
      int height,
      SliceDecider decider,
      LabelWriter writer,
      Workers workers) {
    this.z = z;
    this.decider = decider;
    this.writer = writer;
    this.workers = workers;
    this.first = decision.activationFirst() ? decision.activation() : Activation.NONE;
    this.classes = decision.classValues().length;
    this.plane = Math.multiplyExact(width, height);
    boolean activates = first != Activation.NONE;
    foreign = activates ? null : ScoreSlice.view(classes, width, height);
    activated = activates ? ScoreSlice.owner(classes, width, height) : null;
    previous = z.isSingle() ? null : ScoreSlice.owner(classes, width, height);
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
    long held = decider.allocatedFloats();
    for (ScoreSlice slice : new ScoreSlice[] {foreign, activated, previous}) {
      held += slice == null ? 0 : slice.allocatedFloats();
    }
    return held;
  }

  @Override
  public void accept(int index, float[] scores) {
    ScoreSlice slice = first == Activation.NONE ? foreign : activated;
    if (slice == foreign) {
      foreign.look(scores, workers);
    } else {
      activate(scores, activated.own());
      activated.lookAtOwn(workers);
    }
    while (next < z.outputs() && z.last(next) <= index) {
      if (z.isInside(next)) {
        restore(next, index, slice);
      }
      next++;
    }
    if (previous != null) {
      keep(slice);
    }
  }

  private void restore(int output, int index, ScoreSlice slice) {
    ScoreSlice low = z.low(output) == index ? slice : previous;
    ScoreSlice high = z.high(output) == index ? slice : previous;
    decider.decide(
        low,
        z.lowWeight(output),
        high,
        z.highWeight(output),
        (row, labels) -> writer.write(labels, labels.length, row, output));
  }

  private void keep(ScoreSlice slice) {
    if (slice == foreign) {
      previous.copy(foreign);
    } else {
      activated = previous;
      previous = slice;
    }
  }

  private void activate(float[] scores, float[] target) {
    workers.forRanges(
        plane,
        4096,
        (from, to) -> {
          for (int c = 0; c < classes; c++) {
            System.arraycopy(scores, c * plane + from, target, c * plane + from, to - from);
          }
          if (first == Activation.SOFTMAX) {
            Activations.softmax(target, classes, plane, from, to);
          } else {
            for (int c = 0; c < classes; c++) {
              Activations.sigmoid(target, c * plane + from, c * plane + to);
            }
          }
        });
  }
}
