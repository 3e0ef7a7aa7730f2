package io.github.holoseg.postprocess;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/** Flood fill, one voxel at a time: what the run-based code is compared with. */
final class NaiveParts {
  private NaiveParts() {}

  /** Face-connected parts of the voxels that satisfy a condition, ordered by their first voxel. */
  static List<List<Integer>> parts(int[] size, IntPredicate inside) {
    return parts(size, inside, false);
  }

  /** As {@link #parts}; voxels that share an edge or a corner can be connected too. */
  static List<List<Integer>> parts(int[] size, IntPredicate inside, boolean corners) {
    int n = size[0] * size[1] * size[2];
    boolean[] seen = new boolean[n];
    List<List<Integer>> parts = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      if (!seen[i] && inside.test(i)) {
        List<Integer> part = new ArrayList<>();
        ArrayDeque<Integer> open = new ArrayDeque<>(List.of(i));
        seen[i] = true;
        while (!open.isEmpty()) {
          int at = open.poll();
          part.add(at);
          for (int next : corners ? around(size, at) : neighbours(size, at)) {
            if (!seen[next] && inside.test(next)) {
              seen[next] = true;
              open.add(next);
            }
          }
        }
        parts.add(part);
      }
    }
    return parts;
  }

  private static List<Integer> around(int[] size, int at) {
    int[] p = {at % size[0], at / size[0] % size[1], at / size[0] / size[1]};
    List<Integer> found = new ArrayList<>();
    for (int z = Math.max(0, p[2] - 1); z <= Math.min(size[2] - 1, p[2] + 1); z++) {
      for (int y = Math.max(0, p[1] - 1); y <= Math.min(size[1] - 1, p[1] + 1); y++) {
        for (int x = Math.max(0, p[0] - 1); x <= Math.min(size[0] - 1, p[0] + 1); x++) {
          found.add((z * size[1] + y) * size[0] + x);
        }
      }
    }
    return found;
  }

  static boolean touchesBorder(int[] size, List<Integer> part) {
    return part.stream().anyMatch(at -> neighbours(size, at).size() < 6);
  }

  private static List<Integer> neighbours(int[] size, int at) {
    int[] p = {at % size[0], at / size[0] % size[1], at / size[0] / size[1]};
    int[] stride = {1, size[0], size[0] * size[1]};
    List<Integer> found = new ArrayList<>();
    for (int axis = 0; axis < 3; axis++) {
      if (p[axis] > 0) {
        found.add(at - stride[axis]);
      }
      if (p[axis] < size[axis] - 1) {
        found.add(at + stride[axis]);
      }
    }
    return found;
  }
}
