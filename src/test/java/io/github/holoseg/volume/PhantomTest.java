package io.github.holoseg.volume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.imglib2.Cursor;
import net.imglib2.type.numeric.integer.ShortType;
import net.imglib2.type.numeric.integer.UnsignedShortType;
import org.junit.jupiter.api.Test;

class PhantomTest {
  private static final VolumeGeometry COARSE =
      new VolumeGeometry(
          new long[] {24, 20, 10},
          new double[] {6, 6, 16},
          Phantom.defaultGeometry().origin(),
          Phantom.defaultGeometry().direction());

  @Test
  void looksTheSameOnAll48Grids() {
    Volume<ShortType> scan = Phantom.ct(COARSE);
    LabelMap truth = Phantom.truth(COARSE);
    for (AxisOrder order : AxisOrder.all()) {
      Volume<ShortType> turned = scan.reoriented(order);
      VolumeAssert.assertSameVoxels(turned.voxels(), Phantom.ct(turned.geometry()).voxels());
      LabelMap labels = truth.reoriented(order);
      VolumeAssert.assertSameVoxels(labels.voxels(), Phantom.truth(labels.geometry()).voxels());
    }
  }

  @Test
  void hasTheTissuesOfACt() {
    Volume<ShortType> scan = Phantom.ct();
    assertThat(scan.geometry().isAxisAligned()).isFalse();
    assertThat(scan.geometry().toString()).isEqualTo("96x80x40 @ 1.500x1.500x4.000 mm LPS");
    int[] seen = new int[8000];
    scan.voxels().forEach(v -> seen[v.get() + 4000]++);
    for (int hu :
        new int[] {
          Phantom.AIR,
          Phantom.FAT,
          Phantom.SOFT_TISSUE,
          Phantom.MARROW,
          Phantom.TRABECULAR,
          Phantom.CORTEX,
          Phantom.MARKER
        }) {
      assertThat(seen[hu + 4000]).as("voxels of %d HU", hu).isGreaterThan(80);
    }
  }

  @Test
  void leftIsLeftAndLarger() {
    LabelMap truth = Phantom.truth(Phantom.defaultGeometry());
    double[] left = centroid(truth, "femur_left");
    double[] right = centroid(truth, "femur_right");
    assertThat(left[0]).isGreaterThan(15);
    assertThat(right[0]).isLessThan(-15);
    assertThat(left[3]).isGreaterThan(1.5 * right[3]);
    // the shaft alone would have its middle at z = -18: the balls are at the top
    assertThat(left[2]).isGreaterThan(-15);
  }

  @Test
  void markerIsInFrontOnTheLeft() {
    Volume<ShortType> scan = Phantom.ct();
    Cursor<ShortType> c = scan.voxels().localizingCursor();
    int n = 0;
    double[] sum = new double[3];
    while (c.hasNext()) {
      if (c.next().get() == Phantom.MARKER) {
        double[] p = place(scan.geometry(), c);
        for (int axis = 0; axis < 3; axis++) {
          sum[axis] += p[axis];
        }
        n++;
      }
    }
    assertThat(new double[] {sum[0] / n, sum[1] / n, sum[2] / n})
        .containsExactly(new double[] {44, -22, 46}, within(0.5));
  }

  private static double[] centroid(LabelMap map, String name) {
    int value = map.label(name).orElseThrow().value();
    double[] result = new double[4];
    Cursor<UnsignedShortType> c = map.voxels().localizingCursor();
    while (c.hasNext()) {
      if (c.next().get() == value) {
        double[] p = place(map.geometry(), c);
        for (int axis = 0; axis < 3; axis++) {
          result[axis] += p[axis];
        }
        result[3]++;
      }
    }
    for (int axis = 0; axis < 3; axis++) {
      result[axis] /= result[3];
    }
    return result;
  }

  private static double[] place(VolumeGeometry g, Cursor<?> c) {
    return g.toPhysical(c.getLongPosition(0), c.getLongPosition(1), c.getLongPosition(2));
  }
}
