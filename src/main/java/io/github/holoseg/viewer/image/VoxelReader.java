package io.github.holoseg.viewer.image;

import io.github.holoseg.viewer.Scene;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.blocks.PrimitiveBlocks;
import net.imglib2.blocks.PrimitiveBlocks.OnFallback;
import net.imglib2.converter.Converters;
import net.imglib2.type.NativeType;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.integer.ByteType;
import net.imglib2.type.numeric.integer.ShortType;
import net.imglib2.type.numeric.integer.UnsignedByteType;
import net.imglib2.type.numeric.integer.UnsignedShortType;
import net.imglib2.type.numeric.real.FloatType;

/**
 * Copies slices of a scan of any pixel type into floats. 8- and 16-bit types and floats are copied
 * in bulk; other types voxel by voxel. Not thread-safe.
 */
abstract class VoxelReader {
  final int[] size;

  private VoxelReader(int[] size) {
    this.size = size;
  }

  /**
   * @param axis of the LPS-turned scan
   * @param out values, the lower of the slice's two axes fastest
   */
  abstract void read(int axis, int index, float[] out);

  static VoxelReader of(Scene scene) {
    int[] size = Slices.size(scene.geometry());
    RandomAccessibleInterval<? extends RealType<?>> voxels = scene.shown().voxels();
    Object type = voxels.getType();
    if (type instanceof ShortType || type instanceof UnsignedShortType) {
      ShortPlanes planes = ShortPlanes.of(scene.volume().voxels(), scene.volumeTurn());
      return new Shorts(size, blocks(voxels, planes), planes, type instanceof ShortType);
    }
    if (type instanceof ByteType || type instanceof UnsignedByteType) {
      return new Bytes(size, blocks(voxels, null), type instanceof ByteType);
    }
    return new Floats(size, type instanceof FloatType ? voxels : converted(voxels));
  }

  private static RandomAccessibleInterval<FloatType> converted(
      RandomAccessibleInterval<? extends RealType<?>> voxels) {
    return Converters.convert2(voxels, (in, out) -> out.set(in.getRealFloat()), FloatType::new);
  }

  /** The caller has looked at the type. */
  @SuppressWarnings({"unchecked", "rawtypes"})
  private static PrimitiveBlocks<?> blocks(RandomAccessibleInterval voxels, ShortPlanes instead) {
    return instead != null
        ? null
        : PrimitiveBlocks.of(
            (RandomAccessibleInterval<? extends NativeType>) voxels, OnFallback.ACCEPT);
  }

  private static final class Shorts extends VoxelReader {
    private final PrimitiveBlocks<?> blocks;
    private final ShortSlices fast;
    private final int mask;
    private short[] buffer = new short[0];

    Shorts(int[] size, PrimitiveBlocks<?> blocks, ShortPlanes planes, boolean signed) {
      super(size);
      this.blocks = blocks;
      this.fast = planes == null ? null : new ShortSlices(planes, size, false);
      this.mask = signed ? -1 : 0xFFFF;
    }

    @Override
    void read(int axis, int index, float[] out) {
      short[] slice = fast != null ? fast.read(axis, index, 0) : blocks(axis, index, out.length);
      for (int i = 0; i < out.length; i++) {
        out[i] = slice[i] & mask;
      }
    }

    private short[] blocks(int axis, int index, int n) {
      buffer = buffer.length == n ? buffer : new short[n];
      blocks.copy(Slices.min(axis, index), buffer, Slices.box(size, axis));
      return buffer;
    }
  }

  private static final class Bytes extends VoxelReader {
    private final PrimitiveBlocks<?> blocks;
    private final int mask;
    private byte[] buffer = new byte[0];

    Bytes(int[] size, PrimitiveBlocks<?> blocks, boolean signed) {
      super(size);
      this.blocks = blocks;
      this.mask = signed ? -1 : 0xFF;
    }

    @Override
    void read(int axis, int index, float[] out) {
      buffer = buffer.length == out.length ? buffer : new byte[out.length];
      blocks.copy(Slices.min(axis, index), buffer, Slices.box(size, axis));
      for (int i = 0; i < out.length; i++) {
        out[i] = buffer[i] & mask;
      }
    }
  }

  private static final class Floats extends VoxelReader {
    private final PrimitiveBlocks<?> blocks;

    Floats(int[] size, RandomAccessibleInterval<?> voxels) {
      super(size);
      this.blocks = blocks(voxels, null);
    }

    @Override
    void read(int axis, int index, float[] out) {
      blocks.copy(Slices.min(axis, index), out, Slices.box(size, axis));
    }
  }
}
