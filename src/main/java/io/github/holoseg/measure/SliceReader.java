package io.github.holoseg.measure;

import net.imglib2.Cursor;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.blocks.PrimitiveBlocks;
import net.imglib2.blocks.PrimitiveBlocks.OnFallback;
import net.imglib2.type.NativeType;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.integer.ByteType;
import net.imglib2.type.numeric.integer.IntType;
import net.imglib2.type.numeric.integer.ShortType;
import net.imglib2.type.numeric.integer.UnsignedByteType;
import net.imglib2.type.numeric.integer.UnsignedIntType;
import net.imglib2.type.numeric.integer.UnsignedShortType;
import net.imglib2.type.numeric.real.DoubleType;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;

/**
 * Copies z slices of any real-valued volume into an array of doubles, x fastest, by block copies
 * where the type has a primitive array. For one thread.
 */
abstract class SliceReader {
  private SliceReader() {}

  /** Copies slice {@code z}. */
  abstract void read(long z, double[] target);

  static <T extends RealType<T>> SliceReader of(RandomAccessibleInterval<T> voxels) {
    T type = voxels.getType();
    int n = Math.toIntExact(voxels.dimension(0) * voxels.dimension(1));
    if (type instanceof ByteType t) {
      return blocks(voxels, t, new byte[n], (a, out) -> bytes(a, out, 0xFFFFFFFF));
    }
    if (type instanceof UnsignedByteType t) {
      return blocks(voxels, t, new byte[n], (a, out) -> bytes(a, out, 0xFF));
    }
    if (type instanceof ShortType t) {
      return blocks(voxels, t, new short[n], (a, out) -> shorts(a, out, 0xFFFFFFFF));
    }
    if (type instanceof UnsignedShortType t) {
      return blocks(voxels, t, new short[n], (a, out) -> shorts(a, out, 0xFFFF));
    }
    if (type instanceof IntType t) {
      return blocks(voxels, t, new int[n], (a, out) -> ints(a, out, -1L));
    }
    if (type instanceof UnsignedIntType t) {
      return blocks(voxels, t, new int[n], (a, out) -> ints(a, out, 0xFFFFFFFFL));
    }
    if (type instanceof FloatType t) {
      return blocks(voxels, t, new float[n], SliceReader::floats);
    }
    if (type instanceof DoubleType t) {
      return blocks(
          voxels, t, new double[n], (a, out) -> System.arraycopy(a, 0, out, 0, out.length));
    }
    return cursors(voxels);
  }

  @FunctionalInterface
  private interface Widening<A> {
    void widen(A array, double[] target);
  }

  /** {@code type} is the image's own: it ties the image to a native type for the compiler. */
  @SuppressWarnings("unchecked")
  private static <N extends NativeType<N>, A> SliceReader blocks(
      RandomAccessibleInterval<?> voxels, N type, A array, Widening<A> widening) {
    PrimitiveBlocks<N> blocks =
        PrimitiveBlocks.of((RandomAccessibleInterval<N>) voxels, OnFallback.ACCEPT);
    int[] size = {(int) voxels.dimension(0), (int) voxels.dimension(1), 1};
    return new SliceReader() {
      @Override
      void read(long z, double[] target) {
        blocks.copy(new long[] {0, 0, z}, array, size);
        widening.widen(array, target);
      }
    };
  }

  private static <T extends RealType<T>> SliceReader cursors(RandomAccessibleInterval<T> voxels) {
    return new SliceReader() {
      @Override
      void read(long z, double[] target) {
        Cursor<T> cursor = Views.flatIterable(Views.hyperSlice(voxels, 2, z)).cursor();
        for (int i = 0; cursor.hasNext(); i++) {
          target[i] = cursor.next().getRealDouble();
        }
      }
    };
  }

  private static void bytes(byte[] in, double[] out, int mask) {
    for (int i = 0; i < out.length; i++) {
      out[i] = in[i] & mask;
    }
  }

  private static void shorts(short[] in, double[] out, int mask) {
    for (int i = 0; i < out.length; i++) {
      out[i] = in[i] & mask;
    }
  }

  private static void ints(int[] in, double[] out, long mask) {
    for (int i = 0; i < out.length; i++) {
      out[i] = in[i] & mask;
    }
  }

  private static void floats(float[] in, double[] out) {
    for (int i = 0; i < out.length; i++) {
      out[i] = in[i];
    }
  }
}
