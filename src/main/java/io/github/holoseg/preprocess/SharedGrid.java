package io.github.holoseg.preprocess;

import io.github.holoseg.grid.FloatGrid;
import io.github.holoseg.grid.GridMapping.Box;
import io.github.holoseg.grid.GridPlacement;
import io.github.holoseg.model.CropSpec;
import io.github.holoseg.model.GeometrySpec;
import io.github.holoseg.model.ModelSpec;
import io.github.holoseg.model.StepKind;
import java.util.Arrays;
import java.util.List;

/**
 * A resampled scan that several models of one run share, so that it is made once. Holds one grid,
 * the last; for one scan. Not thread-safe.
 *
 * <p>What comes after the resampling may differ from model to model: TotalSegmentator's parts have
 * the same grid and each its own normalisation.
 */
public final class SharedGrid {
  private Object key;
  private State state;

  /** The preprocessing after a step, ready to go on. */
  record State(
      FloatGrid grid,
      Foreground mask,
      Box sourceCrop,
      int[] resampledSize,
      double[] spacing,
      GridPlacement placement,
      long bytes,
      List<String> warnings) {}

  /** The state after {@code steps}, or null. Any other grid is let go, before a new one is made. */
  State find(ModelSpec model, List<StepKind> steps) {
    Object wanted = key(model, steps);
    if (!wanted.equals(key)) {
      key = null;
      state = null;
    }
    return state;
  }

  void keep(ModelSpec model, List<StepKind> steps, State made) {
    key = key(model, steps);
    state = made;
  }

  /** Equal where the steps do the same to every scan. */
  private static Object key(ModelSpec model, List<StepKind> steps) {
    GeometrySpec geometry = model.geometry();
    return Arrays.asList(
        model.network().axes(),
        geometry.orientation(),
        Arrays.toString(geometry.spacing()),
        geometry.spacingTolerance(),
        geometry.image(),
        steps,
        steps.contains(StepKind.CROP) ? crop(model) : null,
        steps.contains(StepKind.NORMALIZE) ? model.intensity() : null);
  }

  private static Object crop(ModelSpec model) {
    CropSpec crop = model.crop();
    // The mask of a crop is made only for the normalisations that ask for it.
    return List.of(
        crop.mode(), crop.threshold(), Arrays.toString(crop.margin()), model.intensity());
  }
}
