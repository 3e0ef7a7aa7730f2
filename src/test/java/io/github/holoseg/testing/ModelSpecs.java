package io.github.holoseg.testing;

import io.github.holoseg.model.CropSpec;
import io.github.holoseg.model.DecisionSpec;
import io.github.holoseg.model.DecisionSpec.Activation;
import io.github.holoseg.model.DecisionSpec.Rule;
import io.github.holoseg.model.GeometrySpec;
import io.github.holoseg.model.IntensityStep;
import io.github.holoseg.model.ModelSpec;
import io.github.holoseg.model.NetworkSpec;
import io.github.holoseg.model.NetworkSpec.ElementType;
import io.github.holoseg.model.NetworkSpec.SizeRule;
import io.github.holoseg.model.NetworkSpec.Weights;
import io.github.holoseg.model.PlausibilityRule;
import io.github.holoseg.model.PostprocessStep;
import io.github.holoseg.model.ResampleSpec;
import io.github.holoseg.model.ResampleSpec.Coordinates;
import io.github.holoseg.model.ResampleSpec.Interpolation;
import io.github.holoseg.model.ResampleSpec.Separate;
import io.github.holoseg.model.StepKind;
import io.github.holoseg.model.WindowSpec;
import io.github.holoseg.model.WindowSpec.Accumulate;
import io.github.holoseg.model.WindowSpec.Blend;
import io.github.holoseg.model.WindowSpec.PadMode;
import io.github.holoseg.model.WindowSpec.Placement;
import io.github.holoseg.model.WindowSpec.Whole;
import io.github.holoseg.volume.Label;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Builds model descriptions for tests: nnU-Net-like defaults, public fields to change. */
public final class ModelSpecs {
  public List<Weights> weights = new ArrayList<>();
  public String input = "input";
  public String output = "output";
  public String axes = "bczyx";
  public List<String> channels = List.of("CT");
  public int classes = 3;
  public SizeRule size = new SizeRule(1, 1, 0);
  public String orientation;
  public double[] spacing;
  public double spacingTolerance;
  public ResampleSpec image = resample(Interpolation.CUBIC, Coordinates.HALF_PIXEL, Separate.AUTO);
  public ResampleSpec scores =
      resample(Interpolation.LINEAR, Coordinates.HALF_PIXEL, Separate.AUTO);
  public CropSpec crop = CropSpec.NONE;
  public List<StepKind> order =
      List.of(StepKind.ORIENT, StepKind.CROP, StepKind.NORMALIZE, StepKind.RESAMPLE, StepKind.PAD);
  public List<IntensityStep> intensity = List.of();
  public int[] patch = {16, 16, 16};
  public double overlap = 0.5;
  public Placement placement = Placement.EVEN;
  public Blend blend = Blend.GAUSSIAN_NNUNET;
  public int[] halo = {0, 0, 0};
  public PadMode padMode = PadMode.CONSTANT;
  public List<Integer> mirror = List.of();
  public Accumulate accumulate = Accumulate.FLOAT32;
  public Whole whole = Whole.NEVER;
  public List<PostprocessStep> postprocess = List.of();
  public String modality = "any";
  public List<PlausibilityRule> checks = List.of();

  public static ResampleSpec resample(
      Interpolation interpolation, Coordinates coordinates, Separate separate) {
    return new ResampleSpec(interpolation, coordinates, separate, Interpolation.NEAREST, false);
  }

  public ModelSpecs weights(Path file) {
    weights.add(new Weights(file, ""));
    return this;
  }

  public NetworkSpec network() {
    return new NetworkSpec(
        weights,
        input,
        output,
        ElementType.FLOAT32,
        axes,
        channels,
        classes,
        List.of(size, size, size));
  }

  public WindowSpec window() {
    return new WindowSpec(
        patch,
        overlap,
        placement,
        blend,
        0.125,
        halo,
        padMode,
        0,
        mirror,
        accumulate,
        whole,
        false);
  }

  public ModelSpec build() {
    int[] values = new int[classes];
    List<Label> labels = new ArrayList<>();
    for (int i = 0; i < classes; i++) {
      values[i] = i;
      if (i > 0) {
        labels.add(Label.of(i, "label_" + i));
      }
    }
    return new ModelSpec(
        "test",
        "1",
        "Test",
        "a model for tests",
        "Not for clinical use",
        "native",
        "",
        List.of(),
        network(),
        new GeometrySpec(orientation, spacing, spacingTolerance, image, scores, null),
        crop,
        order,
        intensity,
        window(),
        new DecisionSpec(Activation.NONE, Rule.ARGMAX, 0.5, values, false, false),
        postprocess,
        labels,
        null,
        modality,
        List.of(),
        null,
        List.of(),
        null,
        checks);
  }
}
