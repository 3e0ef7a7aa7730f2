package io.github.holoseg.annotation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.holoseg.volume.VolumeGeometry;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class BrushTest {
  /** Voxels this near to the edge may fall on either side. */
  private static final double ROUNDING = 1e-5;

  @Property(tries = 150)
  void aBallTouchesWhatIsWithinItsRadiusOfTheLine(@ForAll long seed) {
    Random random = new Random(seed);
    VolumeGeometry grid = Cases.oblique(random, 23, 19, 11);
    double[] a = Cases.place(random, grid);
    double[] b = random.nextInt(4) == 0 ? a : Cases.place(random, grid);
    double radius = 0.2 + random.nextDouble() * 8;
    BoxMask mask = Brush.ball(radius).along(grid, a, b);
    BoxMask crossed = crossed(grid, a, b);
    for (int z = 0; z < grid.size(2); z++) {
      for (int y = 0; y < grid.size(1); y++) {
        for (int x = 0; x < grid.size(0); x++) {
          double distance = toSegment(grid.toPhysical(x, y, z), a, b);
          if (distance < radius - ROUNDING) {
            assertThat(mask.get(x, y, z)).as("%d %d %d inside", x, y, z).isTrue();
          } else if (distance > radius + ROUNDING && !crossed.get(x, y, z)) {
            assertThat(mask.get(x, y, z)).as("%d %d %d outside", x, y, z).isFalse();
          }
        }
      }
    }
  }

  @Property(tries = 150)
  void aDiscTouchesWhatItsPlaneCutsWithinItsRadius(@ForAll long seed) {
    Random random = new Random(seed);
    VolumeGeometry grid = Cases.oblique(random, 23, 19, 11);
    double[] normal = {random.nextGaussian(), random.nextGaussian(), random.nextGaussian() + 0.01};
    double[][] axes = grid.direction();
    int axis = random.nextInt(4);
    if (axis < 3) {
      normal = new double[] {axes[0][axis], axes[1][axis], axes[2][axis]};
    }
    double norm = Math.sqrt(dot(normal, normal));
    double[] n = {normal[0] / norm, normal[1] / norm, normal[2] / norm};
    double[] a = Cases.place(random, grid);
    double[] to = random.nextInt(4) == 0 ? a : Cases.place(random, grid);
    double lift = dot(minus(to, a), n);
    double[] b = {to[0] - lift * n[0], to[1] - lift * n[1], to[2] - lift * n[2]};
    double half = 0;
    for (int i = 0; i < 3; i++) {
      half +=
          Math.abs(axes[0][i] * n[0] + axes[1][i] * n[1] + axes[2][i] * n[2])
              * grid.spacing()[i]
              / 2;
    }
    double radius = 0.2 + random.nextDouble() * 8;
    BoxMask mask = Brush.disc(radius, normal).along(grid, a, to);
    BoxMask crossed = crossed(grid, a, b);
    for (int z = 0; z < grid.size(2); z++) {
      for (int y = 0; y < grid.size(1); y++) {
        for (int x = 0; x < grid.size(0); x++) {
          double[] p = grid.toPhysical(x, y, z);
          double off = dot(minus(p, a), n);
          double[] q = {p[0] - off * n[0], p[1] - off * n[1], p[2] - off * n[2]};
          double distance = toSegment(q, a, b);
          if (distance < radius - ROUNDING && Math.abs(off) < half - ROUNDING) {
            assertThat(mask.get(x, y, z)).as("%d %d %d inside", x, y, z).isTrue();
          } else if ((distance > radius + ROUNDING || Math.abs(off) > half + ROUNDING)
              && !crossed.get(x, y, z)) {
            assertThat(mask.get(x, y, z)).as("%d %d %d outside", x, y, z).isFalse();
          }
        }
      }
    }
  }

  @Test
  void aDiscAcrossAnAxisPaintsOneSliceAlsoHalfWayBetweenTwo() {
    VolumeGeometry grid = VolumeGeometry.axisAligned(new long[] {20, 20, 20}, 1, 1, 3);
    for (double[] normal : new double[][] {{0, 0, 1}, {0, 0, -1}}) {
      for (double z = 4; z <= 6; z += 0.25) {
        VoxelBox box = Brush.disc(3, normal).at(grid, new double[] {10, 10, z * 3}).bounds();
        assertThat(box.size(2)).as("plane %s", z).isEqualTo(1);
        assertThat(box.size(0)).isEqualTo(7);
      }
    }
  }

  @Test
  void aBrushSmallerThanAVoxelPaintsTheVoxelsItPasses() {
    VolumeGeometry grid = VolumeGeometry.axisAligned(new long[] {20, 20, 5}, 1, 1, 5);
    BoxMask mask =
        Brush.ball(0.1).along(grid, new double[] {3.4, 3.4, 11}, new double[] {9.4, 3.4, 11});
    assertThat(mask.count()).isEqualTo(7);
    assertThat(mask.bounds()).isEqualTo(new VoxelBox(3, 3, 2, 10, 4, 3));
  }

  @Test
  void outsideTheGridNothingIsPainted() {
    VolumeGeometry grid = VolumeGeometry.axisAligned(new long[] {20, 20, 5}, 1, 1, 5);
    assertThat(Brush.ball(3).at(grid, new double[] {-10, 5, 5}).isEmpty()).isTrue();
    assertThat(Brush.ball(3).at(grid, new double[] {1e12, 5, 5}).isEmpty()).isTrue();
  }

  @Test
  void aRadiusMustBePositive() {
    assertThatThrownBy(() -> Brush.ball(0)).hasMessageContaining("radius is 0.0 mm");
    assertThatThrownBy(() -> Brush.ball(Double.NaN)).hasMessageContaining("must be positive");
  }

  /** The voxels that the line passes, or nearly so. */
  private static BoxMask crossed(VolumeGeometry grid, double[] a, double[] b) {
    BoxMask mask = new BoxMask(VoxelBox.of(grid));
    double[] p = grid.toIndex(a[0], a[1], a[2]);
    double[] q = grid.toIndex(b[0], b[1], b[2]);
    for (int i = 0; i <= 2000; i++) {
      double t = i / 2000.0;
      for (int corner = 0; corner < 8; corner++) {
        int[] voxel = new int[3];
        for (int axis = 0; axis < 3; axis++) {
          double near = (corner >> axis & 1) == 0 ? -0.01 : 0.01;
          voxel[axis] = (int) Math.round(p[axis] + t * (q[axis] - p[axis]) + near);
        }
        mask.set(voxel[0], voxel[1], voxel[2]);
      }
    }
    return mask;
  }

  private static double toSegment(double[] p, double[] a, double[] b) {
    double[] d = minus(b, a);
    double length2 = dot(d, d);
    double t = length2 == 0 ? 0 : Math.max(0, Math.min(1, dot(minus(p, a), d) / length2));
    double[] e = minus(p, new double[] {a[0] + t * d[0], a[1] + t * d[1], a[2] + t * d[2]});
    return Math.sqrt(dot(e, e));
  }

  private static double[] minus(double[] p, double[] q) {
    return new double[] {p[0] - q[0], p[1] - q[1], p[2] - q[2]};
  }

  private static double dot(double[] p, double[] q) {
    return p[0] * q[0] + p[1] * q[1] + p[2] * q[2];
  }
}
