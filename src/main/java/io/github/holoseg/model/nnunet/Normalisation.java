package io.github.holoseg.model.nnunet;

import io.github.holoseg.model.IntensityStep;
import io.github.holoseg.model.IntensityStep.ZScore.Mask;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code normalization_schemes} as value operations (nnunetv2 default_normalization_schemes.py).
 */
final class Normalisation {
  private static final double EPS = 1e-8;

  private Normalisation() {}

  static List<IntensityStep> steps(Plans plans, Field configuration, int channels)
      throws IOException {
    List<Field> schemes = configuration.get("normalization_schemes").items(channels);
    List<Field> masks = configuration.get("use_mask_for_norm").items(channels);
    List<IntensityStep> steps = new ArrayList<>();
    for (int c = 0; c < channels; c++) {
      Field scheme = schemes.get(c);
      switch (scheme.text()) {
        case "CTNormalization" -> {
          Field values = plans.intensities(c);
          double low = values.get("percentile_00_5").number();
          double high = values.get("percentile_99_5").number();
          if (low > high) {
            throw values.get("percentile_00_5").bad("must not exceed percentile_99_5");
          }
          steps.add(new IntensityStep.Clip(c, low, high));
          steps.add(
              new IntensityStep.ZScoreFixed(
                  c, values.get("mean").number(), values.get("std").number()));
        }
        case "ZScoreNormalization" ->
            steps.add(
                new IntensityStep.ZScore(c, masks.get(c).flag() ? Mask.CROP_MASK : Mask.ALL, EPS));
        case "RescaleTo01Normalization" -> steps.add(new IntensityStep.MinMax(c, 0, 1));
        case "RGBTo01Normalization" ->
            steps.add(new IntensityStep.ScaleRange(c, 0, 255, 0, 1, false));
        case "NoNormalization" -> {
          // values as they are
        }
        default ->
            throw scheme.bad(
                "which Holoseg does not know; it has CTNormalization, ZScoreNormalization,"
                    + " RescaleTo01Normalization, RGBTo01Normalization and NoNormalization");
      }
    }
    return steps;
  }
}
