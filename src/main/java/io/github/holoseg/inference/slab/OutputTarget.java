package io.github.holoseg.inference.slab;

import java.nio.FloatBuffer;

/** The network's output tile, {@code [class][z][y][x]}. */
final class OutputTarget implements SliceTarget {
  private final ConvKernels kernels;
  private final FloatBuffer tile;
  private final int channels;
  private final int block;
  private final int[] size;

  OutputTarget(ConvKernels kernels, FloatBuffer tile, int channels, int[] size) {
    this.kernels = kernels;
    this.tile = tile;
    this.channels = channels;
    this.block = kernels.block();
    this.size = size;
  }

  @Override
  public FloatBuffer place(int z, int firstBlock, int blocks) {
    return Stack.direct(4L * blocks * block * size[1] * size[2]);
  }

  @Override
  public void done(int z, int firstBlock, int blocks, FloatBuffer place) {
    int plane = size[1] * size[2];
    int first = firstBlock * block;
    int count = Math.min(channels - first, blocks * block);
    if (count <= 0) {
      return;
    }
    FloatBuffer planes = Stack.direct(4L * count * plane);
    kernels.unblock(place, count, new int[] {size[1], size[2]}, planes);
    for (int c = 0; c < count; c++) {
      tile.put(((first + c) * size[0] + z) * plane, planes, c * plane, plane);
    }
  }
}
