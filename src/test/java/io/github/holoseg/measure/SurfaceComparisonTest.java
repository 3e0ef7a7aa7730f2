package io.github.holoseg.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.volume.AxisOrder;
import io.github.holoseg.volume.LabelMap;
import io.github.holoseg.volume.VolumeGeometry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CancellationException;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Against the definition, voxel by voxel and pair by pair. */
class SurfaceComparisonTest {
  private static final int[] SIZE = {9, 7, 19}; // more slices than one slab
  private static final double[] SPACING = {0.5, 2, 1.25};
  private static final VolumeGeometry GRID =
      VolumeGeometry.axisAligned(new long[] {9, 7, 19}, 0.5, 2, 1.25);

  @Property(tries = 40)
  void everyPairIsWhatTheDefinitionSays(@ForAll long seed, @ForAll @IntRange(max = 47) int order) {
    Random random = new Random(seed);
    int[] one = blobs(random);
    int[] other = blobs(random);
    LabelMap first = map(one);
    LabelMap reference = map(other).reoriented(AxisOrder.all().get(order));
    SurfaceComparison comparison =
        SurfaceComparison.of(first, reference, 2, CancellationToken.none());
    for (Set<Integer> values : List.of(Set.of(1), Set.of(2, 40000), Set.of(3), Set.of(0, 1))) {
      for (Set<Integer> otherValues : List.of(Set.of(1), Set.of(2, 3, 9), Set.of(40000))) {
        double[] expected = expected(surface(one, values), surface(other, otherValues));
        SurfaceAgreement found = comparison.between(values, otherValues);
        if (Double.isNaN(expected[0])) {
          assertThat(found.mean()).isNaN();
          assertThat(found.hausdorff95()).isNaN();
        } else {
          assertThat(found.mean()).isCloseTo(expected[0], within(1e-5));
          assertThat(found.hausdorff95()).isCloseTo(expected[1], within(1e-5));
        }
      }
    }
  }

  @Example
  void canBeStopped() {
    CancellationToken cancel = new CancellationToken();
    cancel.cancel();
    LabelMap map = map(blobs(new Random(1)));
    assertThatThrownBy(() -> SurfaceComparison.of(map, map, 1, cancel))
        .isInstanceOf(CancellationException.class);
  }

  /** Balls of some values; a few of the values do not occur. */
  private static int[] blobs(Random random) {
    int[] values = new int[SIZE[0] * SIZE[1] * SIZE[2]];
    for (int ball = random.nextInt(5); ball >= 0; ball--) {
      int value = new int[] {1, 2, 3, 40000}[random.nextInt(4)];
      int[] centre = {random.nextInt(9), random.nextInt(7), random.nextInt(19)};
      int radius = random.nextInt(20);
      for (int i = 0; i < values.length; i++) {
        int[] d = {
          position(i, 0) - centre[0], position(i, 1) - centre[1], position(i, 2) - centre[2]
        };
        if (d[0] * d[0] + d[1] * d[1] + d[2] * d[2] <= radius) {
          values[i] = value;
        }
      }
    }
    return values;
  }

  private static int position(int i, int axis) {
    return axis == 0 ? i % SIZE[0] : axis == 1 ? i / SIZE[0] % SIZE[1] : i / SIZE[0] / SIZE[1];
  }

  private static LabelMap map(int[] values) {
    return Shapes.labels(GRID, (x, y, z) -> values[(z * SIZE[1] + y) * SIZE[0] + x]);
  }

  private static List<int[]> surface(int[] values, Set<Integer> wanted) {
    List<int[]> surface = new ArrayList<>();
    for (int i = 0; i < values.length; i++) {
      if (!wanted.contains(values[i])) {
        continue;
      }
      boolean border = false;
      for (int axis = 0, step = 1; axis < 3; step *= SIZE[axis++]) {
        int at = position(i, axis);
        border |= at == 0 || !wanted.contains(values[i - step]);
        border |= at == SIZE[axis] - 1 || !wanted.contains(values[i + step]);
      }
      if (border) {
        surface.add(new int[] {position(i, 0), position(i, 1), position(i, 2)});
      }
    }
    return surface;
  }

  private static double[] expected(List<int[]> one, List<int[]> other) {
    if (one.isEmpty() || other.isEmpty()) {
      return new double[] {Double.NaN, Double.NaN};
    }
    double[] there = nearest(one, other);
    double[] back = nearest(other, one);
    double sum = Arrays.stream(there).sum() + Arrays.stream(back).sum();
    double mean = sum / (there.length + back.length);
    return new double[] {mean, Math.max(percentile(there), percentile(back))};
  }

  private static double[] nearest(List<int[]> from, List<int[]> to) {
    return from.stream()
        .mapToDouble(a -> to.stream().mapToDouble(b -> distance(a, b)).min().orElseThrow())
        .sorted()
        .toArray();
  }

  private static double distance(int[] a, int[] b) {
    double sum = 0;
    for (int axis = 0; axis < 3; axis++) {
      double d = (a[axis] - b[axis]) * SPACING[axis];
      sum += d * d;
    }
    return Math.sqrt(sum);
  }

  /** As numpy's {@code percentile(…, 95)}. */
  private static double percentile(double[] sorted) {
    double at = 0.95 * (sorted.length - 1);
    int below = (int) Math.floor(at);
    int above = (int) Math.ceil(at);
    return above == below
        ? sorted[below]
        : sorted[below] * (above - at) + sorted[above] * (at - below);
  }
}
