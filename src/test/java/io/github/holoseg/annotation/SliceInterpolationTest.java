package io.github.holoseg.annotation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.volume.VolumeGeometry;
import org.junit.jupiter.api.Test;

class SliceInterpolationTest {
  private static final CancellationToken NEVER = CancellationToken.none();

  /** A body by the centre and the radius of its outline in each slice. */
  @FunctionalInterface
  private interface Body {
    double[] outline(int slice);
  }

  private static BoxMask body(VolumeGeometry grid, int axis, Body body, int every) {
    BoxMask mask = new BoxMask(VoxelBox.of(grid));
    int u = axis == 0 ? 1 : 0;
    int v = 3 - axis - u;
    double[] s = grid.spacing();
    int[] p = new int[3];
    for (int k = 5; k < 36; k += every) {
      double[] o = body.outline(k);
      for (int j = 0; j < grid.size(v); j++) {
        for (int i = 0; i < grid.size(u); i++) {
          if (Math.hypot(i * s[u] - o[0], j * s[v] - o[1]) <= o[2]) {
            p[axis] = k;
            p[u] = i;
            p[v] = j;
            mask.set(p[0], p[1], p[2]);
          }
        }
      }
    }
    return mask;
  }

  private static double dice(BoxMask a, BoxMask b) {
    BoxMask both = a.copy();
    both.and(b);
    return 2.0 * both.count() / (a.count() + b.count());
  }

  @Test
  void conesAndObliqueCylindersComeBackAlongEveryAxis() {
    for (int axis = 0; axis < 3; axis++) {
      VolumeGeometry grid = VolumeGeometry.axisAligned(new long[] {80, 80, 80}, 0.7, 0.9, 0.8);
      Body cone = k -> new double[] {30, 30, 6 + 0.4 * k};
      Body cylinder = k -> new double[] {15 + k, 50 - 0.8 * k, 9};
      for (Body body : new Body[] {cone, cylinder}) {
        BoxMask whole = body(grid, axis, body, 1);
        BoxMask sparse = body(grid, axis, body, 10);
        BoxMask added = SliceInterpolation.between(sparse, grid, axis, NEVER);
        BoxMask overlap = added.copy();
        overlap.and(sparse);
        assertThat(overlap.isEmpty()).as("painted slices are left alone").isTrue();
        BoxMask result = sparse.copy();
        result.or(added);
        assertThat(dice(result, whole)).as("axis %d", axis).isGreaterThan(0.98);
      }
    }
  }

  @Test
  void equalSlicesGiveTheSameSliceBetween() {
    VolumeGeometry grid = VolumeGeometry.axisAligned(new long[] {40, 40, 40}, 0.8, 1.1, 3);
    Body tube = k -> new double[] {16, 20, 9};
    BoxMask added = SliceInterpolation.between(body(grid, 2, tube, 6), grid, 2, NEVER);
    BoxMask whole = body(grid, 2, tube, 1);
    whole.andNot(body(grid, 2, tube, 6));
    Cases.assertMask(added, VoxelBox.of(grid), whole::get);
  }

  @Test
  void withoutTwoSlicesNothingIsAdded() {
    VolumeGeometry grid = VolumeGeometry.axisAligned(new long[] {40, 40, 40}, 1, 1, 1);
    assertThat(SliceInterpolation.between(new BoxMask(VoxelBox.of(grid)), grid, 2, NEVER).isEmpty())
        .isTrue();
    BoxMask one = Brush.disc(5, grid, 2).at(grid, new double[] {20, 20, 20});
    assertThat(SliceInterpolation.between(one, grid, 2, NEVER).isEmpty()).isTrue();
  }
}
