package io.github.holoseg.volume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AxisOrderTest {
  @Test
  void thereAre48AndEachNamesItself() {
    assertThat(AxisOrder.all()).hasSize(48);
    assertThat(new HashSet<>(AxisOrder.all())).hasSize(48);
    assertThat(AxisOrder.all().get(0).axisCodes()).isEqualTo("LPS");
    for (AxisOrder order : AxisOrder.all()) {
      assertThat(AxisOrder.of(order.axisCodes())).isEqualTo(order);
    }
  }

  @Test
  void lettersMeanTheDirectionOfGrowth() {
    AxisOrder ras = AxisOrder.of("RAS");
    assertThat(ras.isFlipped(0)).isTrue();
    assertThat(ras.isFlipped(1)).isTrue();
    assertThat(ras.isFlipped(2)).isFalse();
    assertThat(AxisOrder.of("hlp")).isEqualTo(AxisOrder.of("SLP"));
    assertThat(AxisOrder.of("FLP")).isEqualTo(AxisOrder.of("ILP"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "RA", "RASL", "RRS", "RLS", "XYZ"})
  void refusesWhatIsNoOrder(String codes) {
    assertThatThrownBy(() -> AxisOrder.of(codes))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'" + codes + "'");
  }

  @Test
  void gridsFindTheirOrderAlsoWhenTilted() {
    VolumeGeometry tilted = Phantom.defaultGeometry();
    for (AxisOrder order : AxisOrder.all()) {
      VolumeGeometry turned = AxisOrder.of("LPS").turnTo(order).apply(tilted);
      assertThat(AxisOrder.closestTo(turned)).isEqualTo(order);
    }
  }

  @Test
  void everyPatientAxisIsUsedOnceEvenAt45Degrees() {
    double h = Math.sqrt(0.5);
    VolumeGeometry g =
        new VolumeGeometry(
            new long[] {2, 2, 2},
            new double[] {1, 1, 1},
            new double[3],
            new double[][] {{h, h, 0}, {h, -h, 0}, {0, 0, 1}});
    AxisOrder order = AxisOrder.closestTo(g);
    assertThat(order.physicalAxis(0) + order.physicalAxis(1)).isEqualTo(1);
    assertThat(order.physicalAxis(2)).isEqualTo(2);
  }
}
