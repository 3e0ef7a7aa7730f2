package io.github.holoseg.model.holoseg;

import io.github.holoseg.model.IntensityStep;
import io.github.holoseg.model.IntensityStep.Binarize;
import io.github.holoseg.model.IntensityStep.Clip;
import io.github.holoseg.model.IntensityStep.ClipPercentiles;
import io.github.holoseg.model.IntensityStep.Linear;
import io.github.holoseg.model.IntensityStep.MinMax;
import io.github.holoseg.model.IntensityStep.Quantile;
import io.github.holoseg.model.IntensityStep.ScalePercentiles;
import io.github.holoseg.model.IntensityStep.ScaleRange;
import io.github.holoseg.model.IntensityStep.Sigmoid;
import io.github.holoseg.model.IntensityStep.Whole;
import io.github.holoseg.model.IntensityStep.ZScore;
import io.github.holoseg.model.IntensityStep.ZScoreFixed;
import java.io.IOException;

/** Reads one operation of {@code /intensity}. */
final class IntensityReader {
  static final String OPERATIONS =
      "clip, clipPercentiles, zScoreFixed, zScore, linear, scaleRange, minMax, scalePercentiles,"
          + " binarize, sigmoid, whole";

  private IntensityReader() {}

  static IntensityStep read(StrictNode node, int channels) throws IOException {
    IntensityStep step = operation(node, channels);
    boolean raw = node.has("raw") && node.flag("raw", false);
    boolean perSlice = node.has("perSlice") && node.flag("perSlice", false);
    boolean masked = step instanceof ZScore z && z.mask() == ZScore.Mask.CROP_MASK;
    if (masked && (raw || perSlice)) {
      throw node.error(
          raw ? "raw" : "perSlice", "is true beside the mask cropMask; leave one of them out");
    }
    return IntensityStep.Measured.of(step, raw, perSlice);
  }

  private static IntensityStep operation(StrictNode node, int channels) throws IOException {
    String op = node.text("op");
    int channel = node.has("channel") ? node.whole("channel", 0, channels - 1) : -1;
    switch (op) {
      case "clip":
        node.only("op", "channel", "min", "max");
        return new Clip(channel, below(node, "min", "max"), node.number("max"));
      case "clipPercentiles":
        node.only("op", "channel", "min", "max", "quantile", "together", "raw", "perSlice");
        return new ClipPercentiles(
            channel,
            percentiles(node),
            node.number("max"),
            together(node),
            node.oneOf("quantile", Quantile.class, Quantile.LINEAR));
      case "zScoreFixed":
        node.only("op", "channel", "mean", "std");
        return new ZScoreFixed(channel, node.number("mean"), atLeastZero(node, "std"));
      case "zScore":
        node.only("op", "channel", "mask", "eps", "addEps", "together", "raw", "perSlice");
        return new ZScore(
            channel,
            node.oneOf("mask", ZScore.Mask.class),
            atLeastZero(node, "eps"),
            node.flag("addEps", false),
            together(node));
      case "linear":
        node.only("op", "channel", "gain", "offset");
        return new Linear(channel, node.number("gain"), node.number("offset"));
      case "scaleRange":
        node.only("op", "channel", "inMin", "inMax", "outMin", "outMax", "clip");
        below(node, "inMin", "inMax");
        below(node, "outMin", "outMax");
        return new ScaleRange(
            channel,
            node.number("inMin"),
            node.number("inMax"),
            node.number("outMin"),
            node.number("outMax"),
            node.flag("clip", false));
      case "minMax":
        node.only("op", "channel", "outMin", "outMax", "together", "raw", "perSlice");
        return new MinMax(
            channel, below(node, "outMin", "outMax"), node.number("outMax"), together(node));
      case "scalePercentiles":
        node.only("op", "channel", "min", "max", "eps", "together", "raw", "perSlice");
        return new ScalePercentiles(
            channel,
            percentiles(node),
            node.number("max"),
            atLeastZero(node, "eps"),
            together(node));
      case "binarize":
        node.only("op", "channel", "threshold");
        return new Binarize(channel, node.number("threshold"));
      case "whole":
        node.only("op", "channel", "min", "max");
        return new Whole(channel, below(node, "min", "max"), node.number("max"));
      case "sigmoid":
        node.only("op", "channel");
        return new Sigmoid(channel);
      default:
        throw node.bad("op", "must be one of " + OPERATIONS);
    }
  }

  private static boolean together(StrictNode node) throws IOException {
    boolean together = node.flag("together", false);
    if (together && node.has("channel")) {
      throw node.error("together", "is true beside a channel; leave one of them out");
    }
    return together;
  }

  private static double below(StrictNode node, String low, String high) throws IOException {
    double value = node.number(low);
    if (value >= node.number(high)) {
      throw node.bad(low, "must be below " + high + ", which is " + node.number(high));
    }
    return value;
  }

  private static double percentiles(StrictNode node) throws IOException {
    double min = below(node, "min", "max");
    if (min < 0) {
      throw node.bad("min", "must be a percentile from 0 to 100");
    }
    if (node.number("max") > 100) {
      throw node.bad("max", "must be a percentile from 0 to 100");
    }
    return min;
  }

  private static double atLeastZero(StrictNode node, String field) throws IOException {
    double value = node.number(field);
    if (value < 0) {
      throw node.bad(field, "must be at least 0");
    }
    return value;
  }
}
