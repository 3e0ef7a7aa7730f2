package io.github.holoseg.postprocess;

import io.github.holoseg.grid.AxisSampling;
import io.github.holoseg.grid.AxisSampling.Convention;
import io.github.holoseg.grid.GridMapping;
import io.github.holoseg.grid.SeparateAxis;
import io.github.holoseg.model.DecisionSpec;
import io.github.holoseg.model.ModelSpec;
import io.github.holoseg.model.ResampleSpec;
import io.github.holoseg.model.ResampleSpec.Coordinates;
import io.github.holoseg.model.ResampleSpec.Interpolation;
import io.github.holoseg.model.WindowSpec.Accumulate;
import io.github.holoseg.task.Workers;
import java.util.Arrays;
import java.util.function.IntUnaryOperator;

/** Chooses how scores go back to the scan, from the model and the mapping. */
final class RestorePlan {
  private RestorePlan() {}

  static Restorer of(
      ModelSpec model,
      GridMapping mapping,
      Accumulate precision,
      LabelWriter writer,
      Workers workers) {
    int separate = separateAxis(model, mapping);
    SkewedNearest skewed = mapping.placement().isSkewed() ? new SkewedNearest(mapping) : null;
    AxisTaps[] taps = new AxisTaps[3];
    boolean single = true;
    boolean cropped = false;
    for (int axis = 0; axis < 3; axis++) {
      taps[axis] = taps(model, mapping, axis, separate, skewed);
      single &= taps[axis].isSingle();
      cropped |= taps[axis].isCropped();
    }
    DecisionSpec decision = model.decision();
    int[] kept = mapping.gridCrop().size();
    int classes = decision.classValues().length;
    if (decision.labelsFirst() || single) {
      // no interpolated score: nothing to round, and activations before and after are the same
      SliceDecider decider =
          new SliceDecider(
              AxisTaps.unchanged(kept[0], kept[0], 0),
              AxisTaps.unchanged(kept[1], kept[1], 0),
              -1,
              false,
              kept[0],
              kept[1],
              classes,
              width -> DecisionRules.create(decision, false, ScoreRounding.SINGLE, width),
              workers);
      boolean unchanged = isUnchanged(model, mapping, 0);
      return new LabelRestorer(
          taps[0],
          taps[1],
          taps[2],
          ScoreSlice.view(classes, kept[0], kept[1]),
          kept[0],
          kept[1],
          decider,
          unchanged ? null : skewed,
          writer,
          workers);
    }
    // PyTorch's interpolation gives float32 whatever it is given.
    boolean half =
        precision == Accumulate.FLOAT16
            && model.geometry().scores().coordinates() != Coordinates.TORCH;
    ScoreRounding rounding = half ? ScoreRounding.HALF : ScoreRounding.SINGLE;
    SliceDecider decider =
        new SliceDecider(
            taps[0],
            taps[1],
            separate,
            cropped,
            kept[0],
            kept[1],
            classes,
            width -> DecisionRules.create(decision, decision.activationFirst(), rounding, width),
            workers);
    return new ScoreRestorer(decision, taps[2], kept[0], kept[1], decider, writer, workers);
  }

  private static int separateAxis(ModelSpec model, GridMapping mapping) {
    ResampleSpec scores = model.geometry().scores();
    if (scores == null) {
      return -1;
    }
    return switch (scores.separate()) {
      case NEVER -> -1;
      case ALWAYS -> SeparateAxis.coarsest(mapping.gridSpacing());
      case AUTO -> SeparateAxis.automatic(mapping.gridSpacing(), mapping.sourceSpacing());
    };
  }

  private static AxisTaps taps(
      ModelSpec model, GridMapping mapping, int axis, int separate, SkewedNearest skewed) {
    int n = mapping.resampledSize()[axis];
    int m = mapping.sourceCrop().size()[axis];
    int kept = mapping.gridCrop().size()[axis];
    int cropMin = mapping.gridCrop().min()[axis];
    if (isUnchanged(model, mapping, axis)) {
      return AxisTaps.unchanged(m, kept, cropMin);
    }
    ResampleSpec scores = model.geometry().scores();
    if (scores == null) {
      throw DecisionCheck.refuse(
          model,
          "geometry.scores is missing, but the grid "
              + Arrays.toString(mapping.resampledSize())
              + " must be brought back to "
              + Arrays.toString(mapping.sourceCrop().size()));
    }
    double ratio = mapping.sourceSpacing()[axis] / mapping.gridSpacing()[axis];
    double first = first(mapping, axis);
    AxisSampling sampling = AxisSampling.of(n, m, convention(scores), ratio, first);
    Interpolation interpolation =
        axis == separate ? scores.separateInterpolation() : scores.interpolation();
    if (interpolation == Interpolation.NEAREST) {
      TorchNearest torch = new TorchNearest(n, m, ratio, first);
      IntUnaryOperator nearest =
          scores.coordinates() != Coordinates.FIRST_VOXEL
              ? sampling::nearest
              : skewed == null
                  ? torch::sample
                  : o -> skewed.isDoubtful(axis, o) ? skewed.last(axis, o) : torch.sample(o);
      return AxisTaps.nearest(nearest, n, m, kept, cropMin);
    }
    if (model.decision().labelsFirst()) {
      throw DecisionCheck.refuse(
          model, "geometry.scores asks for linear interpolation of labels; use nearest");
    }
    return AxisTaps.linear(sampling, n, m, kept, cropMin);
  }

  /**
   * nnU-Net and scipy leave an axis alone whose number of voxels stays. MONAI resamples it all the
   * same, by the ratio of the spacings, unless every axis is within the tolerance.
   */
  private static boolean isUnchanged(ModelSpec model, GridMapping mapping, int axis) {
    int[] n = mapping.resampledSize();
    int[] m = mapping.sourceCrop().size();
    ResampleSpec scores = model.geometry().scores();
    double tolerance = model.geometry().spacingTolerance();
    if (scores == null || scores.coordinates() != Coordinates.FIRST_VOXEL) {
      return n[axis] == m[axis];
    }
    boolean unchanged = Arrays.equals(n, m);
    for (int a = 0; a < 3; a++) {
      double ratio = mapping.sourceSpacing()[a] / mapping.gridSpacing()[a];
      unchanged &= Math.abs(ratio - 1) <= tolerance && Math.abs(first(mapping, a)) <= tolerance;
    }
    return unchanged;
  }

  /** Where voxel 0 of the box lies on the resampled grid, in that grid's voxels. */
  private static double first(GridMapping mapping, int axis) {
    double[] ratio = new double[3];
    for (int a = 0; a < 3; a++) {
      ratio[a] = mapping.gridSpacing()[a] / mapping.sourceSpacing()[a];
    }
    return mapping.placement().inverse(ratio).middle(axis, mapping.sourceCrop().size());
  }

  private static Convention convention(ResampleSpec scores) {
    return switch (scores.coordinates()) {
      case HALF_PIXEL -> Convention.HALF_PIXEL;
      case CORNER_ALIGNED -> Convention.CORNER_ALIGNED;
      case FIRST_VOXEL -> Convention.FIRST_VOXEL;
      case TORCH -> Convention.TORCH;
    };
  }
}
