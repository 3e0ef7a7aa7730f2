package io.github.holoseg.model.monai;

import io.github.holoseg.model.IntensityStep;
import io.github.holoseg.model.IntensityStep.Clip;
import io.github.holoseg.model.IntensityStep.ClipPercentiles;
import io.github.holoseg.model.IntensityStep.Linear;
import io.github.holoseg.model.IntensityStep.MinMax;
import io.github.holoseg.model.IntensityStep.Quantile;
import io.github.holoseg.model.IntensityStep.ScalePercentiles;
import io.github.holoseg.model.IntensityStep.ScaleRange;
import io.github.holoseg.model.IntensityStep.ZScore;
import io.github.holoseg.model.IntensityStep.ZScoreFixed;
import io.github.holoseg.model.document.Field;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The transforms that change values. Source: MONAI 1.6.1 {@code transforms/intensity/array.py}. */
final class Intensities {
  private static final String KNOWN =
      "LoadImaged, EnsureChannelFirstd, EnsureTyped, ToTensord, CastToTyped, Orientationd, Spacingd,"
          + " CropForegroundd, DivisiblePadd, SpatialPadd, ScaleIntensityRanged, ScaleIntensityd,"
          + " ScaleIntensityRangePercentilesd, ClipIntensityPercentilesd, ThresholdIntensityd,"
          + " NormalizeIntensityd";

  /** A deviation of 0 counts as 1 in MONAI; here too, because all differences are 0 then. */
  private static final double SMALLEST = Float.MIN_NORMAL;

  private static final double LARGEST = Float.MAX_VALUE;

  /** The lower bound of the divisor of {@link ZScoreFixed}. */
  private static final double LEAST_DIVISOR = 1e-8;

  private Intensities() {}

  static List<IntensityStep> of(Component transform, int channels) throws IOException {
    List<IntensityStep> steps =
        switch (transform.name()) {
          case "ScaleIntensityRanged" -> range(transform);
          case "ScaleIntensityd" -> minMax(transform, channels);
          case "ScaleIntensityRangePercentilesd" -> percentiles(transform, channels);
          case "ClipIntensityPercentilesd" -> clipPercentiles(transform, channels);
          case "ThresholdIntensityd" -> threshold(transform);
          case "NormalizeIntensityd" -> normalize(transform, channels);
          default ->
              throw transform
                  .field()
                  .error(
                      "is the transform "
                          + transform.name()
                          + ", which is not supported; these are: "
                          + KNOWN);
        };
    transform.requireFloat32("dtype");
    return steps;
  }

  private static List<IntensityStep> range(Component t) throws IOException {
    double inMin = t.get("a_min").number();
    double inMax = t.get("a_max").number();
    Optional<Field> low = t.find("b_min");
    Optional<Field> high = t.find("b_max");
    boolean clip = t.flag("clip", false);
    requireBelow(t, "a_min", inMin, inMax);
    if (low.isEmpty() && high.isEmpty()) {
      return List.of(new ZScoreFixed(-1, inMin, inMax - inMin));
    }
    if (low.isEmpty() || high.isEmpty()) {
      throw t.field().error("(ScaleIntensityRanged) has only one of b_min and b_max; give both");
    }
    requireBelow(t, "b_min", low.get().number(), high.get().number());
    return List.of(new ScaleRange(-1, inMin, inMax, low.get().number(), high.get().number(), clip));
  }

  private static void requireBelow(Component t, String argument, double low, double high)
      throws IOException {
    if (low >= high) {
      throw t.get(argument).bad("must be below the other limit, which is " + high);
    }
  }

  private static boolean together(Component t, int channels) throws IOException {
    return !t.flag("channel_wise", false) && channels > 1;
  }

  private static List<IntensityStep> minMax(Component t, int channels) throws IOException {
    boolean together = together(t, channels);
    Optional<Field> factor = t.find("factor");
    // Absent means 0 and 1, null means that there is no such limit.
    boolean none = isNull(t, "minv") && isNull(t, "maxv");
    if (none) {
      double gain = factor.isPresent() ? 1 + factor.get().number() : 1;
      return List.of(new Linear(-1, gain, 0));
    }
    if (isNull(t, "minv") || isNull(t, "maxv")) {
      throw t.field().error("(ScaleIntensityd) has only one of minv and maxv; give both");
    }
    double low = t.number("minv", 0);
    double high = t.number("maxv", 1);
    requireBelow(t, "minv", low, high);
    return List.of(new MinMax(-1, low, high, together));
  }

  private static boolean isNull(Component t, String argument) throws IOException {
    return t.field().fields().containsKey(argument) && t.find(argument).isEmpty();
  }

  private static List<IntensityStep> percentiles(Component t, int channels) throws IOException {
    double lower = percentile(t, "lower");
    double upper = percentile(t, "upper");
    requireBelow(t, "lower", lower, upper);
    t.require("relative", "false");
    boolean clip = t.flag("clip", false);
    double low = t.get("b_min").number();
    double high = t.get("b_max").number();
    requireBelow(t, "b_min", low, high);
    return List.of(
        new ScalePercentiles(-1, lower, upper, 0, together(t, channels)),
        new ScaleRange(-1, 0, 1, low, high, clip));
  }

  private static List<IntensityStep> clipPercentiles(Component t, int channels) throws IOException {
    double lower = percentile(t, "lower");
    double upper = percentile(t, "upper");
    requireBelow(t, "lower", lower, upper);
    t.require("sharpness_factor");
    t.require("return_clipping_values", "false");
    return List.of(new ClipPercentiles(-1, lower, upper, together(t, channels), Quantile.LINEAR));
  }

  private static double percentile(Component t, String argument) throws IOException {
    double value = t.get(argument).number();
    if (value < 0 || value > 100) {
      throw t.get(argument).bad("must be a percentile from 0 to 100");
    }
    return value;
  }

  /** Values on the wrong side become {@code cval}: a limit if that is the threshold itself. */
  private static List<IntensityStep> threshold(Component t) throws IOException {
    double threshold = t.get("threshold").number();
    boolean above = t.flag("above", true);
    double other = t.number("cval", 0);
    if (other != threshold) {
      throw t.field().error("(ThresholdIntensityd) must have a cval equal to its threshold");
    }
    return List.of(above ? new Clip(-1, threshold, LARGEST) : new Clip(-1, -LARGEST, threshold));
  }

  private static List<IntensityStep> normalize(Component t, int channels) throws IOException {
    boolean nonzero = t.flag("nonzero", false);
    boolean channelWise = t.flag("channel_wise", false);
    Optional<Field> subtrahend = t.find("subtrahend");
    Optional<Field> divisor = t.find("divisor");
    if (subtrahend.isEmpty() && divisor.isEmpty()) {
      return List.of(
          new ZScore(
              -1,
              nonzero ? ZScore.Mask.NONZERO : ZScore.Mask.ALL,
              SMALLEST,
              false,
              !channelWise && channels > 1));
    }
    if (subtrahend.isEmpty() || divisor.isEmpty() || nonzero) {
      throw t.field()
          .error(
              "(NormalizeIntensityd) must have both subtrahend and divisor, without nonzero, or"
                  + " neither");
    }
    if (!channelWise) {
      return List.of(fixed(-1, subtrahend.get(), divisor.get()));
    }
    List<Field> means = t.items("subtrahend");
    List<Field> deviations = t.items("divisor");
    if (means.size() != channels || deviations.size() != channels) {
      throw subtrahend.get().bad("must have " + channels + " values, as divisor");
    }
    List<IntensityStep> steps = new ArrayList<>();
    for (int c = 0; c < channels; c++) {
      steps.add(fixed(c, means.get(c), deviations.get(c)));
    }
    return steps;
  }

  private static IntensityStep fixed(int channel, Field mean, Field deviation) throws IOException {
    double divisor = deviation.number();
    if (divisor != 0 && divisor < LEAST_DIVISOR) {
      throw deviation.bad("must be above " + LEAST_DIVISOR);
    }
    return new ZScoreFixed(channel, mean.number(), divisor == 0 ? 1 : divisor);
  }
}
