package io.github.holoseg.pipeline;

import io.github.holoseg.task.Workers;
import io.github.holoseg.volume.Volume;
import net.imglib2.blocks.PrimitiveBlocks;
import net.imglib2.converter.Converters;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.real.FloatType;

/**
 * How often each value occurs in a volume, in bins of one, with what is not finite counted apart.
 *
 * <p>Large volumes are looked at in rows that are spread evenly over them, so that the cost is
 * bounded: at most about {@value #MOST_VOXELS} voxels, whatever the size. The rows, and so the
 * result, depend neither on threads nor on chance.
 */
final class ValueHistogram {
  /** Bins reach from here to {@link #HIGHEST}; values beyond are counted in the last ones. */
  static final int LOWEST = -32768;

  static final int HIGHEST = 65535;
  private static final long MOST_VOXELS = 1 << 23;
  private static final int GRAIN = 64;

  /** A read costs more than the values of a short row. */
  private static final int ROWS_AT_ONCE = 64;

  private final long[] counts = new long[HIGHEST - LOWEST + 1];
  private final float[] sliceMin;
  private final float[] sliceMax;
  private final int[] sliceRows;
  private final long rowsPerSlice;
  private long finite;
  private long notFinite;
  private float min = Float.POSITIVE_INFINITY;
  private float max = Float.NEGATIVE_INFINITY;

  static ValueHistogram of(Volume<?> volume, int threads) {
    return new ValueHistogram(volume, threads, MOST_VOXELS);
  }

  ValueHistogram(Volume<?> volume, int threads, long mostVoxels) {
    int columns = Math.toIntExact(volume.geometry().size(0));
    long rows = volume.geometry().size(1);
    int slices = Math.toIntExact(volume.geometry().size(2));
    long allRows = rows * slices;
    long step = Math.max(1, (allRows * columns + mostVoxels - 1) / mostVoxels);
    while (gcd(step, rows) > 1 && step > 1) {
      step++; // else every slice would be looked at in the same few rows
    }
    long stride = step;
    this.rowsPerSlice = rows;
    this.sliceMin = new float[slices];
    this.sliceMax = new float[slices];
    this.sliceRows = new int[slices];
    java.util.Arrays.fill(sliceMin, Float.POSITIVE_INFINITY);
    java.util.Arrays.fill(sliceMax, Float.NEGATIVE_INFINITY);
    PrimitiveBlocks<FloatType> blocks = floats(volume);
    int sampled = Math.toIntExact((allRows + stride - 1) / stride);
    try (Workers workers = new Workers(threads)) {
      workers.forRanges(
          sampled,
          Math.max(GRAIN, sampled / (16 * threads)),
          (from, to) -> {
            Part part = new Part(columns);
            for (int i = from; i < to; ) {
              long y = i * stride % rows;
              int n = stride > 1 ? 1 : (int) Math.min(Math.min(to - i, rows - y), ROWS_AT_ONCE);
              part.rows(blocks, i * stride / rows, y, n);
              i += n;
            }
            part.endSlice();
            add(part);
          });
    }
  }

  /** Values as floats, converted when they are read. */
  private static <T extends RealType<T>> PrimitiveBlocks<FloatType> floats(Volume<T> volume) {
    return PrimitiveBlocks.of(
            Converters.convert(
                volume.voxels(), (in, out) -> out.set((float) in.getRealDouble()), new FloatType()))
        .threadSafe();
  }

  /** What one thread saw of neighbouring rows. */
  private final class Part {
    private final int[] counts = new int[HIGHEST - LOWEST + 1];
    private final int[] size;
    private float[] values = {};
    private final long[] at = new long[3];
    private long finite;
    private long notFinite;
    private float min = Float.POSITIVE_INFINITY;
    private float max = Float.NEGATIVE_INFINITY;
    private long slice = -1;
    private int rows;
    private float low = Float.POSITIVE_INFINITY;
    private float high = Float.NEGATIVE_INFINITY;

    Part(int columns) {
      size = new int[] {columns, 1, 1};
    }

    /** Neighbouring rows of one slice. */
    void rows(PrimitiveBlocks<FloatType> blocks, long z, long y, int count) {
      if (z != slice) {
        endSlice();
        slice = z;
      }
      at[1] = y;
      at[2] = z;
      size[1] = count;
      if (values.length != size[0] * count) {
        values = new float[size[0] * count];
      }
      blocks.copy(at, values, size);
      rows += count;
      for (float value : values) {
        if (!(Math.abs(value) <= Float.MAX_VALUE)) {
          notFinite++;
          continue;
        }
        low = value < low ? value : low;
        high = value > high ? value : high;
        counts[Math.max(LOWEST, Math.min(HIGHEST, Math.round(value))) - LOWEST]++;
        finite++;
      }
    }

    void endSlice() {
      if (slice >= 0) {
        min = Math.min(min, low);
        max = Math.max(max, high);
        endSlice((int) slice, rows, low, high);
      }
      rows = 0;
      low = Float.POSITIVE_INFINITY;
      high = Float.NEGATIVE_INFINITY;
    }

    private void endSlice(int z, int count, float smallest, float largest) {
      synchronized (ValueHistogram.this) {
        sliceRows[z] += count;
        sliceMin[z] = Math.min(sliceMin[z], smallest);
        sliceMax[z] = Math.max(sliceMax[z], largest);
      }
    }
  }

  private synchronized void add(Part part) {
    for (int i = 0; i < counts.length; i++) {
      counts[i] += part.counts[i];
    }
    finite += part.finite;
    notFinite += part.notFinite;
    min = Math.min(min, part.min);
    max = Math.max(max, part.max);
  }

  /** Voxels that were looked at and are finite. */
  long finite() {
    return finite;
  }

  long notFinite() {
    return notFinite;
  }

  /** Smallest finite value; positive infinity if there is none. */
  float min() {
    return min;
  }

  float max() {
    return max;
  }

  /** How many values round to a whole number from {@code from} to {@code to}, both included. */
  long count(int from, int to) {
    long sum = 0;
    for (int v = Math.max(LOWEST, from); v <= Math.min(HIGHEST, to); v++) {
      sum += counts[v - LOWEST];
    }
    return sum;
  }

  /** How many of the values round to {@code value}. */
  long count(int value) {
    return counts[value - LOWEST];
  }

  int slices() {
    return sliceMin.length;
  }

  /** Whether enough rows of the slice were looked at, and all of them hold one value. */
  boolean isBlank(int slice) {
    return sliceRows[slice] >= Math.min(16, rowsPerSlice) && sliceMin[slice] == sliceMax[slice];
  }

  /** The value of a blank slice. */
  float blankValue(int slice) {
    return sliceMin[slice];
  }

  private static long gcd(long a, long b) {
    return b == 0 ? a : gcd(b, a % b);
  }
}
