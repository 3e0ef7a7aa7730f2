package io.github.holoseg.inference.slab;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/**
 * An inner tensor of the network: slices {@code [z][channel / B][y][x][channel % B]} in native
 * memory, and what is still to be done to each value when it is read: {@code v = x · scale +
 * shift}, then {@code max(v, slope · v)}.
 *
 * <p>That last step is not stored, because the statistics of an instance norm are known only when
 * the whole tensor is there; so a norm and its activation cost no pass of their own.
 */
final class Stack {
  final FloatBuffer data;
  final int channels;
  final int blocks;
  final int block;
  final int[] size;
  float[] scale;
  float[] shift;
  float slope = 1;

  private Stack(FloatBuffer data, int channels, int block, int[] size) {
    this.data = data;
    this.channels = channels;
    this.block = block;
    this.blocks = (channels + block - 1) / block;
    this.size = size;
  }

  static long bytes(int channels, int block, int[] size) {
    long blocks = (channels + block - 1) / block;
    return blocks * block * size[0] * size[1] * size[2] * Float.BYTES;
  }

  /**
   * @param size z, y, x
   */
  static Stack allocate(int channels, int block, int[] size) {
    return new Stack(direct(bytes(channels, block, size)), channels, block, size);
  }

  /** A stack in memory that is large enough. */
  static Stack over(FloatBuffer data, int channels, int block, int[] size) {
    return new Stack(data, channels, block, size);
  }

  static FloatBuffer direct(long bytes) {
    return ByteBuffer.allocateDirect(Math.toIntExact(bytes))
        .order(ByteOrder.nativeOrder())
        .asFloatBuffer();
  }

  /** The same memory, with nothing to be done to its values. */
  Stack reused(int channels) {
    return new Stack(data, channels, block, size);
  }

  int planeFloats() {
    return size[1] * size[2] * block;
  }

  int sliceFloats() {
    return blocks * planeFloats();
  }

  boolean isPlain() {
    return scale == null && slope == 1;
  }

  /** The part of a slice in which its blocks from {@code first} on lie. */
  FloatBuffer view(int slice, int first, int count) {
    return data.slice(slice * sliceFloats() + first * planeFloats(), count * planeFloats());
  }

  /** The finished values of one slice, written to {@code target} from {@code at} on. */
  void read(int slice, FloatBuffer target, int at) {
    int from = slice * sliceFloats();
    if (isPlain()) {
      target.put(at, data, from, sliceFloats());
      return;
    }
    int plane = planeFloats();
    float[] chunk = new float[Planes.CHUNK];
    int length = Math.min(plane, Planes.CHUNK);
    for (int b = 0; b < blocks; b++) {
      Planes.affine(
          data,
          from + b * plane,
          target,
          at + b * plane,
          plane,
          spread(scale, b, 1, length),
          spread(shift, b, 0, length),
          slope,
          chunk);
    }
  }

  private float[] spread(float[] values, int b, float absent, int length) {
    if (values == null) {
      float[] same = new float[length];
      java.util.Arrays.fill(same, absent);
      return same;
    }
    return Planes.spread(values, b * block, block, length);
  }
}
