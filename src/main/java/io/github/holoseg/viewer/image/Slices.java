package io.github.holoseg.viewer.image;

import io.github.holoseg.volume.VolumeGeometry;

/** Boxes that are one voxel thick. */
final class Slices {
  private Slices() {}

  static int[] size(VolumeGeometry g) {
    return new int[] {
      Math.toIntExact(g.size(0)), Math.toIntExact(g.size(1)), Math.toIntExact(g.size(2))
    };
  }

  static int pixels(int[] size, int axis) {
    int pixels = 1;
    for (int a = 0; a < 3; a++) {
      pixels = a == axis ? pixels : Math.multiplyExact(pixels, size[a]);
    }
    return pixels;
  }

  static long[] min(int axis, int index) {
    long[] min = new long[3];
    min[axis] = index;
    return min;
  }

  static int[] box(int[] size, int axis) {
    int[] box = size.clone();
    box[axis] = 1;
    return box;
  }
}
