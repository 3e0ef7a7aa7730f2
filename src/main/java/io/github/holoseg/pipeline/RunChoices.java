package io.github.holoseg.pipeline;

import io.github.holoseg.model.CascadeSpec;
import io.github.holoseg.model.GeometrySpec;
import io.github.holoseg.model.ModelSpec;
import io.github.holoseg.model.NetworkSpec;
import io.github.holoseg.model.NetworkSpec.Weights;
import io.github.holoseg.model.SplitSpec;
import io.github.holoseg.model.WindowSpec;
import io.github.holoseg.model.WindowSpec.Accumulate;
import java.util.ArrayList;
import java.util.List;

/**
 * What the user wants otherwise than the model says. It changes the model's description before
 * anything is run, so that nothing behind it has to know.
 *
 * @param mirror whether tiles are mirrored in test-time augmentation
 * @param precision how scores are summed
 * @param overlap fraction of the patch that neighbouring tiles share; NaN: the model's
 * @param folds which of the model's networks run, counted from 0 in its order; empty: all
 * @param postprocess whether the model's clean-up is done
 * @param split whether long scans are cut into pieces
 */
public record RunChoices(
    Mirror mirror,
    Precision precision,
    double overlap,
    List<Integer> folds,
    boolean postprocess,
    Split split) {
  /** All as the model says. */
  public static final RunChoices MODEL =
      new RunChoices(Mirror.AUTO, Precision.EXACT, Double.NaN, List.of(), true, Split.AUTO);

  /** Test-time mirroring. */
  public enum Mirror {
    /** As the model says. */
    AUTO,
    /** As the model says; an error if it has no axes to mirror. */
    ON,
    OFF
  }

  /** Cutting a long scan into three pieces along z. */
  public enum Split {
    /** As the model says. */
    AUTO,
    /** However short the scan is (TotalSegmentator's {@code force_split}). */
    ON,
    OFF
  }

  /** Arithmetic of the sums. */
  public enum Precision {
    /** As in the system that the model comes from: half precision for nnU-Net's. */
    EXACT,
    /** Always float32: smoother near the border, but other labels in about 0.1 % of the voxels. */
    FP32
  }

  public RunChoices {
    folds = List.copyOf(folds);
    if (!Double.isNaN(overlap) && !(overlap >= 0 && overlap < 1)) {
      throw new IllegalArgumentException("overlap " + overlap + " must be from 0 to below 1");
    }
  }

  /**
   * The model to run; its parts and its cascade are changed alike.
   *
   * @throws IllegalArgumentException if the model cannot do what is asked for, with a sentence for
   *     the user
   */
  public ModelSpec apply(ModelSpec model) {
    if (equals(MODEL)) {
      return model;
    }
    if (mirror == Mirror.ON && model.window().mirrorAxes().isEmpty()) {
      throw new IllegalArgumentException(
          "the model '" + model.id() + "' was not trained for mirroring; use mirror=auto");
    }
    if (split == Split.ON && model.geometry().split() == null) {
      throw new IllegalArgumentException(
          "the model '" + model.id() + "' does not say how scans are cut; use split=auto");
    }
    return change(model);
  }

  private ModelSpec change(ModelSpec model) {
    CascadeSpec cascade = model.cascade();
    return model
        .withGeometry(geometry(model.geometry()))
        .with(
            network(model),
            window(model.window()),
            postprocess ? model.postprocess() : List.of(),
            model.parts().stream().map(this::change).toList(),
            cascade == null
                ? null
                : new CascadeSpec(
                    change(cascade.previous()), cascade.labelValues(), cascade.resampling()));
  }

  private GeometrySpec geometry(GeometrySpec geometry) {
    SplitSpec own = geometry.split();
    if (own == null || split == Split.AUTO) {
      return geometry;
    }
    return geometry.withSplit(split == Split.ON ? own.always() : null);
  }

  private NetworkSpec network(ModelSpec model) {
    NetworkSpec network = model.network();
    if (folds.isEmpty()) {
      return network;
    }
    List<Weights> chosen = new ArrayList<>();
    for (int fold : folds) {
      if (fold >= network.weights().size()) {
        throw new IllegalArgumentException(
            "the model '%s' has %d networks (folds), counted from 0; there is no fold %d"
                .formatted(model.id(), network.weights().size(), fold));
      }
      chosen.add(network.weights().get(fold));
    }
    return network.withWeights(chosen);
  }

  private WindowSpec window(WindowSpec window) {
    return new WindowSpec(
        window.patch(),
        Double.isNaN(overlap) ? window.overlap() : overlap,
        window.placement(),
        window.blend(),
        window.sigma(),
        window.halo(),
        window.padMode(),
        window.padValue(),
        mirror == Mirror.OFF ? List.of() : window.mirrorAxes(),
        precision == Precision.FP32 ? Accumulate.FLOAT32 : window.accumulate(),
        window.whole(),
        window.padHalo());
  }
}
