package io.github.holoseg.inference.slab;

import java.nio.FloatBuffer;

/** The tile that the network is given, {@code [channel][z][y][x]}. */
record TileSource(FloatBuffer tile, int channels, int[] size) implements Source {
  @Override
  public boolean isBlocked() {
    return false;
  }

  @Override
  public int sliceFloats() {
    return channels * size[1] * size[2];
  }

  @Override
  public void read(int slice, FloatBuffer target, int at) {
    int plane = size[1] * size[2];
    for (int c = 0; c < channels; c++) {
      target.put(at + c * plane, tile, (c * size[0] + slice) * plane, plane);
    }
  }
}
