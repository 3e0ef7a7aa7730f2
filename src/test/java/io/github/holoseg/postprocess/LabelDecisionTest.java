package io.github.holoseg.postprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.holoseg.grid.GridMapping;
import io.github.holoseg.grid.GridMapping.Box;
import io.github.holoseg.model.DecisionSpec;
import io.github.holoseg.model.ModelSpec;
import io.github.holoseg.model.ResampleSpec;
import io.github.holoseg.model.ResampleSpec.Interpolation;
import io.github.holoseg.model.WindowSpec.Accumulate;
import io.github.holoseg.volume.AxisTurn;
import io.github.holoseg.volume.Label;
import io.github.holoseg.volume.LabelMap;
import io.github.holoseg.volume.VolumeGeometry;
import org.junit.jupiter.api.Test;

class LabelDecisionTest {
  private static final int[] SIZE = {3, 2, 2};
  private static final GridMapping IDENTITY =
      GridMapping.identity(
          VolumeGeometry.axisAligned(new long[] {3, 2, 2}, 1, 1, 1), AxisTurn.IDENTITY);

  @Test
  void onTheScansOwnGridItIsThePlainArgmax() {
    float[] scores = new float[3 * 12];
    int[] expected = {0, 1, 2, 2, 1, 0, 0, 0, 1, 2, 2, 1};
    for (int i = 0; i < 12; i++) {
      scores[expected[i] * 12 + i] = 1 + i;
    }
    LabelMap map = DecisionFixture.feed(argmax(3), scores, 3, SIZE);
    assertThat(DecisionFixture.voxels(map)).isEqualTo(expected);
    assertThat(map.labels()).extracting(Label::name).containsExactly("label_1", "label_2");
  }

  @Test
  void refusesScoresThatAreNotNumbers() {
    for (float bad : new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
      float[] slice = new float[3 * 6];
      slice[6 + 5] = bad;
      assertThatIllegalArgumentException()
          .isThrownBy(() -> argmax(3).accept(0, slice))
          .withMessageContaining("'fixture'")
          .withMessageContaining("" + bad)
          .withMessageContaining("channel 1")
          .withMessageContaining("[2, 1, 0]");
    }
  }

  @Test
  void refusesMissingRepeatedShortAndSurplusSlices() {
    float[] slice = new float[3 * 6];
    LabelDecision decision = argmax(3);
    assertThatIllegalArgumentException().isThrownBy(() -> decision.accept(1, slice));
    assertThatIllegalArgumentException().isThrownBy(() -> decision.accept(0, new float[17]));
    decision.accept(0, slice);
    assertThatIllegalArgumentException().isThrownBy(() -> decision.accept(0, slice));
    assertThatIllegalStateException().isThrownBy(decision::finish).withMessageContaining("1 of 2");
    decision.accept(1, slice);
    assertThatIllegalArgumentException().isThrownBy(() -> decision.accept(2, slice));
    assertThat(decision.finish().geometry()).isSameAs(IDENTITY.source());
  }

  @Test
  void refusesCubicScores() {
    ResampleSpec cubic =
        new ResampleSpec(
            Interpolation.CUBIC,
            ResampleSpec.Coordinates.HALF_PIXEL,
            ResampleSpec.Separate.NEVER,
            Interpolation.NEAREST,
            false);
    ModelSpec model = DecisionFixture.model(DecisionFixture.argmax(2), cubic, 0);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new LabelDecision(model, IDENTITY, Accumulate.FLOAT32, 1))
        .withMessageContaining("geometry.scores")
        .withMessageContaining("cubic");
  }

  @Test
  void refusesAModelWhoseClassesDoNotMatchItsChannels() {
    DecisionSpec two = DecisionFixture.argmax(2);
    ModelSpec good = DecisionFixture.model(two, DecisionFixture.LINEAR, 0);
    ModelSpec model = DecisionFixture.withDecision(good, DecisionFixture.argmax(3));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new LabelDecision(model, IDENTITY, Accumulate.FLOAT32, 1))
        .withMessageContaining("3 entries")
        .withMessageContaining("2 score channels");
  }

  @Test
  void refusesABoxThatLeavesItsGrid() {
    Box outside = new Box(new int[] {1, 0, 0}, SIZE);
    GridMapping mapping =
        new GridMapping(
            IDENTITY.source(),
            IDENTITY.turn(),
            IDENTITY.sourceCrop(),
            SIZE,
            IDENTITY.sourceSpacing(),
            IDENTITY.gridSpacing(),
            outside);
    ModelSpec model = DecisionFixture.model(DecisionFixture.argmax(2), DecisionFixture.LINEAR, 0);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new LabelDecision(model, mapping, Accumulate.FLOAT32, 1))
        .withMessageContaining("gridCrop [1, 0, 0]+[3, 2, 2]");
  }

  @Test
  void refusesLinearLabels() {
    DecisionSpec plain = DecisionFixture.argmax(2);
    DecisionSpec spec =
        new DecisionSpec(plain.activation(), plain.rule(), 0.5, plain.classValues(), true, false);
    ModelSpec model = DecisionFixture.model(spec, DecisionFixture.LINEAR, 0);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new LabelDecision(model, scaled(4, 8), Accumulate.FLOAT32, 1))
        .withMessageContaining("linear interpolation of labels");
  }

  /** 100 classes on a scan of 40 x 40 x 40: the score buffers hold two grid slices, no more. */
  @Test
  void scoreBuffersDoNotGrowWithClassesTimesVolume() {
    int classes = 100;
    int grid = 20;
    GridMapping mapping = scaled(grid, 40);
    long scan = 40L * 40 * 40;
    for (boolean activationFirst : new boolean[] {false, true}) {
      DecisionSpec plain = DecisionFixture.argmax(classes);
      DecisionSpec spec =
          new DecisionSpec(
              DecisionSpec.Activation.SOFTMAX,
              plain.rule(),
              0.5,
              plain.classValues(),
              false,
              activationFirst);
      ModelSpec model = DecisionFixture.model(spec, DecisionFixture.LINEAR, 0);
      LabelDecision decision = new LabelDecision(model, mapping, Accumulate.FLOAT16, 2);
      float[] slice = new float[classes * grid * grid];
      long most = 0;
      for (int z = 0; z < grid; z++) {
        decision.accept(z, slice);
        most = Math.max(most, decision.allocatedFloats());
      }
      decision.finish();
      int slices = activationFirst ? 2 : 1;
      long rows = 2L * 2 * (grid + 40); // doubles for two threads
      long maxima = 2L * classes * grid;
      assertThat(most).isEqualTo((long) slices * classes * grid * grid + maxima + rows);
      assertThat(most).isLessThan(classes * scan / 50);
    }
  }

  @Test
  void labelsFirstKeepsNoScoresButTheRowsMaxima() {
    DecisionSpec plain = DecisionFixture.argmax(100);
    DecisionSpec spec =
        new DecisionSpec(plain.activation(), plain.rule(), 0.5, plain.classValues(), true, false);
    ResampleSpec nearest =
        new ResampleSpec(
            Interpolation.NEAREST,
            ResampleSpec.Coordinates.CORNER_ALIGNED,
            ResampleSpec.Separate.NEVER,
            Interpolation.NEAREST,
            false);
    ModelSpec model = DecisionFixture.model(spec, nearest, 0);
    try (LabelDecision decision = new LabelDecision(model, scaled(20, 40), Accumulate.FLOAT16, 2)) {
      assertThat(decision.allocatedFloats()).isEqualTo(2L * 2 * (20 + 20) + 100 * 20);
    }
  }

  private static GridMapping scaled(int grid, int scan) {
    int[] gridSize = {grid, grid, grid};
    int[] scanSize = {scan, scan, scan};
    double[] spacing = {1, 1, 1};
    double s = (double) scan / grid;
    return new GridMapping(
        VolumeGeometry.axisAligned(new long[] {scan, scan, scan}, 1, 1, 1),
        AxisTurn.IDENTITY,
        Box.whole(scanSize),
        gridSize,
        spacing,
        new double[] {s, s, s},
        Box.whole(gridSize));
  }

  private static LabelDecision argmax(int classes) {
    ModelSpec model =
        DecisionFixture.model(DecisionFixture.argmax(classes), DecisionFixture.LINEAR, 0);
    return new LabelDecision(model, IDENTITY, Accumulate.FLOAT32, 2);
  }
}
