package io.github.holoseg.postprocess;

import io.github.holoseg.volume.Volume;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.blocks.PrimitiveBlocks;
import net.imglib2.blocks.PrimitiveBlocks.OnFallback;
import net.imglib2.converter.Converters;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.integer.UnsignedShortType;
import net.imglib2.type.numeric.real.FloatType;

/** A box of a scan as floats, and of a label map as numbers. */
final class ScanBox {
  /** HU of what is no number: a gap in the scan, which is no tissue. */
  private static final float AIR = -1000;

  final int[] min;
  final int[] size;
  final float[] hu;
  final short[] labels;

  ScanBox(Volume<?> scan, RandomAccessibleInterval<UnsignedShortType> map, int[] min, int[] size) {
    this.min = min;
    this.size = size;
    long[] from = {min[0], min[1], min[2]};
    hu = floats(scan, from, size);
    labels = new short[hu.length];
    PrimitiveBlocks.of(map, OnFallback.ACCEPT).copy(from, labels, size);
    for (int i = 0; i < hu.length; i++) {
      if (!(Math.abs(hu[i]) < Float.MAX_VALUE)) {
        hu[i] = AIR;
      }
    }
  }

  private static <T extends RealType<T>> float[] floats(Volume<T> scan, long[] min, int[] size) {
    float[] values = new float[Math.multiplyExact(Math.multiplyExact(size[0], size[1]), size[2])];
    RandomAccessibleInterval<FloatType> converted =
        Converters.convert(
            scan.voxels(), (in, out) -> out.setReal(in.getRealDouble()), new FloatType());
    PrimitiveBlocks.of(converted, OnFallback.ACCEPT).copy(min, values, size);
    return values;
  }
}
