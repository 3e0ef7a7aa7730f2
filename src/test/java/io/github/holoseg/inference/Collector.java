package io.github.holoseg.inference;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.holoseg.grid.ScoreSink;
import io.github.holoseg.grid.SliceGrid;

/** Keeps all scores, class-major, and checks that slices come in order. */
final class Collector implements ScoreSink {
  final float[] scores;
  private final int[] size;
  private final int classes;
  private int next;

  Collector(int classes, int[] size) {
    this.classes = classes;
    this.size = size;
    this.scores = new float[classes * size[0] * size[1] * size[2]];
  }

  @Override
  public void accept(int index, float[] slice) {
    assertThat(index).isEqualTo(next++);
    int plane = size[0] * size[1];
    assertThat(slice).hasSize(classes * plane);
    for (int c = 0; c < classes; c++) {
      System.arraycopy(slice, c * plane, scores, (c * size[2] + index) * plane, plane);
    }
  }

  int slices() {
    return next;
  }

  /** The image of {@code inference_golden.py}. */
  static SliceGrid image(int channels, int[] size) {
    SliceGrid grid = new SliceGrid(channels, size);
    for (int c = 0; c < channels; c++) {
      for (int z = 0; z < size[2]; z++) {
        for (int y = 0; y < size[1]; y++) {
          for (int x = 0; x < size[0]; x++) {
            int value = 7 * x + 13 * y + 29 * z + 5 * x * y + 11 * y * z + 3 * c * x;
            grid.slice(c, z)[y * size[0] + x] = value % 17 - 8;
          }
        }
      }
    }
    return grid;
  }
}
