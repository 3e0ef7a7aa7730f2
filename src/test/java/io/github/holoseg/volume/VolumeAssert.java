package io.github.holoseg.volume;

import static org.assertj.core.api.Assertions.assertThat;

import net.imglib2.Cursor;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;
import net.imglib2.view.Views;

/** Comparisons of voxels and placement, for tests of all packages. */
public final class VolumeAssert {
  private VolumeAssert() {}

  /** Every voxel the same number; NaN equals NaN. */
  public static void assertSameVoxels(
      RandomAccessibleInterval<? extends RealType<?>> actual,
      RandomAccessibleInterval<? extends RealType<?>> expected) {
    assertThat(actual.dimensionsAsLongArray()).isEqualTo(expected.dimensionsAsLongArray());
    Cursor<? extends RealType<?>> a = Views.flatIterable(actual).localizingCursor();
    Cursor<? extends RealType<?>> b = Views.flatIterable(expected).cursor();
    while (a.hasNext()) {
      double found = a.next().getRealDouble();
      double wanted = b.next().getRealDouble();
      if (Double.compare(found, wanted) != 0) {
        assertThat(found)
            .as("voxel %s", java.util.Arrays.toString(a.positionAsLongArray()))
            .isEqualTo(wanted);
      }
    }
  }

  /** The same size, and every corner within {@code mm}. */
  public static void assertSamePlace(VolumeGeometry actual, VolumeGeometry expected, double mm) {
    assertThat(actual.size()).isEqualTo(expected.size());
    for (int corner = 0; corner < 8; corner++) {
      double i = (corner & 1) == 0 ? 0 : expected.size(0) - 1;
      double j = (corner & 2) == 0 ? 0 : expected.size(1) - 1;
      double k = (corner & 4) == 0 ? 0 : expected.size(2) - 1;
      double[] found = actual.toPhysical(i, j, k);
      double[] wanted = expected.toPhysical(i, j, k);
      for (int axis = 0; axis < 3; axis++) {
        assertThat(found[axis])
            .as("corner %d, LPS axis %d", corner, axis)
            .isCloseTo(wanted[axis], org.assertj.core.data.Offset.offset(mm));
      }
    }
  }
}
