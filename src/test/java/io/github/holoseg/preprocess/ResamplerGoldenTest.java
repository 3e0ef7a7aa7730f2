package io.github.holoseg.preprocess;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.holoseg.grid.SliceGrid;
import io.github.holoseg.model.ResampleSpec;
import io.github.holoseg.model.ResampleSpec.Coordinates;
import io.github.holoseg.model.ResampleSpec.Interpolation;
import io.github.holoseg.model.ResampleSpec.Separate;
import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.task.ProgressListener;
import io.github.holoseg.testing.Golden;
import io.github.holoseg.testing.Grids;
import io.github.holoseg.testing.Npy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Resampling against nnU-Net, scipy (TotalSegmentator) and MONAI. */
class ResamplerGoldenTest {
  /** One unit in the last place of the largest values, 2500 HU. */
  private static final double ULP = 2.5e-4;

  @TestFactory
  List<DynamicTest> equalsTheOriginals() {
    List<DynamicTest> tests = new ArrayList<>();
    for (JsonNode c : Golden.manifest("preprocess").get("resample")) {
      String name = c.get("name").asText();
      for (int threads : new int[] {1, 2}) {
        tests.add(DynamicTest.dynamicTest(name + " " + threads, () -> check(c, name, threads)));
      }
    }
    return tests;
  }

  private static void check(JsonNode c, String name, int threads) {
    SliceGrid input = Grids.of(Npy.resource("/golden/preprocess/resample_" + name + "_in.npy"));
    Npy expected = Npy.resource("/golden/preprocess/resample_" + name + "_out.npy");
    double[] current = Golden.doubles(c.get("current"));
    double[] next = Golden.doubles(c.get("next"));
    ResampleSpec spec =
        new ResampleSpec(
            Interpolation.valueOf(c.get("interpolation").asText()),
            Coordinates.valueOf(c.get("coordinates").asText()),
            Separate.valueOf(c.get("separate").asText()),
            Interpolation.valueOf(c.path("separateInterpolation").asText("NEAREST")),
            c.get("truncate").asBoolean());
    SliceGrid result =
        new Resampler(input.size(), Golden.ints(c.get("size")), current, next, spec, threads)
            .apply(input, ProgressListener.NONE, CancellationToken.none());
    if (spec.truncate() && spec.interpolation() == Interpolation.CUBIC) {
      checkTruncatedCubic(Grids.values(result), expected.asFloats());
      return;
    }
    double tolerance =
        switch (spec.coordinates()) {
          case FIRST_VOXEL -> 5e-3;
          case TORCH -> 4 * ULP; // the original adds in float32
          default -> spec.truncate() ? 0 : ULP;
        };
    assertThat(Grids.maxDifference(Grids.values(result), expected.asFloats()))
        .isLessThanOrEqualTo(tolerance);
  }

  @TestFactory
  List<DynamicTest> labelsEqualTheOriginals() {
    List<DynamicTest> tests = new ArrayList<>();
    for (JsonNode c : Golden.manifest("preprocess").get("labels")) {
      String name = c.get("name").asText();
      tests.add(DynamicTest.dynamicTest(name, () -> checkLabels(c, name)));
    }
    return tests;
  }

  private static void checkLabels(JsonNode c, String name) {
    SliceGrid input = Grids.of(Npy.resource("/golden/preprocess/labels_" + name + "_in.npy"));
    Npy expected = Npy.resource("/golden/preprocess/labels_" + name + "_out.npy");
    ResampleSpec spec =
        new ResampleSpec(
            Interpolation.LINEAR,
            Coordinates.valueOf(c.get("coordinates").asText()),
            Separate.valueOf(c.get("separate").asText()),
            Interpolation.NEAREST,
            false);
    LabelResampler resampler =
        new LabelResampler(
            input.size(),
            Golden.ints(c.get("size")),
            Golden.doubles(c.get("current")),
            Golden.doubles(c.get("next")),
            spec);
    float[] actual = Grids.values(resampler.apply(input, 2, CancellationToken.none()));
    assertThat(Arrays.mismatch(actual, expected.asFloats())).isEqualTo(-1);
  }

  /**
   * Where the exact spline value is a whole number (the corners, and lines through voxel centres)
   * the last bit of either side's recursive filter decides what truncation makes of it.
   */
  private static void checkTruncatedCubic(float[] actual, float[] expected) {
    int differing = 0;
    for (int i = 0; i < actual.length; i++) {
      assertThat(Math.abs(actual[i] - expected[i])).isLessThanOrEqualTo(1);
      differing += actual[i] == expected[i] ? 0 : 1;
    }
    assertThat(differing).isLessThan(actual.length / 100);
  }

  @TestFactory
  List<DynamicTest> sizesFollowTheOriginalsRules() {
    List<DynamicTest> tests = new ArrayList<>();
    for (JsonNode c : Golden.manifest("preprocess").get("resample")) {
      if (!c.get("coordinates").asText().equals("FIRST_VOXEL")) {
        continue;
      }
      String name = c.get("name").asText();
      tests.add(
          DynamicTest.dynamicTest(
              name,
              () -> {
                int[] size =
                    Grids.of(Npy.resource("/golden/preprocess/resample_" + name + "_in.npy"))
                        .size();
                for (int axis = 0; axis < 3; axis++) {
                  assertThat(
                          TargetSize.of(
                              size[axis],
                              c.get("current").get(axis).asDouble(),
                              c.get("next").get(axis).asDouble(),
                              Coordinates.FIRST_VOXEL))
                      .isEqualTo(c.get("size").get(axis).asInt());
                }
              }));
    }
    return tests;
  }
}
