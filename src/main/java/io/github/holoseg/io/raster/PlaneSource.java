package io.github.holoseg.io.raster;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import net.imglib2.Cursor;
import net.imglib2.FinalInterval;
import net.imglib2.Interval;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.blocks.PrimitiveBlocks;
import net.imglib2.type.NativeType;
import net.imglib2.type.numeric.RealType;
import net.imglib2.view.Views;

/**
 * Gives the planes of an image as little-endian bytes, x fastest, whatever views the image is made
 * of. Not thread-safe.
 */
public final class PlaneSource {
  private final RandomAccessibleInterval<? extends RealType<?>> voxels;
  private final PrimitiveBlocks<?> blocks;
  private final SampleType type;
  private final int planeSize;
  private final Object plane;
  private final ByteBuffer bytes;

  /**
   * @param voxels axes x, y, z, starting at (0,0,0)
   * @throws ArithmeticException if the bytes of one plane do not fit an array
   */
  public PlaneSource(RandomAccessibleInterval<? extends RealType<?>> voxels) {
    this.voxels = voxels;
    this.planeSize = Math.toIntExact(Math.multiplyExact(voxels.dimension(0), voxels.dimension(1)));
    Object element = voxels.getType();
    SampleType known = SampleType.of(element);
    this.blocks =
        element instanceof NativeType && !isUnknown(known, element) ? blocks(voxels) : null;
    this.type = blocks == null ? SampleType.FLOAT64 : known;
    this.plane = newArray();
    this.bytes =
        ByteBuffer.allocate(Math.multiplyExact(planeSize, type.bytes()))
            .order(ByteOrder.LITTLE_ENDIAN);
  }

  /** The type of the bytes: the image's own, or double where files have no such type. */
  public SampleType type() {
    return type;
  }

  /** Plane {@code z}, ready to be read; valid until the next call. */
  public ByteBuffer bytes(long z) {
    load(z);
    bytes.clear();
    if (plane instanceof byte[] b) {
      bytes.put(b);
    } else if (plane instanceof short[] s) {
      bytes.asShortBuffer().put(s);
    } else if (plane instanceof int[] n) {
      bytes.asIntBuffer().put(n);
    } else if (plane instanceof long[] n) {
      bytes.asLongBuffer().put(n);
    } else if (plane instanceof float[] f) {
      bytes.asFloatBuffer().put(f);
    } else {
      bytes.asDoubleBuffer().put((double[]) plane);
    }
    return bytes.rewind();
  }

  /** The values of plane {@code z}; {@code out} has room for a plane. */
  public void doubles(long z, double[] out) {
    type.toDoubles(bytes(z), planeSize, out);
  }

  private void load(long z) {
    Interval slice =
        FinalInterval.createMinSize(0, 0, z, voxels.dimension(0), voxels.dimension(1), 1);
    if (blocks != null) {
      blocks.copy(slice, plane);
      return;
    }
    double[] values = (double[]) plane;
    Cursor<? extends RealType<?>> cursor =
        Views.flatIterable(Views.interval(voxels, slice)).cursor();
    for (int i = 0; i < planeSize; i++) {
      values[i] = cursor.next().getRealDouble();
    }
  }

  private static boolean isUnknown(SampleType known, Object element) {
    return known == SampleType.FLOAT64
        && !(element instanceof net.imglib2.type.numeric.real.DoubleType);
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static PrimitiveBlocks<?> blocks(RandomAccessibleInterval<?> voxels) {
    return PrimitiveBlocks.of((RandomAccessibleInterval) voxels, PrimitiveBlocks.OnFallback.ACCEPT);
  }

  private Object newArray() {
    return switch (type) {
      case UINT8, INT8 -> new byte[planeSize];
      case INT16, UINT16 -> new short[planeSize];
      case INT32, UINT32 -> new int[planeSize];
      case INT64, UINT64 -> new long[planeSize];
      case FLOAT32 -> new float[planeSize];
      case FLOAT64 -> new double[planeSize];
    };
  }
}
