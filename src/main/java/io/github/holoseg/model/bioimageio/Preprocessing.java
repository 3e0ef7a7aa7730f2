package io.github.holoseg.model.bioimageio;

import io.github.holoseg.model.IntensityStep;
import io.github.holoseg.model.IntensityStep.Binarize;
import io.github.holoseg.model.IntensityStep.Clip;
import io.github.holoseg.model.IntensityStep.ClipPercentiles;
import io.github.holoseg.model.IntensityStep.Linear;
import io.github.holoseg.model.IntensityStep.Measured;
import io.github.holoseg.model.IntensityStep.Quantile;
import io.github.holoseg.model.IntensityStep.ScalePercentiles;
import io.github.holoseg.model.IntensityStep.Sigmoid;
import io.github.holoseg.model.IntensityStep.Whole;
import io.github.holoseg.model.IntensityStep.ZScore;
import io.github.holoseg.model.IntensityStep.ZScoreFixed;
import io.github.holoseg.model.ModelFormatException;
import io.github.holoseg.model.document.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The steps before the network as operations on values. Source: bioimageio.core 0.11.0 {@code
 * proc_ops.py}, {@code proc_setup.py}: all statistics are taken from the values before the first
 * step.
 */
final class Preprocessing {
  static final double LARGEST = Float.MAX_VALUE;
  private static final double EPS = 1e-6;

  private final Description description;
  private final Tensor input;
  private final int channels;
  private final List<IntensityStep> steps = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();

  private Preprocessing(Description description) {
    this.description = description;
    this.input = description.input();
    this.channels = input.channel().fixed();
  }

  /**
   * @param notes gets sentences for people
   */
  static List<IntensityStep> of(Description description, List<String> notes)
      throws ModelFormatException {
    Preprocessing all = new Preprocessing(description);
    // 0.4 casts to the stated type first, if there is anything else to do.
    if (!description.isNew() && !all.input.steps().isEmpty()) {
      all.cast(Step.cast(all.input.field().get("data_type")));
    }
    for (Step step : all.input.steps()) {
      all.add(step);
    }
    notes.addAll(all.notes);
    return all.steps;
  }

  private void add(Step step) throws ModelFormatException {
    switch (step.name()) {
      case "ensure_dtype" -> cast(step);
      case "binarize" -> binarize(step);
      case "clip" -> clip(step);
      case "scale_linear" -> linear(step);
      case "sigmoid" -> steps.add(new Sigmoid(-1));
      case "fixed_zero_mean_unit_variance" -> fixed(step);
      case "zero_mean_unit_variance" -> normalize(step);
      case "scale_range" -> range(step);
      case "softmax" ->
          throw step.error(
              "mixes the channels of the scan, which is not supported before a network; take it"
                  + " out, or put it into the network");
      default ->
          throw step.error(
              "is no step before a network that is known; these are: ensure_dtype, binarize, clip,"
                  + " scale_linear, sigmoid, fixed_zero_mean_unit_variance,"
                  + " zero_mean_unit_variance, scale_range");
    }
    step.noOthers();
  }

  private void cast(Step step) throws ModelFormatException {
    Field type = step.get("dtype");
    switch (type.text()) {
      case "float32", "float64" -> {}
      case "bool" -> throw type.bad("must be another type; use binarize for zeros and ones");
      default -> {
        double[] limits = WholeTypes.limits(type);
        boolean again =
            !steps.isEmpty()
                && steps.get(steps.size() - 1) instanceof Whole last
                && last.min() == limits[0]
                && last.max() == limits[1];
        if (!again) {
          steps.add(new Whole(-1, limits[0], limits[1]));
        }
        if (steps.size() == 1) {
          notes.add(
              "It takes whole numbers from %.0f to %.0f; others are cut to them."
                  .formatted(limits[0], limits[1]));
        }
      }
    }
  }

  private void binarize(Step step) throws ModelFormatException {
    double[] thresholds = perChannel(step, "threshold", step.find("axis"), Double.NaN);
    for (int c = 0; c < thresholds.length; c++) {
      steps.add(new Binarize(thresholds.length == 1 ? -1 : c, thresholds[c]));
    }
  }

  private void linear(Step step) throws ModelFormatException {
    Optional<Field> axis = description.isNew() ? step.find("axis") : notTheChannels(step);
    double[] gain = perChannel(step, "gain", axis, 1);
    double[] offset = perChannel(step, "offset", axis, 0);
    int count = Math.max(gain.length, offset.length);
    for (int c = 0; c < count; c++) {
      steps.add(
          new Linear(
              count == 1 ? -1 : c,
              gain[gain.length == 1 ? 0 : c],
              offset[offset.length == 1 ? 0 : c]));
    }
  }

  /** 0.4: lists go along the axis that is left out, which must be that of the channels. */
  private Optional<Field> notTheChannels(Step step) throws ModelFormatException {
    Optional<Field> axes = step.find("axes");
    if (axes.isPresent() && axes.get().text().indexOf('c') >= 0) {
      throw axes.get().bad("must leave out c");
    }
    return axes;
  }

  /** One value for all channels, or one for each. */
  private double[] perChannel(Step step, String argument, Optional<Field> axis, double absent)
      throws ModelFormatException {
    Optional<Field> value = step.find(argument);
    if (value.isEmpty() && !Double.isNaN(absent)) {
      return new double[] {absent};
    }
    Field field = step.get(argument);
    if (description.isNew() && axis.isPresent()) {
      input.requireChannels(axis.get());
    }
    if (!field.isList()) {
      return new double[] {field.number()};
    }
    double[] values = field.numbers();
    if (description.isNew() && axis.isEmpty() && values.length > 1) {
      throw field.bad("must be one number, because there is no axis");
    }
    if (values.length != 1 && values.length != channels) {
      throw field.bad("must have one value for each of the " + channels + " channels");
    }
    return values;
  }

  /** bioimageio.core adds its eps to fixed deviations too. */
  private void fixed(Step step) throws ModelFormatException {
    Optional<Field> axis = step.find("axis");
    double[] mean = perChannel(step, "mean", axis, Double.NaN);
    double[] std = perChannel(step, "std", axis, Double.NaN);
    if (mean.length != std.length) {
      throw step.get("std").bad("must have as many values as mean");
    }
    for (int c = 0; c < mean.length; c++) {
      if (std[c] < EPS) {
        throw step.get("std").bad("must be at least " + EPS);
      }
      steps.add(new ZScoreFixed(mean.length == 1 ? -1 : c, mean[c], std[c] + EPS));
    }
  }

  private void normalize(Step step) throws ModelFormatException {
    double eps = step.number("eps", EPS);
    if (!description.isNew() && step.mode().equals("fixed")) {
      notTheChannels(step);
      fixed(step);
      return;
    }
    StatisticsAxes axes = StatisticsAxes.of(step, description);
    add(axes, new ZScore(-1, ZScore.Mask.ALL, eps, true, axes.together(channels)));
  }

  private void range(Step step) throws ModelFormatException {
    double[] ends = percentiles(step);
    Optional<Field> reference = step.find("reference_tensor");
    if (reference.isPresent() && !reference.get().text().equals(input.id())) {
      throw reference.get().bad("must be the input itself, '" + input.id() + "'");
    }
    StatisticsAxes axes = StatisticsAxes.of(step, description);
    double eps = step.number("eps", EPS);
    add(axes, new ScalePercentiles(-1, ends[0], ends[1], eps, axes.together(channels)));
  }

  /** {min, max}. */
  private static double[] percentiles(Step step) throws ModelFormatException {
    double min = percentile(step, "min_percentile", 0);
    double max = percentile(step, "max_percentile", 100);
    if (min >= max) {
      throw step.error("has a min_percentile that is not below its max_percentile");
    }
    return new double[] {min, max};
  }

  private static double percentile(Step step, String argument, double absent)
      throws ModelFormatException {
    double value = step.number(argument, absent);
    if (value < 0 || value > 100) {
      throw step.get(argument).bad("must be a percentile from 0 to 100");
    }
    return value;
  }

  private void clip(Step step) throws ModelFormatException {
    double min = step.number("min", -LARGEST);
    double max = step.number("max", LARGEST);
    boolean low = description.isNew() && step.find("min_percentile").isPresent();
    boolean high = description.isNew() && step.find("max_percentile").isPresent();
    if (low && step.find("min").isPresent() || high && step.find("max").isPresent()) {
      throw step.error("has a fixed limit and a percentile for the same side; leave one out");
    }
    if (low || high) {
      double[] ends = percentiles(step);
      StatisticsAxes axes = StatisticsAxes.of(step, description);
      Quantile quantile = axes.dataset() ? Quantile.LINEAR : Quantile.INVERTED_CDF;
      add(axes, new ClipPercentiles(-1, ends[0], ends[1], axes.together(channels), quantile));
    }
    boolean fixed = step.find("min").isPresent() || step.find("max").isPresent();
    if (!fixed && !low && !high) {
      throw step.error("has no limit; give min or max");
    }
    if (fixed && min >= max) {
      throw step.get("min").bad("must be below max");
    }
    if (fixed) {
      steps.add(new Clip(-1, min, max));
    }
  }

  private void add(StatisticsAxes axes, IntensityStep step) {
    steps.add(Measured.of(step, !steps.isEmpty(), axes.perSlice()));
  }
}
