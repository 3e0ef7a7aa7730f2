package io.github.holoseg.annotation;

import io.github.holoseg.task.CancellationToken;
import java.util.Arrays;

/**
 * From a seed over faces to all allowed voxels of a box, run by run. Slices are asked what they
 * allow when the filling reaches them, so that a small region in a large volume stays cheap.
 */
final class ConnectedFill {
  private static final int BETWEEN_CHECKS = 1 << 10;

  /** Says which voxels of a slice may be filled. */
  @FunctionalInterface
  interface Slice {
    /** Sets the allowed voxels of slice {@code z} in a mask that has none there yet. */
    void allow(int z, BoxMask allowed);
  }

  private final BoxMask allowed;
  private final BoxMask filled;
  private final boolean[] asked;
  private final Slice slices;
  private int[] stack = new int[3 * 256];
  private int top;

  private ConnectedFill(VoxelBox limits, Slice slices) {
    this.allowed = new BoxMask(limits);
    this.filled = new BoxMask(limits);
    this.asked = new boolean[limits.size(2)];
    this.slices = slices;
  }

  /**
   * @param limits nothing outside is filled; one slice thick for filling in a plane
   * @param seeds voxels as x, y, z; those that are not allowed fill nothing
   */
  static BoxMask fill(VoxelBox limits, Slice slices, CancellationToken cancel, int[]... seeds) {
    ConnectedFill fill = new ConnectedFill(limits, slices);
    for (int[] seed : seeds) {
      if (limits.contains(seed[0], seed[1], seed[2])) {
        fill.push(seed[0], seed[1], seed[2]);
      }
    }
    fill.run(cancel);
    return fill.filled;
  }

  private void push(int x, int y, int z) {
    if (top == stack.length) {
      stack = Arrays.copyOf(stack, Math.multiplyExact(top, 2));
    }
    stack[top++] = x;
    stack[top++] = y;
    stack[top++] = z;
  }

  private void run(CancellationToken cancel) {
    VoxelBox box = allowed.box();
    for (int n = 0; top > 0; n++) {
      if (n % BETWEEN_CHECKS == 0) {
        cancel.throwIfCancelled();
      }
      int z = stack[--top];
      int y = stack[--top];
      int x = stack[--top];
      ask(z, cancel);
      if (!allowed.get(x, y, z) || filled.get(x, y, z)) {
        continue;
      }
      int from = allowed.previousClear(y, z, x) + 1;
      int to = allowed.nextClear(y, z, x);
      filled.setRun(y, z, from, to);
      if (y > box.minY()) {
        seedsOf(y - 1, z, from, to);
      }
      if (y < box.endY() - 1) {
        seedsOf(y + 1, z, from, to);
      }
      if (z > box.minZ()) {
        ask(z - 1, cancel);
        seedsOf(y, z - 1, from, to);
      }
      if (z < box.endZ() - 1) {
        ask(z + 1, cancel);
        seedsOf(y, z + 1, from, to);
      }
    }
  }

  private void ask(int z, CancellationToken cancel) {
    int slice = z - allowed.box().minZ();
    if (!asked[slice]) {
      cancel.throwIfCancelled();
      asked[slice] = true;
      slices.allow(z, allowed);
    }
  }

  /** One seed for each allowed run that touches; a run is always filled whole. */
  private void seedsOf(int y, int z, int from, int to) {
    int x = allowed.nextSet(y, z, from);
    while (x < to) {
      if (!filled.get(x, y, z)) {
        push(x, y, z);
      }
      x = allowed.nextSet(y, z, allowed.nextClear(y, z, x));
    }
  }
}
