package io.github.holoseg.preprocess;

import io.github.holoseg.grid.FloatGrid;

/**
 * Labels of an earlier model, −1 where they are 0 outside the crop's mask: nnU-Net tells these from
 * the background inside when it resamples them.
 */
final class PreviousLabels implements FloatGrid {
  private final FloatGrid labels;
  private final Foreground mask;

  PreviousLabels(FloatGrid labels, Foreground mask) {
    this.labels = labels;
    this.mask = mask;
  }

  @Override
  public int channels() {
    return 1;
  }

  @Override
  public int[] size() {
    return labels.size();
  }

  @Override
  public void read(int channel, int[] min, int[] size, float[] target, int offset) {
    labels.read(channel, min, size, target, offset);
    int at = offset;
    for (int z = min[2]; z < min[2] + size[2]; z++) {
      for (int y = min[1]; y < min[1] + size[1]; y++) {
        for (int x = min[0]; x < min[0] + size[0]; x++, at++) {
          if (target[at] == 0 && !mask.contains(x, y, z)) {
            target[at] = -1;
          }
        }
      }
    }
  }
}
