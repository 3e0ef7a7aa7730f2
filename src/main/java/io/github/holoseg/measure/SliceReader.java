package io.github.holoseg.measure;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.blocks.PrimitiveBlocks;
import net.imglib2.converter.Converters;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.real.FloatType;

/** Slices of any image as floats; thread-safe. Integers up to 2^24 are exact. */
final class SliceReader {
  private final PrimitiveBlocks<FloatType> blocks;
  private final int[] size;

  private SliceReader(PrimitiveBlocks<FloatType> blocks, int[] size) {
    this.blocks = blocks;
    this.size = size;
  }

  static <T extends RealType<T>> SliceReader of(RandomAccessibleInterval<T> image) {
    int[] size = new int[3];
    for (int axis = 0; axis < 3; axis++) {
      size[axis] = Math.toIntExact(image.dimension(axis));
    }
    RandomAccessibleInterval<FloatType> floats =
        Converters.convert(
            image, (in, out) -> out.set((float) in.getRealDouble()), new FloatType());
    return new SliceReader(PrimitiveBlocks.of(floats).threadSafe(), size);
  }

  int width() {
    return size[0];
  }

  int plane() {
    return size[0] * size[1];
  }

  int depth() {
    return size[2];
  }

  /** Copies slice z, x fastest. */
  void read(int z, float[] target) {
    blocks.copy(new long[] {0, 0, z}, target, new int[] {size[0], size[1], 1});
  }
}
