package io.github.holoseg.model.bioimageio;

import io.github.holoseg.model.DecisionSpec.Activation;
import io.github.holoseg.model.GoldenTest.Tensors.OutputIs;
import io.github.holoseg.model.ModelFormatException;
import io.github.holoseg.model.document.Field;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The steps after the network: an activation, then operations that keep the order of values, then a
 * threshold. Operations that keep the order are not done but the threshold is moved to where it was
 * before them. Not thread-safe.
 */
final class Postprocessing {
  private static final double EPS = 1e-6;

  /** y = gain · x + offset. */
  private record Line(double gain, double offset) {}

  private final Description description;
  private final Tensor output;
  private final int channels;
  private final List<Line> lines = new ArrayList<>();
  private Activation activation = Activation.NONE;
  private double[] thresholds;
  private double[] limits = {Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY};
  private boolean clipped;

  Postprocessing(Description description) throws ModelFormatException {
    this.description = description;
    this.output = description.output();
    this.channels = output.channel().fixed();
    if (!description.isNew() && !output.type().matches("float(32|64)")) {
      throw output
          .field()
          .get("data_type")
          .bad("must be float32: in 0.4 scores are cast to it before anything else is done");
    }
    for (Step step : output.steps()) {
      add(step);
    }
  }

  Activation activation() {
    return activation;
  }

  /** The package's own thresholds of the activated scores, one for each channel; null if none. */
  double[] thresholds() {
    return thresholds;
  }

  /** A threshold of the final values as one of the activated scores. */
  double before(double threshold) {
    double moved = threshold;
    for (int i = lines.size() - 1; i >= 0; i--) {
      moved = (moved - lines.get(i).offset()) / lines.get(i).gain();
    }
    return moved;
  }

  /** Whether the largest of the final values is that of the scores, ties included. */
  boolean keepsTheLargest() {
    return !clipped;
  }

  /** The values that are left after clipping, as final values: a threshold must lie inside. */
  boolean decides(double threshold) {
    return threshold >= limits[0] && threshold < limits[1];
  }

  /** What a test tensor holds; null if it holds values that are never computed here. */
  OutputIs tested() {
    if (thresholds != null) {
      return OutputIs.BINARY;
    }
    if (!lines.isEmpty() || clipped) {
      return null;
    }
    return activation == Activation.NONE ? OutputIs.SCORES : OutputIs.ACTIVATED;
  }

  private void add(Step step) throws ModelFormatException {
    if (thresholds != null && !step.is("ensure_dtype")) {
      throw step.error("follows binarize; nothing is left to do then, take it out");
    }
    switch (step.name()) {
      case "ensure_dtype" -> cast(step);
      case "sigmoid" -> activate(step, Activation.SIGMOID);
      case "softmax" -> {
        requireChannels(step.find("axis"));
        activate(step, Activation.SOFTMAX);
      }
      case "binarize" -> binarize(step);
      case "scale_linear" -> linear(step);
      case "clip" -> clip(step);
      case "fixed_zero_mean_unit_variance" -> fixed(step);
      case "zero_mean_unit_variance" -> {
        boolean isFixed = !description.isNew() && step.mode().equals("fixed");
        if (!isFixed) {
          throw statistics(step);
        }
        step.find("axes");
        step.find("eps");
        fixed(step);
      }
      case "scale_range", "scale_mean_variance" -> throw statistics(step);
      case "custom" ->
          throw step.error("runs Python code of the package, which is never done; take it out");
      case "stardist_postprocessing", "stardist", "cellpose_flow_dynamics" ->
          throw step.error(
              "turns shapes or flows into objects, which is not supported; such a model is run with"
                  + " its own program");
      default ->
          throw step.error(
              "is no step after a network that is known; these are: ensure_dtype, sigmoid, softmax,"
                  + " binarize, clip, scale_linear, fixed_zero_mean_unit_variance");
    }
    step.noOthers();
  }

  private static ModelFormatException statistics(Step step) {
    return step.error(
        "needs statistics of the whole output, which is never held at once; take it out: labels"
            + " are decided on the network's own scores");
  }

  private void cast(Step step) throws ModelFormatException {
    Field type = step.get("dtype");
    if (type.text().matches("float(32|64)")) {
      return;
    }
    if (!type.text().equals("bool")) {
      WholeTypes.limits(type);
    }
    if (thresholds == null) {
      throw type.bad(
          "must be float32 unless binarize precedes it: scores would be cut to whole numbers. A"
              + " network that gives label numbers is exported again without its last argmax");
    }
  }

  private void activate(Step step, Activation wanted) throws ModelFormatException {
    if (activation != Activation.NONE || !lines.isEmpty() || clipped) {
      throw step.error("must be the first step after the network");
    }
    if (wanted == Activation.SOFTMAX && channels < 2) {
      throw step.error("needs at least two channels; with one its result is always 1");
    }
    activation = wanted;
  }

  private void binarize(Step step) throws ModelFormatException {
    Field threshold = step.get("threshold");
    double[] values = threshold.numberOrNumbers();
    if (threshold.isList()) {
      step.get("axis");
      requireChannels(step.find("axis"));
      if (values.length != channels) {
        throw threshold.bad("must have one value for each of the " + channels + " channels");
      }
    }
    thresholds = new double[channels];
    for (int c = 0; c < channels; c++) {
      double value = values[values.length == 1 ? 0 : c];
      if (!decides(value)) {
        throw threshold.bad("lies outside of what clip leaves, so that it decides nothing");
      }
      thresholds[c] = before(value);
      if (activation != Activation.NONE && (thresholds[c] < 0 || thresholds[c] >= 1)) {
        throw threshold.bad(
            "lies outside of what a probability can be, so that it decides nothing");
      }
    }
  }

  private void requireChannels(Optional<Field> axis) throws ModelFormatException {
    if (axis.isPresent()) {
      output.requireChannels(axis.get());
    }
  }

  private void linear(Step step) throws ModelFormatException {
    step.find("axes");
    step.find("axis");
    line(step, single(step, "gain", 1), single(step, "offset", 0));
  }

  private void fixed(Step step) throws ModelFormatException {
    step.find("mode");
    step.find("axis");
    double std = single(step, "std", Double.NaN) + EPS;
    line(step, 1 / std, -single(step, "mean", Double.NaN) / std);
  }

  private void line(Step step, double gain, double offset) throws ModelFormatException {
    if (!(gain > 0)) {
      throw step.error("must have a gain above 0, so that larger scores stay larger");
    }
    lines.add(new Line(gain, offset));
    limits = new double[] {limits[0] * gain + offset, limits[1] * gain + offset};
  }

  private double single(Step step, String argument, double absent) throws ModelFormatException {
    if (step.find(argument).isEmpty() && !Double.isNaN(absent)) {
      return absent;
    }
    Field field = step.get(argument);
    double[] values = field.numberOrNumbers();
    if (Arrays.stream(values).anyMatch(value -> value != values[0])) {
      throw field.bad("must be the same for every channel; others are not supported on scores");
    }
    return values[0];
  }

  private void clip(Step step) throws ModelFormatException {
    if (step.find("min_percentile").isPresent() || step.find("max_percentile").isPresent()) {
      throw statistics(step);
    }
    double min = step.number("min", Double.NEGATIVE_INFINITY);
    double max = step.number("max", Double.POSITIVE_INFINITY);
    if (min >= max) {
      throw step.get("min").bad("must be below max");
    }
    boolean probability = activation != Activation.NONE && lines.isEmpty();
    if (probability && min <= 0 && max >= 1) {
      return; // changes nothing
    }
    clipped = true;
    limits = new double[] {Math.max(limits[0], min), Math.min(limits[1], max)};
  }
}
