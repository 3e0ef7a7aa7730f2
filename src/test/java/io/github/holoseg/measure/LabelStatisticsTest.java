package io.github.holoseg.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.volume.AxisOrder;
import io.github.holoseg.volume.Label;
import io.github.holoseg.volume.LabelMap;
import io.github.holoseg.volume.Volume;
import io.github.holoseg.volume.VolumeGeometry;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.converter.Converters;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.real.DoubleType;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class LabelStatisticsTest {
  private static final CancellationToken NONE = CancellationToken.none();

  @Test
  void aBoxHasTheMeasuresOfItsFormula() {
    VolumeGeometry g = Shapes.oblique(20, 30, 25);
    LabelMap map =
        Shapes.labels(
            g,
            (x, y, z) -> x >= 4 && x < 10 && y >= 5 && y < 15 && z >= 3 && z < 23 ? 7 : 0,
            Label.of(7, "box"));
    Volume<?> ct = Shapes.ct(g, (x, y, z) -> 10 * x);
    LabelStatistics s = LabelStatistics.of(map, ct, 2, NONE).get(0);
    assertThat(s.voxels()).isEqualTo(6 * 10 * 20);
    assertThat(s.volumeMl()).isCloseTo(1200 * 0.7 * 0.9 * 2.5 / 1000, within(1e-12));
    assertThat(s.mean()).isEqualTo(65);
    assertThat(s.sd()).isCloseTo(10 * Math.sqrt(35 / 12.0), within(1e-12));
    assertThat(s.min()).isEqualTo(40);
    assertThat(s.max()).isEqualTo(90);
    assertThat(s.centroid()).containsExactly(g.toPhysical(6.5, 9.5, 12.5), within(1e-9));
    assertThat(s.boxMin()).containsExactly(4, 5, 3);
    assertThat(s.boxMax()).containsExactly(9, 14, 22);
    assertThat(s.touchesBorder()).isFalse();
  }

  @Test
  void aBallHasItsVolumeAndCentre() {
    VolumeGeometry g = VolumeGeometry.axisAligned(new long[] {90, 60, 45}, 0.5, 0.75, 1);
    LabelMap map =
        Shapes.labels(
            g,
            (x, y, z) -> {
              double[] p = g.toPhysical(x, y, z);
              double r = Math.hypot(Math.hypot(p[0] - 22, p[1] - 21), p[2] - 23);
              return r <= 18 ? 1 : 0;
            },
            Label.of(1, "ball"));
    LabelStatistics s = LabelStatistics.of(map, null, 2, NONE).get(0);
    double analytic = 4.0 / 3 * Math.PI * 18 * 18 * 18 / 1000;
    assertThat(s.volumeMl()).isCloseTo(analytic, within(analytic * 0.005));
    assertThat(s.centroid()).containsExactly(new double[] {22, 21, 23}, within(0.02));
    assertThat(s.mean()).isNaN();
    assertThat(s.touchesBorder()).isFalse();
  }

  @Test
  void theBorderIsNoticedOnEachSide() {
    VolumeGeometry g = VolumeGeometry.axisAligned(new long[] {9, 8, 7}, 1, 1, 1);
    int[][] voxels = {
      {0, 4, 3}, {8, 4, 3}, {4, 0, 3}, {4, 7, 3}, {4, 4, 0}, {4, 4, 6}, {1, 1, 1}, {7, 6, 5}
    };
    for (int i = 0; i < voxels.length; i++) {
      int[] v = voxels[i];
      LabelMap map =
          Shapes.labels(
              g, (x, y, z) -> x == v[0] && y == v[1] && z == v[2] ? 1 : 0, Label.of(1, "dot"));
      assertThat(LabelStatistics.of(map, null, 1, NONE).get(0).touchesBorder()).isEqualTo(i < 6);
    }
  }

  @Test
  void absentAndUnnamedStructuresAreListed() {
    VolumeGeometry g = VolumeGeometry.axisAligned(new long[] {4, 4, 4}, 1, 1, 1);
    LabelMap map =
        Shapes.labels(
            g,
            (x, y, z) -> z == 0 ? 65535 : z == 1 ? 300 : z == 2 ? 2 : 0,
            Label.of(9, "absent"),
            Label.of(2, "there"));
    List<LabelStatistics> all = LabelStatistics.of(map, Shapes.ct(g, (x, y, z) -> z), 1, NONE);
    assertThat(all)
        .extracting(s -> s.label().name() + " " + s.voxels())
        .containsExactly("absent 0", "there 16", "label_300 16", "label_65535 16");
    assertThat(all.get(0).mean()).isNaN();
    assertThat(all.get(0).boxMin()).isEmpty();
    assertThat(all.get(3).mean()).isZero();
  }

  @Property(tries = 100)
  void equalsTwoPassesForAnyVoxelsAndThreads(@ForAll long seed) {
    Random random = new Random(seed);
    long[] size = {1 + random.nextInt(12), 1 + random.nextInt(12), 1 + random.nextInt(40)};
    VolumeGeometry g = VolumeGeometry.axisAligned(size, 1, 2, 3);
    int n = (int) g.voxelCount();
    double offset = random.nextBoolean() ? 0 : 1e7;
    double[] values = new double[n];
    short[] labels = new short[n];
    for (int i = 0; i < n; i++) {
      values[i] = offset + random.nextGaussian() * 100;
      labels[i] = i > 0 && random.nextInt(4) > 0 ? labels[i - 1] : (short) random.nextInt(4);
    }
    LabelMap map =
        new LabelMap(
            ArrayImgs.unsignedShorts(labels, size),
            g,
            List.of(Label.of(1, "a"), Label.of(2, "b"), Label.of(3, "c")));
    Volume<DoubleType> volume = Shapes.volume(g, ArrayImgs.doubles(values, size));
    List<LabelStatistics> one = LabelStatistics.of(map, volume, 1, NONE);
    List<LabelStatistics> many = LabelStatistics.of(map, volume, 3, NONE);
    for (int k = 0; k < 3; k++) {
      LabelStatistics s = one.get(k);
      int label = k + 1;
      double[] own =
          java.util.stream.IntStream.range(0, n)
              .filter(i -> labels[i] == label)
              .mapToDouble(i -> values[i])
              .toArray();
      assertThat(s.voxels()).isEqualTo(own.length);
      assertThat(Double.valueOf(many.get(k).mean())).isEqualTo(Double.valueOf(s.mean()));
      assertThat(Double.valueOf(many.get(k).sd())).isEqualTo(Double.valueOf(s.sd()));
      if (own.length > 0) {
        double mean = java.util.Arrays.stream(own).average().orElseThrow();
        double m2 = java.util.Arrays.stream(own).map(v -> (v - mean) * (v - mean)).sum();
        assertThat(s.mean()).isCloseTo(mean, within(1e-7));
        assertThat(s.sd()).isCloseTo(Math.sqrt(m2 / own.length), within(1e-6));
        assertThat(s.min()).isEqualTo(java.util.Arrays.stream(own).min().orElseThrow());
        assertThat(s.max()).isEqualTo(java.util.Arrays.stream(own).max().orElseThrow());
      }
    }
  }

  @Test
  void anyAxisOrderOfTheScanGivesTheSame() {
    VolumeGeometry g = Shapes.oblique(7, 9, 11);
    LabelMap map = Shapes.labels(g, (x, y, z) -> (x + 2 * y + z) % 3, Label.of(1, "a"));
    Volume<?> ct = Shapes.ct(g, (x, y, z) -> x * x - 3 * y + 17 * z);
    LabelStatistics expected = LabelStatistics.of(map, ct, 1, NONE).get(0);
    for (AxisOrder order : AxisOrder.all()) {
      LabelStatistics s = LabelStatistics.of(map, ct.reoriented(order), 1, NONE).get(0);
      assertThat(s.mean()).isEqualTo(expected.mean());
      assertThat(s.sd()).isEqualTo(expected.sd());
      LabelStatistics turned = LabelStatistics.of(map.reoriented(order), ct, 1, NONE).get(0);
      assertThat(turned.mean()).isCloseTo(expected.mean(), within(1e-9));
      assertThat(turned.centroid()).containsExactly(expected.centroid(), within(1e-9));
    }
  }

  @Test
  void everyStoredTypeIsReadAlike() {
    VolumeGeometry g = VolumeGeometry.axisAligned(new long[] {5, 4, 3}, 1, 1, 1);
    LabelMap map = Shapes.labels(g, (x, y, z) -> 1, Label.of(1, "all"));
    int n = 60;
    Shapes.Formula positive = (x, y, z) -> 100 + x + 5 * y + 20 * z;
    Shapes.Formula signed = (x, y, z) -> positive.at(x, y, z) - 150;
    double[] doubles = new double[n];
    float[] floats = new float[n];
    int[] ints = new int[n];
    byte[] bytes = new byte[n];
    short[] unsigned = new short[n];
    byte[] unsignedBytes = new byte[n];
    int[] unsignedInts = new int[n];
    Shapes.fill(
        g,
        signed,
        (i, v) -> {
          doubles[i] = v;
          floats[i] = (float) v;
          ints[i] = (int) v;
          bytes[i] = (byte) v;
        });
    Shapes.fill(
        g,
        positive,
        (i, v) -> {
          unsignedBytes[i] = (byte) (v + 90);
          unsigned[i] = (short) (v + 40000);
          unsignedInts[i] = (int) (long) (v + 3e9);
        });
    long[] s = g.size();
    RandomAccessibleInterval<DoubleType> base = ArrayImgs.doubles(doubles, s);
    check(map, g, Shapes.ct(g, signed).voxels(), -50);
    check(map, g, base, -50);
    check(map, g, ArrayImgs.floats(floats, s), -50);
    check(map, g, ArrayImgs.ints(ints, s), -50);
    check(map, g, ArrayImgs.bytes(bytes, s), -50);
    check(map, g, ArrayImgs.unsignedBytes(unsignedBytes, s), 190);
    check(map, g, ArrayImgs.unsignedShorts(unsigned, s), 40100);
    check(map, g, ArrayImgs.unsignedInts(unsignedInts, s), 3_000_000_100.0);
    check(map, g, ArrayImgs.longs(java.util.Arrays.stream(ints).asLongStream().toArray(), s), -50);
    check(map, g, Converters.convert(base, (a, b) -> b.set(a.get() + 1), new DoubleType()), -49);
  }

  private static <T extends RealType<T>> void check(
      LabelMap map, VolumeGeometry g, RandomAccessibleInterval<T> voxels, double min) {
    LabelStatistics s = LabelStatistics.of(map, Shapes.volume(g, voxels), 1, NONE).get(0);
    assertThat(s.min()).isEqualTo(min);
    assertThat(s.max()).isEqualTo(min + 59);
    assertThat(s.mean()).isCloseTo(min + 29.5, within(1e-6));
  }

  @Test
  void valuesThatAreNoNumberCountAsVoxelsOnly() {
    VolumeGeometry g = VolumeGeometry.axisAligned(new long[] {3, 1, 1}, 1, 1, 1);
    LabelMap map = Shapes.labels(g, (x, y, z) -> 1, Label.of(1, "all"));
    LabelStatistics s =
        LabelStatistics.of(
                map,
                Shapes.volume(g, ArrayImgs.floats(new float[] {Float.NaN, 2, 4}, 3, 1, 1)),
                1,
                NONE)
            .get(0);
    assertThat(s.voxels()).isEqualTo(3);
    assertThat(s.mean()).isEqualTo(3);
    assertThat(s.min()).isEqualTo(2);
  }

  @Test
  void anotherGridIsRefused() {
    VolumeGeometry g = VolumeGeometry.axisAligned(new long[] {3, 4, 5}, 1, 1, 1);
    VolumeGeometry moved =
        new VolumeGeometry(g.size(), g.spacing(), new double[] {0.1, 0, 0}, g.direction());
    LabelMap map = Shapes.labels(g, (x, y, z) -> 1, Label.of(1, "all"));
    assertThatThrownBy(() -> LabelStatistics.of(map, Shapes.ct(moved, (x, y, z) -> 0), 1, NONE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "the scan lies on another grid than the label map: 3x4x5 @ 1.000x1.000x1.000 mm LPS from"
                + " (0.10, 0.00, 0.00) against 3x4x5 @ 1.000x1.000x1.000 mm LPS from (0.00, 0.00,"
                + " 0.00); resample one of them first");
  }

  @Test
  void cancelStopsTheMeasurement() {
    VolumeGeometry g = VolumeGeometry.axisAligned(new long[] {3, 4, 5}, 1, 1, 1);
    LabelMap map = Shapes.labels(g, (x, y, z) -> 1, Label.of(1, "all"));
    CancellationToken token = new CancellationToken();
    token.cancel();
    assertThatThrownBy(() -> LabelStatistics.of(map, null, 2, token))
        .isInstanceOf(CancellationException.class);
  }
}
