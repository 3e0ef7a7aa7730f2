package io.github.holoseg.postprocess;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.holoseg.grid.GridMapping;
import io.github.holoseg.grid.GridMapping.Box;
import io.github.holoseg.model.DecisionSpec;
import io.github.holoseg.model.DecisionSpec.Activation;
import io.github.holoseg.model.DecisionSpec.Rule;
import io.github.holoseg.model.ModelSpec;
import io.github.holoseg.model.ResampleSpec;
import io.github.holoseg.model.ResampleSpec.Coordinates;
import io.github.holoseg.model.ResampleSpec.Interpolation;
import io.github.holoseg.model.ResampleSpec.Separate;
import io.github.holoseg.model.WindowSpec.Accumulate;
import io.github.holoseg.volume.AxisTurn;
import io.github.holoseg.volume.LabelMap;
import io.github.holoseg.volume.LabelSlab;
import io.github.holoseg.volume.VolumeGeometry;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/**
 * Streaming equals {@link BruteForce}, and every label lies where its grid voxel lies in the
 * patient, over random turns, crops, sizes, rules, interpolations, precisions, storage and threads.
 */
class LabelDecisionPropertyTest {
  private static final double[][] OBLIQUE = {{0.8, -0.6, 0}, {0.48, 0.64, -0.6}, {0.36, 0.48, 0.8}};

  @Property(tries = 400)
  void streamingEqualsTheWholeVolume(@ForAll long seed) {
    Random random = new Random(seed);
    int separate = random.nextInt(4) - 1;
    GridMapping mapping = mapping(random, separate, random.nextInt(4) == 0);
    int classes = 1 + random.nextInt(4);
    DecisionSpec decision = decision(random, classes);
    ResampleSpec scores = resample(random, decision.labelsFirst(), separate);
    ModelSpec model = DecisionFixture.model(decision, scores, 0);
    boolean half = random.nextBoolean();
    boolean ties = !decision.activationFirst();
    float[] values = scores(random, classes, mapping.gridCrop().size(), ties);
    List<LabelSlab> slabs = new ArrayList<>();
    LabelDecision streaming =
        new LabelDecision(
            model,
            mapping,
            half ? Accumulate.FLOAT16 : Accumulate.FLOAT32,
            1 + random.nextInt(3),
            random.nextBoolean() ? VoxelRows.MAX_ARRAY : 10,
            slabs::add);
    LabelMap map = DecisionFixture.feed(streaming, values, classes, mapping.gridCrop().size());
    assertThat(painted(slabs, mapping)).isEqualTo(DecisionFixture.voxels(map));

    boolean interpolates = !decision.labelsFirst() && interpolates(scores, mapping, separate);
    int[] expected =
        new BruteForce(model, mapping, values, separate, half && interpolates).labels();
    assertSamePlaces(map, mapping, expected);
    assertThat(map.geometry()).isSameAs(mapping.source());
  }

  /** What a watcher saw, on the scan's grid; no voxel may come twice. */
  private static int[] painted(List<LabelSlab> slabs, GridMapping mapping) {
    int[] size = new int[3];
    for (int axis = 0; axis < 3; axis++) {
      size[axis] = (int) mapping.source().size(axis);
    }
    int[] labels = new int[size[0] * size[1] * size[2]];
    boolean[] seen = new boolean[labels.length];
    for (LabelSlab slab : slabs) {
      for (int i = 0; i < slab.labels().length; i++) {
        int x = (int) slab.min()[0] + i % slab.size()[0];
        int y = (int) slab.min()[1] + i / slab.size()[0] % slab.size()[1];
        int z = (int) slab.min()[2] + i / slab.size()[0] / slab.size()[1];
        int at = (z * size[1] + y) * size[0] + x;
        assertThat(seen[at]).isFalse();
        seen[at] = true;
        labels[at] = slab.labels()[i] & 0xffff;
      }
    }
    return labels;
  }

  /** Where each source voxel lies in the patient there lies its voxel of the turned scan. */
  private static void assertSamePlaces(LabelMap map, GridMapping mapping, int[] expected) {
    VolumeGeometry turned = mapping.turn().apply(mapping.source());
    int[] size = mapping.turnedSize();
    int[] actual = DecisionFixture.voxels(map);
    int[] moved = new int[actual.length];
    int i = 0;
    for (int z = 0; z < mapping.source().size(2); z++) {
      for (int y = 0; y < mapping.source().size(1); y++) {
        for (int x = 0; x < mapping.source().size(0); x++, i++) {
          double[] p = mapping.source().toPhysical(x, y, z);
          double[] at = turned.toIndex(p[0], p[1], p[2]);
          int turnedX = (int) Math.round(at[0]);
          int turnedY = (int) Math.round(at[1]);
          int turnedZ = (int) Math.round(at[2]);
          moved[(turnedZ * size[1] + turnedY) * size[0] + turnedX] = actual[i];
        }
      }
    }
    assertThat(moved).isEqualTo(expected);
  }

  private static boolean interpolates(ResampleSpec scores, GridMapping mapping, int separate) {
    for (int axis = 0; axis < 3; axis++) {
      Interpolation kind =
          axis == separate ? scores.separateInterpolation() : scores.interpolation();
      if (kind == Interpolation.LINEAR
          && mapping.resampledSize()[axis] != mapping.sourceCrop().size()[axis]) {
        return true;
      }
    }
    return false;
  }

  /** Spacings are such that the automatic rule separates the wanted axis. */
  private static GridMapping mapping(Random random, int separate, boolean sameSize) {
    AxisTurn turn = turn(random.nextInt(48));
    int[] crop = new int[3];
    int[] cropMin = new int[3];
    int[] resampled = new int[3];
    int[] kept = new int[3];
    int[] keptMin = new int[3];
    long[] size = new long[3];
    double[] spacing = new double[3];
    double[] gridSpacing = new double[3];
    for (int axis = 0; axis < 3; axis++) {
      crop[axis] = 1 + random.nextInt(7);
      cropMin[axis] = random.nextInt(3);
      resampled[axis] = sameSize ? crop[axis] : 1 + random.nextInt(7);
      kept[axis] = 1 + random.nextInt(resampled[axis]);
      keptMin[axis] = random.nextInt(resampled[axis] - kept[axis] + 1);
      gridSpacing[axis] = axis == separate ? 5 : 1 + 0.1 * axis;
      double spacingOfAxis = gridSpacing[axis] * resampled[axis] / crop[axis];
      int source = turn.sourceAxis(axis);
      size[source] = crop[axis] + cropMin[axis] + random.nextInt(3);
      spacing[source] = separate < 0 ? 0.9 + 0.05 * source : spacingOfAxis;
    }
    VolumeGeometry source =
        new VolumeGeometry(size, spacing, new double[] {-20, 11.5, 300}, OBLIQUE);
    return new GridMapping(
        source,
        turn,
        new Box(cropMin, crop),
        resampled,
        turn.permute(spacing),
        gridSpacing,
        new Box(keptMin, kept));
  }

  private static AxisTurn turn(int number) {
    int[][] orders = {{0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}};
    int flips = number % 8;
    boolean[] flipped = {(flips & 1) != 0, (flips & 2) != 0, (flips & 4) != 0};
    return new AxisTurn(orders[number / 8], flipped);
  }

  private static DecisionSpec decision(Random random, int classes) {
    int[] values = new int[classes];
    for (int c = 0; c < classes; c++) {
      values[c] = random.nextInt(5) * 9000;
    }
    Rule rule = Rule.values()[random.nextInt(3)];
    Activation activation = Activation.values()[random.nextInt(3)];
    boolean labelsFirst = random.nextInt(3) == 0;
    double[] thresholds =
        random.nextBoolean() ? null : random.doubles(values.length, 0.2, 0.8).toArray();
    return new DecisionSpec(
        activation, rule, 0.37, thresholds, values, labelsFirst, random.nextBoolean());
  }

  private static ResampleSpec resample(Random random, boolean labelsFirst, int separate) {
    Interpolation linear = labelsFirst ? Interpolation.NEAREST : Interpolation.LINEAR;
    Interpolation other =
        random.nextBoolean() || labelsFirst ? Interpolation.NEAREST : Interpolation.LINEAR;
    return new ResampleSpec(
        random.nextInt(4) == 0 ? Interpolation.NEAREST : linear,
        Coordinates.values()[random.nextInt(3)],
        separate < 0 ? Separate.NEVER : random.nextBoolean() ? Separate.AUTO : Separate.ALWAYS,
        other,
        false);
  }

  /**
   * With ties: multiples of 1/8, exact in half. Without: probabilities are only compared where the
   * last bit of an exponential cannot decide.
   */
  private static float[] scores(Random random, int classes, int[] size, boolean ties) {
    float[] values = new float[classes * size[0] * size[1] * size[2]];
    for (int i = 0; i < values.length; i++) {
      values[i] = ties ? (random.nextInt(33) - 16) / 8f : (float) random.nextGaussian();
    }
    return values;
  }
}
