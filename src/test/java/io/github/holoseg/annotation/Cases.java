package io.github.holoseg.annotation;

import io.github.holoseg.volume.Label;
import io.github.holoseg.volume.VolumeGeometry;
import java.util.List;
import java.util.Random;

/** Small grids, maps and masks for the tests of this package. */
final class Cases {
  static final List<Label> LABELS =
      List.of(Label.of(1, "one"), Label.of(2, "two"), Label.of(3, "three"));

  private Cases() {}

  /** An anisotropic grid turned about all three axes, mirrored or not. */
  static VolumeGeometry oblique(Random random, int nx, int ny, int nz) {
    double a = random.nextDouble() * 6;
    double b = random.nextDouble() * 6;
    double c = random.nextDouble() * 6;
    double[][] d =
        times(
            times(
                new double[][] {
                  {Math.cos(a), -Math.sin(a), 0}, {Math.sin(a), Math.cos(a), 0}, {0, 0, 1}
                },
                new double[][] {
                  {1, 0, 0}, {0, Math.cos(b), -Math.sin(b)}, {0, Math.sin(b), Math.cos(b)}
                }),
            new double[][] {
              {Math.cos(c), 0, Math.sin(c)}, {0, 1, 0}, {-Math.sin(c), 0, Math.cos(c)}
            });
    if (random.nextBoolean()) {
      for (double[] row : d) {
        row[2] = -row[2];
      }
    }
    double[] spacing = {
      0.4 + random.nextDouble(), 0.4 + random.nextDouble() * 2, 0.5 + random.nextDouble() * 4
    };
    double[] origin = {
      random.nextDouble() * 200 - 100, random.nextDouble() * 200 - 100, random.nextDouble() * 900
    };
    return new VolumeGeometry(new long[] {nx, ny, nz}, spacing, origin, d);
  }

  private static double[][] times(double[][] p, double[][] q) {
    double[][] r = new double[3][3];
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 3; j++) {
        for (int k = 0; k < 3; k++) {
          r[i][j] += p[i][k] * q[k][j];
        }
      }
    }
    return r;
  }

  /** A place in or a little outside the grid, LPS mm. */
  static double[] place(Random random, VolumeGeometry grid) {
    return grid.toPhysical(
        random.nextDouble() * (grid.size(0) + 4) - 2,
        random.nextDouble() * (grid.size(1) + 4) - 2,
        random.nextDouble() * (grid.size(2) + 4) - 2);
  }

  /** Voxels set at random, in lumps if {@code share} is low. */
  static BoxMask noise(Random random, VoxelBox box, double share) {
    BoxMask mask = new BoxMask(box);
    for (int z = box.minZ(); z < box.endZ(); z++) {
      for (int y = box.minY(); y < box.endY(); y++) {
        for (int x = box.minX(); x < box.endX(); x++) {
          if (random.nextDouble() < share) {
            mask.set(x, y, z);
          }
        }
      }
    }
    return mask;
  }

  /** All labels as plain values, x fastest. */
  static short[] values(EditableLabels labels) {
    int n = labels.width() * labels.height();
    short[] all = new short[n * labels.depth()];
    for (int z = 0; z < labels.depth(); z++) {
      System.arraycopy(labels.plane(z), 0, all, z * n, n);
    }
    return all;
  }
}
