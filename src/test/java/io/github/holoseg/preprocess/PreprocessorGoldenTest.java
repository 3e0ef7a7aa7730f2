package io.github.holoseg.preprocess;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.holoseg.model.CascadeSpec;
import io.github.holoseg.model.CropSpec;
import io.github.holoseg.model.IntensityStep;
import io.github.holoseg.model.IntensityStep.ZScore.Mask;
import io.github.holoseg.model.ModelSpec;
import io.github.holoseg.model.ResampleSpec;
import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.task.ProgressListener;
import io.github.holoseg.testing.Golden;
import io.github.holoseg.testing.Grids;
import io.github.holoseg.testing.ModelSpecs;
import io.github.holoseg.testing.Npy;
import io.github.holoseg.volume.LabelMap;
import io.github.holoseg.volume.Modality;
import io.github.holoseg.volume.Volume;
import io.github.holoseg.volume.VolumeGeometry;
import io.github.holoseg.volume.VolumeInfo;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import net.imglib2.img.array.ArrayImgs;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The whole preprocessing against nnU-Net's, and value operations against MONAI's. */
class PreprocessorGoldenTest {
  @TestFactory
  List<DynamicTest> equalsNnunetsPreprocessor() {
    List<DynamicTest> tests = new ArrayList<>();
    for (JsonNode c : Golden.manifest("preprocess").get("nnunet")) {
      String name = c.get("name").asText();
      tests.add(DynamicTest.dynamicTest(name, () -> checkNnunet(c, name)));
    }
    return tests;
  }

  private static void checkNnunet(JsonNode c, String name) {
    Npy input = Npy.resource("/golden/preprocess/nnunet_" + name + "_in.npy");
    Npy expected = Npy.resource("/golden/preprocess/nnunet_" + name + "_out.npy");
    ModelSpecs specs = new ModelSpecs();
    specs.axes = c.get("axes").asText();
    specs.channels = Collections.nCopies(c.get("schemes").size(), "CT");
    specs.spacing = Golden.doubles(c.get("target"));
    for (int axis = 0; axis < 3; axis++) {
      if (specs.axes.indexOf("xyz".charAt(axis)) < 0) {
        specs.spacing[axis] = Double.NaN;
      }
    }
    specs.crop = new CropSpec(CropSpec.Mode.NONZERO, 0, new int[3]);
    specs.intensity = new ArrayList<>();
    Mask mask = c.get("mask").asBoolean() ? Mask.CROP_MASK : Mask.ALL;
    for (int channel = 0; channel < c.get("schemes").size(); channel++) {
      switch (c.get("schemes").get(channel).asText()) {
        case "CTNormalization" -> {
          specs.intensity.add(new IntensityStep.Clip(channel, -300, 1500));
          specs.intensity.add(new IntensityStep.ZScoreFixed(channel, 80.5 + channel, 190.25));
        }
        case "ZScoreNormalization" ->
            specs.intensity.add(new IntensityStep.ZScore(channel, mask, 1e-8));
        case "RescaleTo01Normalization" ->
            specs.intensity.add(new IntensityStep.MinMax(channel, 0, 1));
        default -> {
          // values as they are
        }
      }
    }
    List<Volume<?>> volumes = volumes(input, Golden.doubles(c.get("spacing")));
    ModelSpec spec = specs.build();
    LabelMap previous = null;
    int classes = c.path("classes").asInt();
    if (classes > 0) {
      spec = cascade(spec, classes, c.get("torchLabels").asBoolean());
      previous = labels(name, volumes.get(0));
    }
    Preprocessed result =
        Preprocessor.pieces(
                volumes,
                previous,
                spec,
                new SharedGrid(),
                2,
                ProgressListener.NONE,
                CancellationToken.none())
            .get(0);
    int[] shape = expected.shape();
    assertThat(result.grid().size()).containsExactly(shape[3], shape[2], shape[1]);
    assertThat(result.mapping().sourceCrop().min()).containsExactly(Golden.ints(c.get("cropMin")));
    assertThat(result.mapping().sourceCrop().size())
        .containsExactly(Golden.ints(c.get("cropSize")));
    // Values are a few units; 1e-6 is some units in the last place of float32.
    assertThat(Grids.maxDifference(Grids.values(result.grid()), expected.asFloats()))
        .isLessThan(4e-6);
  }

  private static ModelSpec cascade(ModelSpec spec, int classes, boolean torch) {
    ResampleSpec.Coordinates rule =
        torch ? ResampleSpec.Coordinates.TORCH : ResampleSpec.Coordinates.HALF_PIXEL;
    ResampleSpec resampling =
        new ResampleSpec(
            ResampleSpec.Interpolation.LINEAR,
            rule,
            ResampleSpec.Separate.AUTO,
            ResampleSpec.Interpolation.NEAREST,
            false);
    List<Integer> values = IntStream.rangeClosed(1, classes).boxed().toList();
    return spec.with(
        spec.network(),
        spec.window(),
        spec.postprocess(),
        List.of(),
        new CascadeSpec(spec, values, resampling));
  }

  private static LabelMap labels(String name, Volume<?> grid) {
    float[] values = Npy.resource("/golden/preprocess/nnunet_" + name + "_seg.npy").asFloats();
    short[] labels = new short[values.length];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = (short) values[i];
    }
    return new LabelMap(
        ArrayImgs.unsignedShorts(labels, grid.geometry().size()), grid.geometry(), List.of());
  }

  @TestFactory
  List<DynamicTest> intensitiesEqualMonais() {
    List<DynamicTest> tests = new ArrayList<>();
    for (JsonNode c : Golden.manifest("preprocess").get("intensity")) {
      String name = c.get("name").asText();
      tests.add(
          DynamicTest.dynamicTest(
              name,
              () -> {
                Npy input = Npy.resource("/golden/preprocess/intensity_" + name + "_in.npy");
                Npy expected = Npy.resource("/golden/preprocess/intensity_" + name + "_out.npy");
                ModelSpecs specs = new ModelSpecs();
                specs.intensity = List.of(step(c));
                Preprocessed result = run(volumes(input, 1, 1, 1), specs.build());
                assertThat(Grids.maxDifference(Grids.values(result.grid()), expected.asFloats()))
                    .isLessThan(2e-6);
              }));
    }
    return tests;
  }

  private static IntensityStep step(JsonNode c) {
    double[] a = Golden.doubles(c.get("args"));
    return switch (c.get("op").asText()) {
      case "ScaleRange" ->
          new IntensityStep.ScaleRange(-1, a[0], a[1], a[2], a[3], c.get("clip").asBoolean());
      case "ZScoreAll" -> new IntensityStep.ZScore(-1, Mask.ALL, 1e-8);
      case "ZScoreNonzero" -> new IntensityStep.ZScore(-1, Mask.NONZERO, 1e-8);
      case "MinMax" -> new IntensityStep.MinMax(-1, a[0], a[1]);
      default -> throw new AssertionError(c);
    };
  }

  private static Preprocessed run(List<Volume<?>> volumes, ModelSpec spec) {
    return Preprocessor.apply(volumes, spec, 2, ProgressListener.NONE, CancellationToken.none());
  }

  private static List<Volume<?>> volumes(Npy array, double... spacing) {
    int dims = array.shape().length;
    long[] size = {array.shape()[dims - 1], array.shape()[dims - 2], array.shape()[dims - 3]};
    int voxels = (int) (size[0] * size[1] * size[2]);
    float[] all = array.asFloats();
    List<Volume<?>> volumes = new ArrayList<>();
    for (int from = 0; from < all.length; from += voxels) {
      volumes.add(
          new Volume<>(
              ArrayImgs.floats(Arrays.copyOfRange(all, from, from + voxels), size),
              VolumeGeometry.axisAligned(size, spacing),
              VolumeInfo.inMemory("golden", Modality.CT)));
    }
    return volumes;
  }
}
