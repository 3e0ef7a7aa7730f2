package io.github.holoseg.postprocess;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

class ScoreRoundingTest {
  @Example
  void everyHalfIsKeptAndEveryMiddleGoesToTheEvenOne() {
    for (int bits = 0; bits < 0x7bff; bits++) {
      double half = value(bits);
      double next = value(bits + 1);
      double middle = (half + next) / 2;
      double even = (bits & 1) == 0 ? half : next;
      for (int sign = -1; sign <= 1; sign += 2) {
        assertThat(ScoreRounding.HALF.round(sign * half)).isEqualTo(sign * half);
        assertThat(ScoreRounding.HALF.round(sign * middle)).isEqualTo(sign * even);
        assertThat(ScoreRounding.HALF.round(sign * Math.nextUp(middle))).isEqualTo(sign * next);
        assertThat(ScoreRounding.HALF.round(sign * Math.nextDown(middle))).isEqualTo(sign * half);
        assertThat(ScoreRounding.HALF.isDoubtful(sign * middle)).isTrue();
        assertThat(ScoreRounding.HALF.isDoubtful(sign * Math.nextUp(middle))).isTrue();
        assertThat(ScoreRounding.HALF.isDoubtful(sign * Math.nextDown(middle))).isTrue();
      }
    }
  }

  @Property
  void halfIsTheNearestOne(
      @ForAll @DoubleRange(min = -1, max = 1) double value,
      @ForAll @IntRange(min = -30, max = 15) int exponent) {
    double x = Math.scalb(value, exponent);
    assertThat(ScoreRounding.HALF.round(x)).isEqualTo(BruteForce.half(x));
  }

  @Example
  void singleIsJavasFloat() {
    double middle = 1 + 0x1p-24;
    assertThat(ScoreRounding.SINGLE.round(middle)).isEqualTo(1);
    assertThat(ScoreRounding.SINGLE.round(Math.nextUp(middle))).isEqualTo(1 + 0x1p-23);
  }

  private static double value(int bits) {
    int exponent = bits >> 10;
    int mantissa = bits & 1023;
    return exponent == 0 ? mantissa * 0x1p-24 : Math.scalb(1024.0 + mantissa, exponent - 25);
  }
}
