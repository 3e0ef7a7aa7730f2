package io.github.holoseg.postprocess;

import io.github.holoseg.grid.GridMapping;
import io.github.holoseg.model.DecisionSpec;
import io.github.holoseg.model.ModelSpec;
import io.github.holoseg.model.ResampleSpec;
import io.github.holoseg.model.ResampleSpec.Interpolation;
import io.github.holoseg.model.ResampleSpec.Separate;
import java.util.Arrays;

/** Refuses decisions that cannot be carried out exactly. */
final class DecisionCheck {
  private DecisionCheck() {}

  /**
   * @throws IllegalArgumentException naming the model and the field
   */
  static void check(ModelSpec model) {
    DecisionSpec decision = model.decision();
    int channels = model.network().outputChannels();
    if (decision.classValues().length != channels) {
      throw refuse(
          model,
          "decision.classValues has "
              + decision.classValues().length
              + " entries, the network has "
              + channels
              + " score channels");
    }
    if (decision.thresholds() != null && decision.thresholds().length != channels) {
      throw refuse(
          model,
          "decision.thresholds has "
              + decision.thresholds().length
              + " entries, the network has "
              + channels
              + " score channels");
    }
    for (int value : decision.classValues()) {
      if (value < 0 || value > 65535) {
        throw refuse(model, "decision.classValues holds " + value + ", must be 0 to 65535");
      }
    }
    ResampleSpec scores = model.geometry().scores();
    if (scores == null) {
      return; // fine as long as nothing is resampled: see RestorePlan
    }
    if (scores.interpolation() == Interpolation.CUBIC
        || scores.separate() != Separate.NEVER
            && scores.separateInterpolation() == Interpolation.CUBIC) {
      throw refuse(
          model,
          "geometry.scores asks for cubic interpolation, which needs every class of the whole"
              + " volume at once; use linear or nearest");
    }
    if (scores.truncate()) {
      throw refuse(model, "geometry.scores.truncate is only defined for the image");
    }
  }

  /**
   * @throws IllegalArgumentException if a box of the mapping does not lie in its grid
   */
  static void check(GridMapping mapping) {
    requireInside("sourceCrop", mapping.sourceCrop(), mapping.turnedSize());
    requireInside("gridCrop", mapping.gridCrop(), mapping.resampledSize());
  }

  private static void requireInside(String name, GridMapping.Box box, int[] size) {
    for (int axis = 0; axis < 3; axis++) {
      if (box.min()[axis] < 0
          || box.size()[axis] < 1
          || box.min()[axis] + box.size()[axis] > size[axis]) {
        throw new IllegalArgumentException(
            name
                + " "
                + Arrays.toString(box.min())
                + "+"
                + Arrays.toString(box.size())
                + " does not lie in a grid of "
                + Arrays.toString(size)
                + " voxels.");
      }
    }
  }

  static IllegalArgumentException refuse(ModelSpec model, String why) {
    return new IllegalArgumentException("Model '" + model.id() + "': " + why + ".");
  }
}
