package io.github.holoseg.grid;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.FloatRange;
import org.junit.jupiter.api.Test;

class HalfTest {
  @Test
  void everyHalfSurvivesTheWayToFloatAndBack() {
    for (int bits = 0; bits < 65536; bits++) {
      short half = (short) bits;
      float value = Half.toFloat(half);
      if (Float.isNaN(value)) {
        assertThat(bits & 0x7c00).isEqualTo(0x7c00);
        assertThat(bits & 0x3ff).isNotZero();
      } else {
        assertThat(Half.fromFloat(value)).isEqualTo(half);
      }
    }
  }

  @Test
  void valuesAreThoseOfTheStandard() {
    assertThat(Half.toFloat((short) 0x3c00)).isEqualTo(1);
    assertThat(Half.toFloat((short) 0x0001)).isEqualTo(0x1p-24f);
    assertThat(Half.toFloat((short) 0x03ff)).isEqualTo(1023 * 0x1p-24f);
    assertThat(Half.toFloat((short) 0x7bff)).isEqualTo(65504);
    assertThat(Half.toFloat((short) 0xfc00)).isEqualTo(Float.NEGATIVE_INFINITY);
    assertThat(Half.round(65519.99f)).isEqualTo(65504);
    assertThat(Half.round(65520)).isEqualTo(Float.POSITIVE_INFINITY);
    assertThat(Half.round(Float.NaN)).isNaN();
  }

  /** Between each two neighbouring halves: below the middle down, above up, the middle to even. */
  @Test
  void roundsToNearestEven() {
    for (int bits = 0; bits < 0x7bff; bits++) {
      float low = Half.toFloat((short) bits);
      float high = Half.toFloat((short) (bits + 1));
      float middle = (low + high) / 2;
      assertThat(Half.round(middle)).isEqualTo(bits % 2 == 0 ? low : high);
      assertThat(Half.round(Math.nextDown(middle))).isEqualTo(low);
      assertThat(Half.round(Math.nextUp(middle))).isEqualTo(high);
      assertThat(Half.round(-middle)).isEqualTo(bits % 2 == 0 ? -low : -high);
    }
  }

  @Property
  void neverMovesByMoreThanHalfAStep(@ForAll @FloatRange(min = -60000, max = 60000) float value) {
    double step = Math.max(0x1p-24, Math.ulp(value) * 8192.0);
    assertThat(Math.abs((double) Half.round(value) - value)).isLessThanOrEqualTo(step / 2);
  }
}
