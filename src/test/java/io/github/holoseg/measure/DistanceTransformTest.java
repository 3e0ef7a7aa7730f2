package io.github.holoseg.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.holoseg.task.Workers;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Against the definition. */
class DistanceTransformTest {
  @Property(tries = 200)
  void isTheSmallestDistanceToAMark(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 9) int nx,
      @ForAll @IntRange(min = 1, max = 7) int ny,
      @ForAll @IntRange(min = 1, max = 8) int nz,
      @ForAll @IntRange(min = 0, max = 6) int marks) {
    Random random = new Random(seed);
    int[] size = {nx, ny, nz};
    double[] spacing = {
      0.4 + random.nextDouble(), 0.4 + random.nextDouble(), 0.4 + 5 * random.nextDouble()
    };
    float[] squared = DistanceTransform.unmarked(size);
    int[] marked = random.ints(marks, 0, nx * ny * nz).toArray();
    for (int mark : marked) {
      squared[mark] = 0;
    }
    try (Workers workers = new Workers(2)) {
      DistanceTransform.squared(squared, size, spacing, workers);
    }
    for (int i = 0; i < squared.length; i++) {
      double expected = Double.POSITIVE_INFINITY;
      for (int mark : marked) {
        expected = Math.min(expected, between(i, mark, nx, ny, spacing));
      }
      if (marks == 0) {
        assertThat(squared[i]).isInfinite();
      } else {
        assertThat((double) squared[i]).isCloseTo(expected, within(1e-5 * (1 + expected)));
      }
    }
  }

  private static double between(int a, int b, int nx, int ny, double[] spacing) {
    double x = (a % nx - b % nx) * spacing[0];
    double y = (a / nx % ny - b / nx % ny) * spacing[1];
    double z = (a / (nx * ny) - b / (nx * ny)) * spacing[2];
    return x * x + y * y + z * z;
  }
}
