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
 * Copies z slices of any real-valued volume, or parts of them, into an array of doubles, x fastest,
 * by block copies where the type has a primitive array. For one thread.
 */
public abstract class SliceReader {
  private final int width;
  private final int height;

  private SliceReader(RandomAccessibleInterval<?> voxels) {
    width = Math.toIntExact(voxels.dimension(0));
    height = Math.toIntExact(voxels.dimension(1));
  }

  /** Copies slice {@code z}. */
  void read(long z, double[] target) {
    read(0, 0, z, width, height, target);
  }

  /**
   * Copies a rectangle of slice {@code z}.
   *
   * @param x first voxel along x
   * @param y first voxel along y
   * @param width voxels along x; the rectangle lies inside the volume
   * @param height voxels along y
   * @param target receives {@code width * height} values
   */
  public abstract void read(long x, long y, long z, int width, int height, double[] target);

  /** Reads the volume's own values, HU for a CT. */
  public static <T extends RealType<T>> SliceReader of(RandomAccessibleInterval<T> voxels) {
    T type = voxels.getType();
    int n = Math.toIntExact(voxels.dimension(0) * voxels.dimension(1));
    if (type instanceof ByteType t) {
      return blocks(voxels, t, new byte[n], (a, out, k) -> bytes(a, out, k, 0xFFFFFFFF));
    }
    if (type instanceof UnsignedByteType t) {
      return blocks(voxels, t, new byte[n], (a, out, k) -> bytes(a, out, k, 0xFF));
    }
    if (type instanceof ShortType t) {
      return blocks(voxels, t, new short[n], (a, out, k) -> shorts(a, out, k, 0xFFFFFFFF));
    }
    if (type instanceof UnsignedShortType t) {
      return blocks(voxels, t, new short[n], (a, out, k) -> shorts(a, out, k, 0xFFFF));
    }
    if (type instanceof IntType t) {
      return blocks(voxels, t, new int[n], (a, out, k) -> ints(a, out, k, -1L));
    }
    if (type instanceof UnsignedIntType t) {
      return blocks(voxels, t, new int[n], (a, out, k) -> ints(a, out, k, 0xFFFFFFFFL));
    }
    if (type instanceof FloatType t) {
      return blocks(voxels, t, new float[n], SliceReader::floats);
    }
    if (type instanceof DoubleType t) {
      return blocks(voxels, t, new double[n], (a, out, k) -> System.arraycopy(a, 0, out, 0, k));
    }
    return cursors(voxels);
  }

  @FunctionalInterface
  private interface Widening<A> {
    void widen(A array, double[] target, int count);
  }

  /** {@code type} is the image's own: it ties the image to a native type for the compiler. */
  @SuppressWarnings("unchecked")
  private static <N extends NativeType<N>, A> SliceReader blocks(
      RandomAccessibleInterval<?> voxels, N type, A array, Widening<A> widening) {
    PrimitiveBlocks<N> blocks =
        PrimitiveBlocks.of((RandomAccessibleInterval<N>) voxels, OnFallback.ACCEPT);
    return new SliceReader(voxels) {
      @Override
      public void read(long x, long y, long z, int width, int height, double[] target) {
        blocks.copy(new long[] {x, y, z}, array, new int[] {width, height, 1});
        widening.widen(array, target, width * height);
      }
    };
  }

  private static <T extends RealType<T>> SliceReader cursors(RandomAccessibleInterval<T> voxels) {
    return new SliceReader(voxels) {
      @Override
      public void read(long x, long y, long z, int width, int height, double[] target) {
        long[] min = {x, y, z};
        long[] max = {x + width - 1, y + height - 1, z};
        Cursor<T> cursor = Views.flatIterable(Views.interval(voxels, min, max)).cursor();
        for (int i = 0; cursor.hasNext(); i++) {
          target[i] = cursor.next().getRealDouble();
        }
      }
    };
  }

  private static void bytes(byte[] in, double[] out, int n, int mask) {
    for (int i = 0; i < n; i++) {
      out[i] = in[i] & mask;
    }
  }

  private static void shorts(short[] in, double[] out, int n, int mask) {
    for (int i = 0; i < n; i++) {
      out[i] = in[i] & mask;
    }
  }

  private static void ints(int[] in, double[] out, int n, long mask) {
    for (int i = 0; i < n; i++) {
      out[i] = in[i] & mask;
    }
  }

  private static void floats(float[] in, double[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = in[i];
    }
  }
}
