package io.github.holoseg.io;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.holoseg.volume.Label;
import io.github.holoseg.volume.LabelMap;
import io.github.holoseg.volume.SlicePositions;
import io.github.holoseg.volume.SlicePositions.Slice;
import io.github.holoseg.volume.VolumeGeometry;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.imglib2.RandomAccess;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.integer.UnsignedShortType;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SliceLabelsTest {
  private static final int COLUMNS = 21;
  private static final int ROWS = 17;

  /** The label of the voxel in which each pixel lies, whatever the two grids are to each other. */
  @Property(tries = 40)
  void everyPixelHasTheLabelOfItsVoxel(@ForAll long seed, @ForAll boolean parallel) {
    Random random = new Random(seed);
    double small = parallel ? 0 : 0.05 * random.nextGaussian();
    double c = Math.cos(small);
    double s = Math.sin(small);
    VolumeGeometry grid =
        new VolumeGeometry(
            new long[] {25, 19, 9},
            new double[] {0.7, 0.8, 2.1},
            new double[] {-5, 3, 40},
            new double[][] {{1, 0, 0}, {0, c, -s}, {0, s, c}});
    short[] values = new short[25 * 19 * 9];
    for (int i = 0; i < values.length; i++) {
      values[i] = (short) random.nextInt(1 << 16);
    }
    RandomAccessibleInterval<UnsignedShortType> voxels =
        ArrayImgs.unsignedShorts(values, 25, 19, 9);
    LabelMap labels = new LabelMap(voxels, grid, List.of());
    SlicePositions slices = tilted(random, 7);

    RandomAccess<UnsignedShortType> on = SliceLabels.of(labels, slices, 3).randomAccess();

    RandomAccess<UnsignedShortType> at = voxels.randomAccess();
    int inside = 0;
    for (int z = 0; z < slices.count(); z++) {
      for (int y = 0; y < ROWS; y++) {
        for (int x = 0; x < COLUMNS; x++) {
          double[] p = slices.toPhysical(x, y, z);
          double[] i = grid.toIndex(p[0], p[1], p[2]);
          if (isNearAFace(i)) {
            continue; // either neighbour is right
          }
          long[] n = {Math.round(i[0]), Math.round(i[1]), Math.round(i[2])};
          boolean in = n[0] >= 0 && n[0] < 25 && n[1] >= 0 && n[1] < 19 && n[2] >= 0 && n[2] < 9;
          inside += in ? 1 : 0;
          int expected = in ? at.setPositionAndGet(n).get() : 0;
          assertThat(on.setPositionAndGet(x, y, z).get()).isEqualTo(expected);
        }
      }
    }
    assertThat(inside).isGreaterThan(500);
  }

  /** Half-way between two planes of the grid, where rounding noise differs from pixel to pixel. */
  @ParameterizedTest
  @ValueSource(doubles = {0, 2.051e-10, 0.2})
  void slicesHalfWayBetweenPlanesTakeOnePlane(double angle) {
    double c = Math.cos(angle);
    double s = Math.sin(angle);
    VolumeGeometry grid =
        new VolumeGeometry(
            new long[] {512, 512, 11},
            new double[] {0.7, 0.7, 2},
            new double[] {-178.9, -170.3 * c, -812.7 - 170.3 * s},
            new double[][] {{1, 0, 0}, {0, c, -s}, {0, s, c}});
    short[] values = new short[512 * 512 * 11];
    for (int i = 0; i < values.length; i++) {
      values[i] = (short) (1 + i / (512 * 512));
    }
    LabelMap labels = new LabelMap(ArrayImgs.unsignedShorts(values, 512, 512, 11), grid, List.of());
    List<Slice> slices = new ArrayList<>();
    for (double z : new double[] {0, 2.5, 7.5, 17.5}) {
      double[] p = grid.toPhysical(0, 0, z);
      slices.add(new Slice("f" + z, 0, "1." + (int) z, p[0], p[1], p[2]));
    }
    SlicePositions positions =
        new SlicePositions(512, 512, 0.7, 0.7, List.of(1.0, 0.0, 0.0), List.of(0.0, c, s), slices);

    RandomAccess<UnsignedShortType> on = SliceLabels.of(labels, positions, 2).randomAccess();

    int[][] either = {{1, 1}, {3, 4}, {8, 9}};
    for (int z = 0; z < 3; z++) {
      int first = on.setPositionAndGet(0, 0, z).get();
      assertThat(first).isIn(either[z][0], either[z][1]);
      for (int i = 0; i < 512; i++) {
        assertThat(on.setPositionAndGet(i, 511 - i, z).get()).isEqualTo(first);
      }
    }
    assertThat(on.setPositionAndGet(3, 3, 3).get()).isZero();
  }

  @Test
  void slicesThatMissTheGridAreBackground() {
    VolumeGeometry far =
        new VolumeGeometry(
            new long[] {3, 3, 3},
            new double[] {1, 1, 1},
            new double[] {900, 0, 0},
            new double[][] {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}});
    LabelMap labels =
        new LabelMap(ArrayImgs.unsignedShorts(3, 3, 3), far, List.of(Label.of(1, "bone")));
    labels.voxels().forEach(v -> v.set(1));

    RandomAccessibleInterval<UnsignedShortType> on =
        SliceLabels.of(labels, tilted(new Random(1), 4), 1);

    assertThat(on.dimensionsAsLongArray()).containsExactly(COLUMNS, ROWS, 4);
    on.forEach(v -> assertThat(v.get()).isZero());
  }

  private static boolean isNearAFace(double[] index) {
    for (double i : index) {
      if (Math.abs(i - Math.floor(i) - 0.5) < 2e-3) {
        return true;
      }
    }
    return false;
  }

  private static SlicePositions tilted(Random random, int count) {
    List<Slice> slices = new ArrayList<>();
    double z = 39;
    for (int i = 0; i < count; i++) {
      slices.add(new Slice("f" + i, 0, "1." + i, -6 + 0.2 * i, 2 + 0.3 * i, z));
      z += 1.5 + random.nextDouble();
    }
    return new SlicePositions(
        COLUMNS, ROWS, 0.7, 0.8, List.of(1.0, 0.0, 0.0), List.of(0.0, 1.0, 0.0), slices);
  }
}
