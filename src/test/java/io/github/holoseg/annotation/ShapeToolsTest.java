package io.github.holoseg.annotation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.task.Workers;
import io.github.holoseg.volume.VolumeGeometry;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Growing, shrinking, smoothing, polygons and boolean edits against their definitions. */
class ShapeToolsTest {
  private static final CancellationToken NEVER = CancellationToken.none();
  private static final double ROUNDING = 1e-4;

  @Property(tries = 15)
  void growingAndShrinkingAreByDistance(@ForAll long seed) {
    Random random = new Random(seed);
    VolumeGeometry grid = Cases.oblique(random, 15, 12, 40);
    VoxelBox all = VoxelBox.of(grid);
    BoxMask mask =
        Cases.noise(random, new VoxelBox(2, 0, 3, 15, 9, 37), random.nextBoolean() ? 0.01 : 0.99);
    double mm = random.nextDouble() * 6;
    List<double[]> in = new ArrayList<>();
    List<double[]> out = new ArrayList<>();
    for (int z = 0; z < all.endZ(); z++) {
      for (int y = 0; y < all.endY(); y++) {
        for (int x = 0; x < all.endX(); x++) {
          (mask.get(x, y, z) ? in : out).add(grid.toPhysical(x, y, z));
        }
      }
    }
    try (Workers workers = new Workers(2)) {
      BoxMask grown = GrowShrink.grow(mask, mm, grid, workers, NEVER);
      BoxMask shrunk = GrowShrink.shrink(mask, mm, grid, workers, NEVER);
      Cases.assertMask(
          grown,
          all,
          (x, y, z) -> {
            double d = nearest(grid.toPhysical(x, y, z), in);
            return Math.abs(d - mm) < ROUNDING ? grown.get(x, y, z) : d <= mm;
          });
      Cases.assertMask(
          shrunk,
          all,
          (x, y, z) -> {
            double d = nearest(grid.toPhysical(x, y, z), out);
            return Math.abs(d - mm) < ROUNDING ? shrunk.get(x, y, z) : mask.get(x, y, z) && d > mm;
          });
    }
  }

  private static double nearest(double[] p, List<double[]> places) {
    double least = Double.POSITIVE_INFINITY;
    for (double[] q : places) {
      double a = p[0] - q[0];
      double b = p[1] - q[1];
      double c = p[2] - q[2];
      least = Math.min(least, a * a + b * b + c * c);
    }
    return Math.sqrt(least);
  }

  @Property(tries = 15)
  void theMedianIsTheMajorityOfTheBoxAroundAVoxel(@ForAll long seed) {
    Random random = new Random(seed);
    VolumeGeometry grid = Cases.oblique(random, 14, 13, 40);
    VoxelBox all = VoxelBox.of(grid);
    BoxMask mask = Cases.noise(random, new VoxelBox(0, 2, 1, 12, 13, 39), random.nextDouble());
    double radius = 0.3 + random.nextDouble() * 2;
    int[] half = new int[3];
    for (int axis = 0; axis < 3; axis++) {
      half[axis] = (int) Math.round(radius / grid.spacing()[axis]);
    }
    try (Workers workers = new Workers(2)) {
      Cases.assertMask(
          Smooth.median(mask, radius, grid, workers, NEVER),
          all,
          (x, y, z) -> {
            int votes = 0;
            int voters = 0;
            for (int k = -half[2]; k <= half[2]; k++) {
              for (int j = -half[1]; j <= half[1]; j++) {
                for (int i = -half[0]; i <= half[0]; i++) {
                  voters++;
                  votes += mask.get(clamp(x + i, 14), clamp(y + j, 13), clamp(z + k, 40)) ? 1 : 0;
                }
              }
            }
            return 2 * votes > voters;
          });
    }
  }

  private static int clamp(int i, int n) {
    return Math.max(0, Math.min(n - 1, i));
  }

  @Test
  void smoothingTakesASpikeAndKeepsTheBallAndTheCut() {
    VolumeGeometry grid = VolumeGeometry.axisAligned(new long[] {60, 60, 30}, 1, 1, 2);
    BoxMask ball = Brush.ball(15).at(grid, new double[] {30, 30, 0});
    BoxMask spiked = ball.within(VoxelBox.of(grid));
    spiked.setRun(30, 5, 30, 58);
    try (Workers workers = new Workers(1)) {
      for (BoxMask smooth :
          List.of(
              Smooth.gaussian(spiked, 2, grid, workers, NEVER),
              Smooth.median(spiked, 3, grid, workers, NEVER))) {
        assertThat(smooth.get(52, 30, 5)).as("the spike").isFalse();
        assertThat(smooth.get(30, 30, 0)).as("the cut surface").isTrue();
        assertThat((double) smooth.count()).isBetween(0.9 * ball.count(), 1.02 * ball.count());
      }
    }
  }

  @Property(tries = 100)
  void aPolygonHasTheVoxelsWhoseCentresLieInIt(@ForAll long seed) {
    Random random = new Random(seed);
    VolumeGeometry grid = Cases.oblique(random, 26, 22, 18);
    double[][] d = grid.direction();
    int axis = random.nextInt(4);
    double[] n =
        axis < 3
            ? new double[] {d[0][axis], d[1][axis], d[2][axis]}
            : unit(random.nextGaussian(), random.nextGaussian(), random.nextGaussian());
    double[] a = unit(n[1] - n[2] + 0.1, n[2] - n[0], n[0] - n[1] + 0.2);
    double lift = a[0] * n[0] + a[1] * n[1] + a[2] * n[2];
    a = unit(a[0] - lift * n[0], a[1] - lift * n[1], a[2] - lift * n[2]);
    double[] b = {n[1] * a[2] - n[2] * a[1], n[2] * a[0] - n[0] * a[2], n[0] * a[1] - n[1] * a[0]};
    double[] o = Cases.place(random, grid);
    int corners = 3 + random.nextInt(12);
    double[] us = new double[corners];
    double[] vs = new double[corners];
    List<double[]> polygon = new ArrayList<>();
    for (int i = 0; i < corners; i++) {
      us[i] = random.nextGaussian() * 8;
      vs[i] = random.nextGaussian() * 8;
      double[] p = new double[3];
      for (int k = 0; k < 3; k++) {
        p[k] = o[k] + us[i] * a[k] + vs[i] * b[k];
      }
      polygon.add(p);
    }
    double half = 0;
    for (int k = 0; k < 3; k++) {
      half += Math.abs(d[0][k] * n[0] + d[1][k] * n[1] + d[2][k] * n[2]) * grid.spacing()[k] / 2;
    }
    double thickness = half;
    double[] along = a;
    BoxMask mask = PolygonFill.of(grid, polygon, n);
    Cases.assertMask(
        mask,
        VoxelBox.of(grid),
        (x, y, z) -> {
          double[] p = grid.toPhysical(x, y, z);
          double off = 0;
          double u = 0;
          double v = 0;
          for (int k = 0; k < 3; k++) {
            off += (p[k] - o[k]) * n[k];
            u += (p[k] - o[k]) * along[k];
            v += (p[k] - o[k]) * b[k];
          }
          if (Math.abs(Math.abs(off) - thickness) < 1e-5) {
            return mask.get(x, y, z);
          }
          return Math.abs(off) < thickness && evenOdd(us, vs, u, v);
        });
  }

  private static double[] unit(double x, double y, double z) {
    double length = Math.sqrt(x * x + y * y + z * z);
    return new double[] {x / length, y / length, z / length};
  }

  private static boolean evenOdd(double[] us, double[] vs, double u, double v) {
    boolean inside = false;
    for (int i = 0, j = us.length - 1; i < us.length; j = i++) {
      if (vs[i] > v != vs[j] > v && u < us[i] + (v - vs[i]) * (us[j] - us[i]) / (vs[j] - vs[i])) {
        inside = !inside;
      }
    }
    return inside;
  }

  @Test
  void aPolygonHasThreeCorners() {
    VolumeGeometry grid = VolumeGeometry.axisAligned(new long[] {9, 9, 9}, 1, 1, 1);
    assertThatThrownBy(
            () -> PolygonFill.of(grid, List.of(new double[3], new double[3]), new double[3]))
        .hasMessageContaining("at least 3");
  }

  @Property(tries = 40)
  void booleanEditsAreThoseOfSets(@ForAll long seed) {
    Random random = new Random(seed);
    VolumeGeometry grid = Cases.oblique(random, 30, 9, 7);
    for (BooleanEdit operation : BooleanEdit.values()) {
      EditableLabels labels = Cases.noisyLabels(random, grid, 0.2);
      BoxMask other = Cases.noise(random, new VoxelBox(1, 1, 1, 29, 8, 6), 0.5);
      EditableLabels before = EditableLabels.of(labels.snapshot(), NEVER);
      try (EditSession session = new EditSession(labels, null, new EditHistory());
          Workers workers = new Workers(1)) {
        BoxMask own = LabelMask.of(labels, 2, workers, NEVER);
        BoxMask kept = own.copy();
        session.setRules(EditRules.painting(2));
        session.apply(
            "boolean",
            e -> {
              e.erase(operation.removed(own, other));
              e.paint(operation.added(own, other));
            });
        kept.andNot(own);
        assertThat(kept.isEmpty()).as("the masks that are given stay").isTrue();
      }
      BoxMask result;
      try (Workers workers = new Workers(1)) {
        result = LabelMask.of(labels, 2, workers, NEVER);
      }
      Cases.assertMask(
          result,
          VoxelBox.of(grid),
          (x, y, z) -> {
            boolean own = before.get(x, y, z) == 2;
            boolean his = other.get(x, y, z);
            return switch (operation) {
              case UNION -> own || his;
              case SUBTRACT -> own && !his;
              case INTERSECT -> own && his;
              case COPY -> his;
            };
          });
    }
  }
}
