package io.github.holoseg.preprocess;

import io.github.holoseg.model.ModelSpec;
import io.github.holoseg.volume.Volume;
import io.github.holoseg.volume.VolumeGeometry;
import java.util.List;

/** Whether the volumes are the channels that a model takes. */
final class ChannelCheck {
  private static final double SAME_GRID_MM = 1e-3;

  private ChannelCheck() {}

  /**
   * @throws IllegalArgumentException if their number or their grids do not fit, with a sentence for
   *     the user
   */
  static void require(List<Volume<?>> channels, ModelSpec spec) {
    List<String> names = spec.network().channels();
    if (channels.size() != names.size()) {
      throw new IllegalArgumentException(
          "the model '"
              + spec.id()
              + "' takes "
              + names.size()
              + " channels "
              + names
              + ", "
              + channels.size()
              + " volumes were given");
    }
    VolumeGeometry first = channels.get(0).geometry();
    for (Volume<?> volume : channels) {
      if (!volume.geometry().isSameGrid(first, SAME_GRID_MM)) {
        throw new IllegalArgumentException(
            "the channels lie on different grids ("
                + first
                + " and "
                + volume.geometry()
                + "); resample '"
                + volume.info().name()
                + "' to the first one");
      }
    }
  }
}
