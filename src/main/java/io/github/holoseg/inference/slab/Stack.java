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
   * A stack in memory that is large enough.
   *
   * @param size z, y, x
   */
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

  /** Values are what is stored. */
  void plain() {
    scale = null;
    shift = null;
    slope = 1;
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
    if (isPlain()) {
      target.put(at, data, slice * sliceFloats(), sliceFloats());
      return;
    }
    each(slice, (chunk, from, n) -> target.put(at + from, chunk, 0, n));
  }

  /** Takes finished values. */
  interface Chunks {
    /**
     * @param chunk the values, to be used before the return
     * @param from where in the slice they stand
     * @param n how many
     */
    void take(float[] chunk, int from, int n);
  }

  /** Hands over the finished values of one slice in chunks, in order. */
  void each(int slice, Chunks chunks) {
    int plane = planeFloats();
    int length = Math.min(plane, Planes.CHUNK);
    float[] chunk = new float[length];
    for (int b = 0; b < blocks; b++) {
      float[] scales = spread(scale, b, 1, length);
      float[] shifts = spread(shift, b, 0, length);
      for (int done = 0; done < plane; done += length) {
        int n = Math.min(length, plane - done);
        int from = b * plane + done;
        data.get(slice * sliceFloats() + from, chunk, 0, n);
        Planes.affine(chunk, scales, shifts, slope, n);
        chunks.take(chunk, from, n);
      }
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
