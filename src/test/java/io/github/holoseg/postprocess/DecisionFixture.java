package io.github.holoseg.postprocess;

import io.github.holoseg.model.CropSpec;
import io.github.holoseg.model.DecisionSpec;
import io.github.holoseg.model.GeometrySpec;
import io.github.holoseg.model.ModelSpec;
import io.github.holoseg.model.NetworkSpec;
import io.github.holoseg.model.ResampleSpec;
import io.github.holoseg.model.WindowSpec;
import io.github.holoseg.model.WindowSpec.Accumulate;
import io.github.holoseg.volume.Label;
import io.github.holoseg.volume.LabelMap;
import java.util.Arrays;
import java.util.List;
import net.imglib2.RandomAccess;
import net.imglib2.type.numeric.integer.UnsignedShortType;

/** Models that consist of a decision, and arrays of label maps. */
final class DecisionFixture {
  private DecisionFixture() {}

  static final ResampleSpec LINEAR =
      new ResampleSpec(
          ResampleSpec.Interpolation.LINEAR,
          ResampleSpec.Coordinates.HALF_PIXEL,
          ResampleSpec.Separate.NEVER,
          ResampleSpec.Interpolation.NEAREST,
          false);

  /** Argmax over {@code classes} channels that carry their own number. */
  static DecisionSpec argmax(int classes) {
    int[] values = new int[classes];
    Arrays.setAll(values, c -> c);
    return new DecisionSpec(
        DecisionSpec.Activation.NONE, DecisionSpec.Rule.ARGMAX, 0.5, values, false, false);
  }

  /** The same model, its network included, with another decision. */
  static ModelSpec withDecision(ModelSpec m, DecisionSpec decision) {
    return model(decision, m.geometry().scores(), 0, m.network().outputChannels());
  }

  static ModelSpec model(DecisionSpec decision, ResampleSpec scores, double tolerance) {
    return model(decision, scores, tolerance, decision.classValues().length);
  }

  private static ModelSpec model(
      DecisionSpec decision, ResampleSpec scores, double tolerance, int channels) {
    List<Label> labels =
        Arrays.stream(decision.classValues())
            .filter(v -> v > 0)
            .distinct()
            .mapToObj(v -> Label.of(v, "label_" + v))
            .toList();
    return new ModelSpec(
        "fixture",
        "1",
        "Fixture",
        "",
        "",
        "native",
        "",
        List.of(),
        new NetworkSpec(
            List.of(),
            "in",
            "out",
            NetworkSpec.ElementType.FLOAT32,
            "bczyx",
            List.of("CT"),
            channels,
            List.of()),
        new GeometrySpec(null, null, tolerance, scores, scores, null),
        CropSpec.NONE,
        List.of(),
        List.of(),
        new WindowSpec(
            new int[] {8, 8, 8},
            0.5,
            WindowSpec.Placement.EVEN,
            WindowSpec.Blend.CONSTANT,
            0.125,
            new int[3],
            WindowSpec.PadMode.CONSTANT,
            0,
            List.of(),
            Accumulate.FLOAT32,
            WindowSpec.Whole.NEVER,
            false),
        decision,
        List.of(),
        labels,
        null,
        "CT");
  }

  /** Feeds whole-volume scores (class, z, y, x) slice by slice, in one array that is reused. */
  static LabelMap feed(LabelDecision decision, float[] scores, int classes, int[] size) {
    int plane = size[0] * size[1];
    float[] slice = new float[classes * plane];
    for (int z = 0; z < size[2]; z++) {
      for (int c = 0; c < classes; c++) {
        System.arraycopy(scores, (c * size[2] + z) * plane, slice, c * plane, plane);
      }
      decision.accept(z, slice);
      Arrays.fill(slice, Float.NaN); // what the inferer does with it afterwards is its own business
    }
    return decision.finish();
  }

  /** Voxels with x fastest. */
  static int[] voxels(LabelMap map) {
    int[] size = Arrays.stream(map.geometry().size()).mapToInt(Math::toIntExact).toArray();
    int[] values = new int[size[0] * size[1] * size[2]];
    RandomAccess<UnsignedShortType> at = map.voxels().randomAccess();
    for (int z = 0, i = 0; z < size[2]; z++) {
      for (int y = 0; y < size[1]; y++) {
        for (int x = 0; x < size[0]; x++, i++) {
          at.setPosition(new int[] {x, y, z});
          values[i] = at.get().get();
        }
      }
    }
    return values;
  }
}
