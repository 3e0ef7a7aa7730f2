package io.github.holoseg.io.raster;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import net.imglib2.Cursor;
import net.imglib2.FinalInterval;
import net.imglib2.Interval;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.blocks.PrimitiveBlocks;
import net.imglib2.img.NativeImg;
import net.imglib2.type.NativeType;
import net.imglib2.type.numeric.RealType;
import net.imglib2.view.Views;

/**
 * Gives the planes of an image as little-endian bytes, x fastest, whatever views the image is made
 * of. Not thread-safe.
 *
 * <p>Views that exchange axes are read in slabs of planes, box by box: plane by plane, each voxel
 * would cost a cache line of its own (measured: 512x512x200 with x and z exchanged, 1.5 s a pass).
 */
public final class PlaneSource {
  private static final int BOX_ROWS = 16;
  private static final int SLAB_PLANES = 32;
  private static final long SLAB_VOXELS = 1 << 23;

  private final RandomAccessibleInterval<? extends RealType<?>> voxels;
  private final PrimitiveBlocks<?> blocks;
  private final SampleType type;
  private final int planeSize;
  private final int depth;
  private final Object slab;
  private final Object box;
  private final ByteBuffer bytes;
  private long slabStart = -1;

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
    boolean direct = blocks == null || voxels instanceof NativeImg;
    long planes = Math.min(SLAB_PLANES, Math.min(voxels.dimension(2), SLAB_VOXELS / planeSize));
    this.depth = direct ? 1 : (int) Math.max(1, planes);
    this.slab = newArray(depth * planeSize);
    this.box = direct ? null : newArray((int) voxels.dimension(0) * BOX_ROWS * depth);
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
    int at = load(z);
    bytes.clear();
    if (slab instanceof byte[] b) {
      bytes.put(b, at, planeSize);
    } else if (slab instanceof short[] s) {
      bytes.asShortBuffer().put(s, at, planeSize);
    } else if (slab instanceof int[] n) {
      bytes.asIntBuffer().put(n, at, planeSize);
    } else if (slab instanceof long[] n) {
      bytes.asLongBuffer().put(n, at, planeSize);
    } else if (slab instanceof float[] f) {
      bytes.asFloatBuffer().put(f, at, planeSize);
    } else {
      bytes.asDoubleBuffer().put((double[]) slab, at, planeSize);
    }
    return bytes.rewind();
  }

  /** The values of plane {@code z}; {@code out} has room for a plane. */
  public void doubles(long z, double[] out) {
    type.toDoubles(bytes(z), planeSize, out);
  }

  /** Where in the slab plane {@code z} begins. */
  private int load(long z) {
    if (slabStart < 0 || z < slabStart || z >= slabStart + depth) {
      slabStart = z;
      if (blocks == null) {
        fillByCursor(z);
      } else if (box == null) {
        blocks.copy(planes(0, voxels.dimension(1), z, 1), slab);
      } else {
        fillByBoxes(z);
      }
    }
    return (int) (z - slabStart) * planeSize;
  }

  private void fillByBoxes(long z) {
    int width = (int) voxels.dimension(0);
    int height = (int) voxels.dimension(1);
    int planes = (int) Math.min(depth, voxels.dimension(2) - z);
    for (int y = 0; y < height; y += BOX_ROWS) {
      int rows = Math.min(BOX_ROWS, height - y);
      blocks.copy(planes(y, rows, z, planes), box);
      for (int k = 0; k < planes; k++) {
        int to = k * planeSize + y * width;
        System.arraycopy(box, k * rows * width, slab, to, rows * width);
      }
    }
  }

  private void fillByCursor(long z) {
    double[] values = (double[]) slab;
    Interval plane = planes(0, voxels.dimension(1), z, 1);
    Cursor<? extends RealType<?>> cursor =
        Views.flatIterable(Views.interval(voxels, plane)).cursor();
    for (int i = 0; i < planeSize; i++) {
      values[i] = cursor.next().getRealDouble();
    }
  }

  private Interval planes(long y, long rows, long z, long count) {
    return FinalInterval.createMinSize(0, y, z, voxels.dimension(0), rows, count);
  }

  private static boolean isUnknown(SampleType known, Object element) {
    return known == SampleType.FLOAT64
        && !(element instanceof net.imglib2.type.numeric.real.DoubleType);
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static PrimitiveBlocks<?> blocks(RandomAccessibleInterval<?> voxels) {
    return PrimitiveBlocks.of((RandomAccessibleInterval) voxels, PrimitiveBlocks.OnFallback.ACCEPT);
  }

  private Object newArray(int n) {
    return switch (type) {
      case UINT8, INT8 -> new byte[n];
      case INT16, UINT16 -> new short[n];
      case INT32, UINT32 -> new int[n];
      case INT64, UINT64 -> new long[n];
      case FLOAT32 -> new float[n];
      case FLOAT64 -> new double[n];
    };
  }
}
