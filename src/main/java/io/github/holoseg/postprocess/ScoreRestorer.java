package io.github.holoseg.postprocess;

import io.github.holoseg.model.DecisionSpec;
import io.github.holoseg.model.DecisionSpec.Activation;

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
  private final boolean keepsPrevious;

  private float[] previous;
  private float[] current;
  private int next;

  /**
   * @param z taps along grid axis 2
   * @param plane samples of a class in a grid slice
   * @param decider from one or two grid slices to an output slice
   */
  ScoreRestorer(
      DecisionSpec decision,
      AxisTaps z,
      int plane,
      SliceDecider decider,
      LabelWriter writer,
      Workers workers) {
    this.z = z;
    this.decider = decider;
    this.writer = writer;
    this.workers = workers;
    this.first = decision.activationFirst() ? decision.activation() : Activation.NONE;
    this.classes = decision.classValues().length;
    this.plane = plane;
    this.keepsPrevious = !z.isSingle();
    int length = Math.multiplyExact(classes, plane);
    previous = keepsPrevious ? new float[length] : null;
    current = first != Activation.NONE ? new float[length] : null;
  }

  @Override
  public long allocatedFloats() {
    long held = decider.allocatedFloats();
    held += previous == null ? 0 : previous.length;
    return held + (current == null ? 0 : current.length);
  }

  @Override
  public void accept(int index, float[] scores) {
    float[] slice = first == Activation.NONE ? scores : activate(scores);
    while (next < z.outputs() && z.last(next) <= index) {
      if (z.isInside(next)) {
        restore(next, index, slice);
      }
      next++;
    }
    if (keepsPrevious) {
      keep(slice);
    }
  }

  private void restore(int output, int index, float[] slice) {
    float[] low = z.low(output) == index ? slice : previous;
    float[] high = z.high(output) == index ? slice : previous;
    decider.decide(
        low,
        z.lowWeight(output),
        high,
        z.highWeight(output),
        (row, labels) -> writer.write(labels, labels.length, row, output));
  }

  private void keep(float[] slice) {
    if (slice == current) {
      current = previous;
      previous = slice;
    } else {
      System.arraycopy(slice, 0, previous, 0, previous.length);
    }
  }

  private float[] activate(float[] scores) {
    workers.forRanges(
        plane,
        4096,
        (from, to) -> {
          for (int c = 0; c < classes; c++) {
            System.arraycopy(scores, c * plane + from, current, c * plane + from, to - from);
          }
          if (first == Activation.SOFTMAX) {
            Activations.softmax(current, classes, plane, from, to);
          } else {
            for (int c = 0; c < classes; c++) {
              Activations.sigmoid(current, c * plane + from, c * plane + to);
            }
          }
        });
    return current;
  }
}
