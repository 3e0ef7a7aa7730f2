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

  /** Whether a voxel is meant, as a definition says it. */
  @FunctionalInterface
  interface Voxels3 {
    boolean test(int x, int y, int z);
  }

  /** Fails at the first voxel of a grid where the mask is not as the definition says. */
  static void assertMask(BoxMask mask, VoxelBox grid, Voxels3 expected) {
    for (int z = grid.minZ(); z < grid.endZ(); z++) {
      for (int y = grid.minY(); y < grid.endY(); y++) {
        for (int x = grid.minX(); x < grid.endX(); x++) {
          if (mask.get(x, y, z) != expected.test(x, y, z)) {
            throw new AssertionError(
                "voxel " + x + " " + y + " " + z + " is " + mask.get(x, y, z));
          }
        }
      }
    }
    if (!grid.contains(mask.box())) {
      throw new AssertionError("the mask reaches outside the grid: " + mask.box());
    }
  }

  /** From a voxel over faces, one voxel at a time; across one axis not (-1 for all). */
  static BoxMask naiveFill(VoxelBox box, Voxels3 allowed, int across, int... seed) {
    BoxMask filled = new BoxMask(box);
    java.util.ArrayDeque<int[]> queue = new java.util.ArrayDeque<>();
    queue.add(seed);
    while (!queue.isEmpty()) {
      int[] p = queue.poll();
      if (!box.contains(p[0], p[1], p[2])
          || filled.get(p[0], p[1], p[2])
          || !allowed.test(p[0], p[1], p[2])) {
        continue;
      }
      filled.set(p[0], p[1], p[2]);
      for (int axis = 0; axis < 3; axis++) {
        for (int step = -1; step <= 1; step += 2) {
          int[] q = p.clone();
          q[axis] += step;
          if (axis != across) {
            queue.add(q);
          }
        }
      }
    }
    return filled;
  }

  /** A map with noise of labels 0 to 3. */
  static EditableLabels noisyLabels(Random random, VolumeGeometry grid, double share) {
    EditableLabels labels = EditableLabels.empty(grid, LABELS);
    try (EditSession session = new EditSession(labels, null, new EditHistory())) {
      for (int label = 1; label <= 3; label++) {
        int value = label;
        session.apply("noise", e -> e.set(noise(random, VoxelBox.of(grid), share), value));
      }
    }
    return labels;
  }
}
