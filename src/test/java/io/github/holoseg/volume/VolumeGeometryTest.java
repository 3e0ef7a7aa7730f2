package io.github.holoseg.volume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;

class VolumeGeometryTest {
  @Provide
  Arbitrary<VolumeGeometry> geometries() {
    return Geometries.any();
  }

  @Property
  void indexComesBackFromPhysical(
      @ForAll("geometries") VolumeGeometry g,
      @ForAll @DoubleRange(min = -50, max = 500) double i,
      @ForAll @DoubleRange(min = -50, max = 500) double j,
      @ForAll @DoubleRange(min = -50, max = 500) double k) {
    double[] p = g.toPhysical(i, j, k);
    double[] index = g.toIndex(p[0], p[1], p[2]);
    assertThat(index).containsExactly(new double[] {i, j, k}, within(1e-8));
  }

  @Property
  void neighboursAreOneSpacingApart(@ForAll("geometries") VolumeGeometry g) {
    double[] origin = g.toPhysical(0, 0, 0);
    assertThat(origin).isEqualTo(g.origin());
    for (int axis = 0; axis < 3; axis++) {
      double[] next = g.toPhysical(axis == 0 ? 1 : 0, axis == 1 ? 1 : 0, axis == 2 ? 1 : 0);
      double squares = 0;
      for (int row = 0; row < 3; row++) {
        squares += (next[row] - origin[row]) * (next[row] - origin[row]);
      }
      assertThat(Math.sqrt(squares)).isCloseTo(g.spacing()[axis], within(1e-9));
    }
  }

  @Property
  void rasAffineRoundTrip(@ForAll("geometries") VolumeGeometry g) {
    VolumeGeometry back = VolumeGeometry.fromRasAffine(g.size(), g.rasAffine());
    VolumeAssert.assertSamePlace(back, g, 1e-9);
    assertThat(back.spacing()).containsExactly(g.spacing(), within(1e-12));
  }

  @Property
  void rasIsLpsWithTwoSignsChanged(@ForAll("geometries") VolumeGeometry g) {
    double[][] affine = g.rasAffine();
    double[] lps = g.toPhysical(2, 3, 5);
    for (int row = 0; row < 3; row++) {
      double ras = affine[row][0] * 2 + affine[row][1] * 3 + affine[row][2] * 5 + affine[row][3];
      assertThat(ras).isCloseTo(row == 2 ? lps[row] : -lps[row], within(1e-9));
    }
  }

  @Property
  void croppedVoxelsStayWhereTheyAre(@ForAll("geometries") VolumeGeometry g) {
    VolumeGeometry part = g.crop(new long[] {1, 2, 3}, new long[] {4, 5, 6});
    assertThat(part.toPhysical(1, 1, 1)).containsExactly(g.toPhysical(2, 3, 4), within(1e-9));
    assertThat(part.size()).containsExactly(4, 5, 6);
  }

  @Property
  void sameGridOnlyWithinTolerance(@ForAll("geometries") VolumeGeometry g) {
    double[] moved = g.origin();
    moved[1] += 0.5;
    VolumeGeometry other = new VolumeGeometry(g.size(), g.spacing(), moved, g.direction());
    assertThat(g.isSameGrid(other, 0.51)).isTrue();
    assertThat(g.isSameGrid(other, 0.49)).isFalse();
  }

  @Example
  void knownOblique() {
    // 30 degrees about z: x axis towards left and posterior
    double c = Math.cos(Math.toRadians(30));
    VolumeGeometry g =
        new VolumeGeometry(
            new long[] {10, 10, 10},
            new double[] {2, 3, 4},
            new double[] {1, 2, 3},
            new double[][] {{c, -0.5, 0}, {0.5, c, 0}, {0, 0, 1}});
    assertThat(g.toPhysical(1, 0, 0))
        .containsExactly(new double[] {1 + 2 * c, 3, 3}, within(1e-12));
    assertThat(g.toPhysical(0, 1, 0))
        .containsExactly(new double[] {1 - 1.5, 2 + 3 * c, 3}, within(1e-12));
    assertThat(g.axisCodes()).isEqualTo("LPS");
    assertThat(g.isAxisAligned()).isFalse();
    assertThat(g.voxelVolume()).isEqualTo(24);
    assertThat(g.toString()).isEqualTo("10x10x10 @ 2.000x3.000x4.000 mm LPS");
  }

  @Example
  void refusesWhatIsNoGrid() {
    long[] size = {2, 2, 2};
    double[][] one = {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}};
    assertThatThrownBy(() -> VolumeGeometry.axisAligned(new long[] {2, 0, 2}, 1, 1, 1))
        .hasMessageContaining("size along axis 1 is 0");
    assertThatThrownBy(() -> VolumeGeometry.axisAligned(size, 1, 1, -1))
        .hasMessageContaining("spacing along axis 2 is -1.0");
    assertThatThrownBy(
            () ->
                new VolumeGeometry(
                    size, new double[] {1, 1, 1}, new double[] {0, Double.NaN, 0}, one))
        .hasMessageContaining("origin");
    assertThatThrownBy(
            () ->
                VolumeGeometry.fromRasAffine(
                    size, new double[][] {{1, 0.2, 0, 0}, {0, 1, 0, 0}, {0, 0, 1, 0}}))
        .hasMessageContaining("not orthonormal (axes 0 and 1)");
    assertThatThrownBy(() -> VolumeGeometry.fromRasAffine(size, new double[3][4]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Example
  void isImmutable() {
    long[] size = {2, 3, 4};
    VolumeGeometry g = VolumeGeometry.axisAligned(size, 1, 1, 1);
    size[0] = 99;
    g.size()[1] = 99;
    g.origin()[0] = 99;
    g.direction()[0][0] = 99;
    assertThat(g).isEqualTo(VolumeGeometry.axisAligned(new long[] {2, 3, 4}, 1, 1, 1));
  }
}
