package io.github.holoseg.model.bioimageio;

import io.github.holoseg.model.document.Field;
import java.util.List;

/**
 * An axis of a tensor, the same for both format versions.
 *
 * @param field where it stands
 * @param id its name: {@code x}, {@code y}, {@code z} for space
 * @param kind what it counts
 * @param fixed its only size; 0 if it is free
 * @param min smallest size if free
 * @param step sizes are {@code min + n * step}
 * @param halo voxels at both ends of an output axis that are to be thrown away
 * @param spacing mm, NaN if not stated
 * @param names of the channels, empty if not stated
 */
record Axis(
    Field field,
    String id,
    Kind kind,
    int fixed,
    int min,
    int step,
    int halo,
    double spacing,
    List<String> names) {
  /** What an axis counts. */
  enum Kind {
    BATCH,
    CHANNEL,
    SPACE
  }

  Axis {
    names = List.copyOf(names);
  }
}
