package io.github.holoseg.grid;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.InputStream;
import org.junit.jupiter.api.Test;

class HalfTest {
  /** The definition: sign, 5 bits of exponent with bias 15, 10 bits of significand. */
  private static double defined(int half) {
    double sign = (half & 0x8000) == 0 ? 1 : -1;
    int exponent = half >> 10 & 31;
    int significand = half & 1023;
    if (exponent == 31) {
      return significand == 0 ? sign * Double.POSITIVE_INFINITY : Double.NaN;
    }
    return exponent == 0
        ? sign * significand * 0x1p-24
        : sign * (1024 + significand) * Math.scalb(1.0, exponent - 25);
  }

  @Test
  void everyHalfHasItsDefinedValueAndComesBack() {
    for (int h = 0; h < 65536; h++) {
      float value = Half.toFloat((short) h);
      double expected = defined(h);
      if (Double.isNaN(expected)) {
        assertThat(value).isNaN();
        assertThat(Half.fromFloat(value)).isEqualTo((short) (h & 0x8000 | 0x7e00));
      } else {
        assertThat((double) value).as("half %04x", h).isEqualTo(expected);
        assertThat(Half.fromFloat(value)).as("half %04x", h).isEqualTo((short) h);
        assertThat(Half.round(value)).isEqualTo(value);
      }
    }
  }

  @Test
  void valuesBetweenTwoHalvesGoToTheNearerAndTiesToEven() {
    for (int h = 0; h < 0x7c00; h++) {
      // 65536 stands for the infinity above the largest half, as the standard has it.
      double upper = h + 1 == 0x7c00 ? 65536 : defined(h + 1);
      float middle = (float) ((defined(h) + upper) / 2);
      int even = (h & 1) == 0 ? h : h + 1;
      assertThat(Half.fromFloat(middle)).as("above %04x", h).isEqualTo((short) even);
      assertThat(Half.fromFloat(-middle)).isEqualTo((short) (even | 0x8000));
      assertThat(Half.fromFloat(Math.nextDown(middle))).isEqualTo((short) h);
      assertThat(Half.fromFloat(Math.nextUp(middle))).isEqualTo((short) (h + 1));
    }
  }

  @Test
  void roundsAsNumpyDoes() throws Exception {
    JsonNode golden;
    try (InputStream in = HalfTest.class.getResourceAsStream("/golden/grid/half.json")) {
      golden = new ObjectMapper().readTree(in);
    }
    JsonNode floats = golden.get("floatBits");
    JsonNode halves = golden.get("halfBits");
    assertThat(floats.size()).isEqualTo(halves.size()).isGreaterThan(1000);
    for (int i = 0; i < floats.size(); i++) {
      float value = Float.intBitsToFloat((int) floats.get(i).asLong());
      assertThat(Half.fromFloat(value) & 0xffff).as("%s", value).isEqualTo(halves.get(i).asInt());
    }
  }

  @Test
  void infinitiesAndOverflow() {
    assertThat(Half.round(65519.996f)).isEqualTo(65504f);
    assertThat(Half.round(65520f)).isEqualTo(Float.POSITIVE_INFINITY);
    assertThat(Half.round(-Float.MAX_VALUE)).isEqualTo(Float.NEGATIVE_INFINITY);
    assertThat(Half.round(Float.NEGATIVE_INFINITY)).isEqualTo(Float.NEGATIVE_INFINITY);
    assertThat(Half.fromFloat(-0f)).isEqualTo((short) 0x8000);
    assertThat(Half.fromFloat(Float.MIN_VALUE)).isZero();
  }
}
