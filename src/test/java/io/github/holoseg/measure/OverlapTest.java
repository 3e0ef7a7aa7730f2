package io.github.holoseg.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.volume.AxisOrder;
import io.github.holoseg.volume.Label;
import io.github.holoseg.volume.LabelMap;
import io.github.holoseg.volume.VolumeGeometry;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OverlapTest {
  private static final CancellationToken NONE = CancellationToken.none();
  private final VolumeGeometry grid = Shapes.oblique(20, 18, 33);
  private final LabelMap first =
      Shapes.labels(
          grid,
          (x, y, z) -> x >= 2 && x < 12 && y < 10 ? (z < 16 ? 40000 : 2) : 0,
          Label.of(40000, "low"),
          Label.of(2, "high"));

  /** The same shapes moved by 5 voxels along x, with other values. */
  private final LabelMap moved =
      Shapes.labels(
          grid,
          (x, y, z) -> x >= 7 && x < 17 && y < 10 ? (z < 16 ? 1 : 2) : 0,
          Label.of(1, "low"),
          Label.of(2, "high"));

  @Test
  void shiftedBoxesHaveTheirAnalyticDice() {
    Overlap overlap = Overlap.between(first, moved, 2, NONE);
    assertThat(overlap.byName())
        .containsExactly(
            new LabelOverlap("low", 1600, 1600, 800), new LabelOverlap("high", 1700, 1700, 850));
    assertThat(overlap.byName().get(0).dice()).isCloseTo(0.5, within(1e-15));
    assertThat(overlap.byName().get(0).recall()).isCloseTo(0.5, within(1e-15));
    assertThat(overlap.byValue())
        .containsExactly(
            new LabelOverlap("low", 0, 1600, 0),
            new LabelOverlap("high", 1700, 1700, 850),
            new LabelOverlap("low", 1600, 0, 0));
    assertThat(overlap.byValue().get(0).precision()).isNaN();
  }

  @Test
  void groupsCountAsOneStructure() {
    LabelOverlap both =
        Overlap.between(first, moved, 1, NONE).of("both", Set.of(40000, 2), Set.of(1, 2));
    assertThat(both).isEqualTo(new LabelOverlap("both", 3300, 3300, 1650));
  }

  @Test
  void aMapAgreesWithItselfInEveryAxisOrder() {
    for (AxisOrder order : AxisOrder.all()) {
      Overlap overlap = Overlap.between(first, first.reoriented(order), 2, NONE);
      assertThat(overlap.byName()).hasSize(2).allMatch(o -> o.dice() == 1);
    }
  }

  @Test
  void aFlippedReferenceIsNotTakenForTheSamePlace() {
    VolumeGeometry g = VolumeGeometry.axisAligned(new long[] {4, 2, 2}, 1, 1, 1);
    LabelMap left = Shapes.labels(g, (x, y, z) -> x == 3 ? 1 : 0, Label.of(1, "left"));
    LabelMap right = Shapes.labels(g, (x, y, z) -> x == 0 ? 1 : 0, Label.of(1, "left"));
    LabelMap rightTurned = right.reoriented(AxisOrder.of("RPS"));
    assertThat(Overlap.between(left, rightTurned, 1, NONE).byName().get(0).dice()).isZero();
  }

  @Test
  void anotherGridIsRefused() {
    LabelMap other =
        Shapes.labels(
            VolumeGeometry.axisAligned(new long[] {20, 18, 33}, 0.7, 0.9, 2.5),
            (x, y, z) -> 1,
            Label.of(1, "all"));
    assertThatThrownBy(() -> Overlap.between(first, other, 1, NONE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("the reference lies on another grid than the label map: 20x18x33");
  }
}
