package io.github.holoseg.inference;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.holoseg.grid.ScoreSink;

/** Puts the slices of a run together again, and checks that they come in order. */
final class ScoreCollector {
  private ScoreCollector() {}

  /** A sink that fills an array, class-major, axis 0 fastest. */
  static ScoreSink into(float[] all, int[] size, int classes) {
    int plane = size[0] * size[1];
    int[] next = new int[1];
    return (index, scores) -> {
      assertThat(index).isEqualTo(next[0]++);
      for (int c = 0; c < classes; c++) {
        System.arraycopy(scores, c * plane, all, (c * size[2] + index) * plane, plane);
      }
    };
  }
}
