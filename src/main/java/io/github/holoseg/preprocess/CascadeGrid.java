package io.github.holoseg.preprocess;

import io.github.holoseg.grid.FloatGrid;
import java.util.List;

/**
 * Image channels followed by one channel of zeros and ones for each label of an earlier model. The
 * labels are kept once and told apart when they are read.
 */
final class CascadeGrid implements FloatGrid {
  private final FloatGrid image;
  private final FloatGrid labels;
  private final int[] values;

  /**
   * @param labels one channel on the same grid
   * @param values the label of each added channel
   */
  CascadeGrid(FloatGrid image, FloatGrid labels, List<Integer> values) {
    this.image = image;
    this.labels = labels;
    this.values = values.stream().mapToInt(Integer::intValue).toArray();
  }

  @Override
  public int channels() {
    return image.channels() + values.length;
  }

  @Override
  public int[] size() {
    return image.size();
  }

  @Override
  public void read(int channel, int[] min, int[] size, float[] target, int offset) {
    if (channel < image.channels()) {
      image.read(channel, min, size, target, offset);
      return;
    }
    labels.read(0, min, size, target, offset);
    int value = values[channel - image.channels()];
    int end = offset + size[0] * size[1] * size[2];
    for (int i = offset; i < end; i++) {
      target[i] = target[i] == value ? 1 : 0;
    }
  }
}
