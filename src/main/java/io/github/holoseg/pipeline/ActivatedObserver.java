package io.github.holoseg.pipeline;

import io.github.holoseg.grid.FloatGrid;
import io.github.holoseg.model.DecisionSpec;
import io.github.holoseg.model.GoldenTest.Tensors.OutputIs;
import io.github.holoseg.model.ModelSpec;
import io.github.holoseg.postprocess.Activations;

/** Shows another observer the scores after the decision's activation, or its threshold too. */
final class ActivatedObserver implements StageObserver {
  private final StageObserver observer;
  private final DecisionSpec decision;
  private final boolean binary;
  private final int classes;
  private final int plane;
  private final float[] values;

  /**
   * @param plane values of a slice of one class
   */
  ActivatedObserver(StageObserver observer, ModelSpec spec, OutputIs outputIs, int plane) {
    this.observer = observer;
    this.decision = spec.decision();
    this.binary = outputIs == OutputIs.BINARY;
    this.classes = spec.network().outputChannels();
    this.plane = plane;
    this.values = new float[Math.multiplyExact(classes, plane)];
  }

  @Override
  public void input(FloatGrid grid) {
    observer.input(grid);
  }

  @Override
  public void scores(int index, float[] scores) {
    System.arraycopy(scores, 0, values, 0, values.length);
    Activations.apply(decision.activation(), values, classes, plane);
    for (int c = 0; binary && c < classes; c++) {
      double threshold = decision.threshold(c);
      for (int i = c * plane; i < (c + 1) * plane; i++) {
        values[i] = values[i] > threshold ? 1 : 0;
      }
    }
    observer.scores(index, values);
  }
}
