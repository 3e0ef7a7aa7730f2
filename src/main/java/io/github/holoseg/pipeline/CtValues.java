package io.github.holoseg.pipeline;

import io.github.holoseg.pipeline.CtFinding.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Whether values look like Hounsfield units, and if not, what was probably done to them.
 *
 * <p>In HU air is -1000, fat about -100, water 0, soft tissue 20 to 80, bone 300 and more. A body
 * in air has a peak at -1000 (often cut off at -1024); a part of a body has at least soft tissue.
 * Many files fill the outside of the scanner's field of view with one value (-1024, -1500, -2000,
 * -3024 …): such a filling is left out of the shares below. The typical accidents move the peaks to
 * places that no body has: each rule looks for its own picture, and the first that fits is told.
 *
 * <p>The shares were set so that none of the real CTs at hand (abdomen, chest, lung, head, single
 * slices, padded and resampled ones) is suspected, and each accident made from them is named.
 */
final class CtValues {
  private static final int AIR_FROM = -1100;
  private static final int AIR_TO = -900;

  /** A thumbnail may lie anywhere in a body; of so few voxels the shares mean nothing. */
  private static final int ENOUGH = 10_000;

  private final ValueHistogram values;
  private final int filling;
  private final long filled;
  private final double rest;

  CtValues(ValueHistogram values) {
    this.values = values;
    long all = values.finite();
    this.filling =
        all == 0
            ? 0
            : Math.max(
                ValueHistogram.LOWEST, Math.min(ValueHistogram.HIGHEST, Math.round(values.min())));
    long lowest = all == 0 ? 0 : values.count(filling);
    boolean isFilling = lowest >= 0.01 * all && lowest < all;
    this.filled = isFilling ? lowest : 0;
    this.rest = Math.max(1, all - filled);
  }

  /** Whether air (or the outside) and soft tissue are both where HU has them. */
  boolean isCertain() {
    double air = (double) values.count(AIR_FROM, AIR_TO) / Math.max(1, values.finite());
    return find().isEmpty() && air >= 0.01 && share(-200, 150) >= 0.05 && share(0, 100) >= 0.01;
  }

  List<CtFinding> find() {
    List<CtFinding> found = new ArrayList<>();
    long all = values.finite() + values.notFinite();
    if (values.notFinite() > 0) {
      add(
          found,
          Kind.NOT_FINITE,
          "%.2f %% of the voxels are not a number or infinite; a network makes nothing of them",
          100.0 * values.notFinite() / all);
    }
    if (values.finite() == 0) {
      return found;
    }
    if (values.min() == values.max()) {
      add(found, Kind.CONSTANT, "all voxels hold the same value, %s", number(values.min()));
      return found;
    }
    boolean isJudged = values.finite() >= ENOUGH;
    boolean explained = isJudged && accident(found);
    if (isJudged && !explained) {
      range(found);
    }
    blankSlices(found, !explained);
    return found;
  }

  /** Adds the first accident that explains the values; false if none does. */
  private boolean accident(List<CtFinding> found) {
    int before = found.size();
    if (share(62000, 65535) >= 0.005) {
      add(
          found,
          Kind.UNSIGNED_WRAP,
          "%.1f %% of the values lie above 62000: values below zero were read as unsigned numbers",
          100 * share(62000, 65535));
    } else if (values.min() >= 0 && share(31400, 33400) >= 0.5) {
      add(
          found,
          Kind.SHIFTED_32768,
          "the values lie around 32768, where ImageJ stores the zero of signed 16-bit images:"
              + " 32768 was not subtracted");
    } else if (share(-11000, -9000) >= 0.01) {
      add(
          found,
          Kind.TIMES_TEN,
          "%.1f %% of the values lie around -10000: they seem to be ten times HU",
          100 * share(-11000, -9000));
    } else if (isTenth()) {
      add(
          found,
          Kind.TENTH,
          "the values end below at %s, with a peak at -100: they seem to be a tenth of HU",
          number(values.min()));
    } else if (values.max() - values.min() < 30 && values.min() > -50 && values.max() < 50) {
      add(
          found,
          Kind.NARROW,
          "the values span only %s to %s: they seem to be normalised, not HU",
          number(values.min()),
          number(values.max()));
    } else if (values.min() >= 0 && values.max() <= 255) {
      add(
          found,
          Kind.EIGHT_BIT,
          "all values lie between %s and %s, as in a picture of 8 bits; HU of air are -1000",
          number(values.min()),
          number(values.max()));
    } else if (isInterceptLost()) {
      add(
          found,
          Kind.INTERCEPT_LOST,
          "%.0f %% of the values lie between 850 and 1250 and almost none where fat, lung and air"
              + " are: the rescale intercept (often -1024) was probably not applied",
          100 * share(850, 1250));
    } else if (isWithoutNegative()) {
      add(
          found,
          Kind.NO_NEGATIVE,
          "no value is below zero, where HU have air, lung and fat: they do not seem to be HU");
    } else if (airShare() < 0.005 && share(-950, -300) < 0.05 && share(-200, 200) < 0.05) {
      add(
          found,
          Kind.NOT_HU,
          "neither air (about -1000) nor soft tissue (about 0 to 80) is among the values: they do"
              + " not seem to be HU");
    }
    return found.size() > before;
  }

  /** Fat has its peak at -100, too, but spreads to both sides; air at a tenth ends there. */
  private boolean isTenth() {
    double peak = share(-108, -90);
    return values.min() >= -330
        && values.max() < 500
        && peak >= 0.05
        && share(-150, -116) < 0.001
        && share(-85, -60) < peak
        && share(-20, 15) >= 0.05;
  }

  /**
   * Soft tissue lies where it is stored with an offset of 1000 or 1024, and nothing where it is.
   */
  private boolean isInterceptLost() {
    return !fillsAir()
        && share(850, 1250) >= 0.1
        && share(850, 1250) >= share(500, 849)
        && share(AIR_FROM, -100) < 0.005;
  }

  private boolean isWithoutNegative() {
    return !fillsAir() && share(ValueHistogram.LOWEST, -1) == 0;
  }

  private boolean fillsAir() {
    return filled > 0 && filling >= AIR_FROM && filling <= AIR_TO;
  }

  private void range(List<CtFinding> found) {
    // Resampling mixes the filling with its neighbours, which gives a few values in between.
    long low = values.count(ValueHistogram.LOWEST, -2001);
    if (low - values.count(filling) > 0.001 * values.finite()) {
      add(
          found,
          Kind.BELOW_RANGE,
          "%.2f %% of the values are below -2000 (down to %s), and not all the same: HU end at"
              + " -1024",
          100.0 * low / values.finite(),
          number(values.min()));
    }
    if (filled >= 0.05 * values.finite() && filling > AIR_TO) {
      add(
          found,
          Kind.CLIPPED,
          "%.0f %% of the voxels hold the lowest value, %s: the values were cut off there, or the"
              + " outside was filled with it; HU of air are -1000",
          100.0 * filled / values.finite(),
          number(values.min()));
    }
    if (values.max() > 20000) {
      add(
          found,
          Kind.ABOVE_RANGE,
          "values reach %s; even metal is below 20000 HU in most scanners",
          number(values.max()));
    }
  }

  /**
   * Slices of air or filling at both ends are common; others are data that got lost.
   *
   * @param areHu whether it is known what air looks like
   */
  private void blankSlices(List<CtFinding> found, boolean areHu) {
    int first = 0;
    int last = values.slices() - 1;
    while (first < last && values.isBlank(first)) {
      first++;
    }
    while (last > first && values.isBlank(last)) {
      last--;
    }
    int count = 0;
    int example = -1;
    for (int z = 0; z < values.slices(); z++) {
      boolean inside = z > first && z < last;
      if (values.isBlank(z) && (inside || areHu && values.blankValue(z) > AIR_TO)) {
        count++;
        example = example < 0 ? z : example;
      }
    }
    if (count > 0) {
      add(
          found,
          Kind.BLANK_SLICES,
          "%d of %d slices hold one value only (the first is slice %d of the file's z axis, with"
              + " %s)",
          count,
          values.slices(),
          example,
          number(values.blankValue(example)));
    }
  }

  private double airShare() {
    return (double) values.count(AIR_FROM, AIR_TO) / values.finite();
  }

  /** Part of the values without the filling. */
  private double share(int from, int to) {
    boolean holdsFilling = filled > 0 && filling >= from && filling <= to;
    return (values.count(from, to) - (holdsFilling ? filled : 0)) / rest;
  }

  private static void add(List<CtFinding> found, Kind kind, String format, Object... values) {
    found.add(new CtFinding(kind, String.format(Locale.ROOT, format, values)));
  }

  private static String number(float value) {
    return value == Math.rint(value)
        ? String.format(Locale.ROOT, "%.0f", value)
        : String.format(Locale.ROOT, "%.3f", value);
  }
}
