package io.github.holoseg.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.holoseg.volume.AxisOrder;
import io.github.holoseg.volume.LabelMap;
import io.github.holoseg.volume.Phantom;
import io.github.holoseg.volume.Volume;
import io.github.holoseg.volume.VolumeGeometry;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MeasureTest {
  private final Volume<?> scan = Phantom.ct();
  private final LabelMap truth = Phantom.truth(scan.geometry());

  @Test
  void statisticsAreThoseOfTheVoxels() {
    for (int threads : new int[] {1, 3}) {
      List<LabelStatistics> rows = LabelStatistics.of(truth, scan, threads);
      assertThat(rows).extracting(row -> row.label().name()).contains("femur_left", "femur_right");
      for (LabelStatistics row : rows) {
        double[] naive = naive(row.label().value());
        assertThat((double) row.voxels()).isEqualTo(naive[0]).isPositive();
        assertThat(row.volumeMl())
            .isCloseTo(naive[0] * scan.geometry().voxelVolume() / 1000, within(1e-9));
        assertThat(row.meanHu()).isCloseTo(naive[1] / naive[0], within(1e-6));
        assertThat(row.minHu()).isEqualTo(naive[2]);
        assertThat(row.maxHu()).isEqualTo(naive[3]);
      }
    }
  }

  @Test
  void leftIsOnThePatientsLeftInEveryAxisOrder() {
    for (AxisOrder order : AxisOrder.all()) {
      LabelMap turned = truth.reoriented(order);
      double left = centroid(turned, "femur_left")[0];
      double right = centroid(turned, "femur_right")[0];
      assertThat(left).isGreaterThan(right + 20);
      assertThat(left).isCloseTo(centroid(truth, "femur_left")[0], within(1e-6));
    }
  }

  @Test
  void aStructureOverlapsItselfInEveryAxisOrder() {
    for (AxisOrder order : AxisOrder.all()) {
      Overlap overlap = Overlap.of(truth, Set.of(1), truth.reoriented(order), Set.of(1), 2);
      assertThat(overlap.dice()).isEqualTo(1);
      assertThat(overlap.both()).isPositive();
    }
  }

  @Test
  void overlapCountsVoxels() {
    Overlap overlap = Overlap.of(truth, Set.of(1), truth, Set.of(1, 2), 2);
    assertThat(overlap.precision()).isEqualTo(1);
    assertThat(overlap.recall()).isEqualTo((double) overlap.found() / overlap.reference());
    assertThat(overlap.dice())
        .isEqualTo(2.0 * overlap.both() / (overlap.found() + overlap.reference()));
    assertThat(Overlap.of(truth, Set.of(1), truth, Set.of(2), 1).both()).isZero();
  }

  @Test
  void anotherGridIsRefused() {
    VolumeGeometry g = scan.geometry();
    double[] origin = g.origin();
    origin[1] += 1;
    LabelMap moved =
        new LabelMap(
            truth.voxels(),
            new VolumeGeometry(g.size(), g.spacing(), origin, g.direction()),
            truth.labels());
    assertThatThrownBy(() -> Overlap.of(truth, Set.of(1), moved, Set.of(1), 1))
        .hasMessageContaining("is not on the label map's grid");
    assertThatThrownBy(() -> LabelStatistics.of(moved, scan, 1))
        .hasMessageContaining("is not on the scan's grid");
  }

  private static double[] centroid(LabelMap map, String name) {
    return LabelStatistics.of(map, 2).stream()
        .filter(row -> row.label().name().equals(name))
        .findFirst()
        .orElseThrow()
        .centroid();
  }

  /** Count, sum, minimum, maximum. */
  private double[] naive(int value) {
    double[] result = {0, 0, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY};
    var label = truth.voxels().localizingCursor();
    var hu = scan.voxels().randomAccess();
    while (label.hasNext()) {
      if (label.next().get() == value) {
        double v = hu.setPositionAndGet(label).getRealDouble();
        result[0]++;
        result[1] += v;
        result[2] = Math.min(result[2], v);
        result[3] = Math.max(result[3], v);
      }
    }
    return result;
  }
}
