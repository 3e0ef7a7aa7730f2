package io.github.holoseg.io.raster;

import io.github.holoseg.io.raster.VoxelStore.Kind;
import java.nio.ByteBuffer;
import java.util.Arrays;
import net.imglib2.img.Img;
import net.imglib2.type.numeric.RealType;

/**
 * Takes the planes of a volume as bytes, one after the other, and gives an image of rescaled
 * values. Not thread-safe.
 *
 * <p>The image has the smallest type that holds the values exactly. Without rescaling that is the
 * stored type, for 8- to 32-bit integers, float and double. Rescaled or 64-bit integers start as
 * short and are widened once when a value does not fit: to float while every value is an integer of
 * at most 24 bits, else to double. So a CT stored as int16 with intercept -1024 stays a short
 * volume although the type alone would not promise it. Rescaling with a fraction gives float, or
 * double where 64 bits are stored; the arithmetic is in double.
 */
public final class VolumeBuilder {
  private static final double LARGEST_FLOAT_INTEGER = 1 << 24;
  private static final double LARGEST_DOUBLE_INTEGER = 9007199254740992.0;

  private final long[] size;
  private final int planeSize;
  private final SampleType stored;
  private final double slope;
  private final double intercept;
  private final boolean verbatim;
  private final boolean integral;
  private final long largestArray;
  private final double[] scratch;
  private VoxelStore store;
  private int planes;
  private long notFinite;
  private long rounded;

  /**
   * Allocates the voxels: the caller has checked the size against the file.
   *
   * @param size x, y, z
   * @param slope multiplies stored values
   * @param intercept is added after that
   * @throws ArithmeticException if one plane has 2^31 voxels or more
   */
  public VolumeBuilder(long[] size, SampleType stored, double slope, double intercept) {
    this(size, stored, slope, intercept, VoxelStore.LARGEST_ARRAY);
  }

  VolumeBuilder(long[] size, SampleType stored, double slope, double intercept, long largestArray) {
    this.size = size.clone();
    this.planeSize = Math.toIntExact(Math.multiplyExact(size[0], size[1]));
    this.stored = stored;
    this.slope = slope;
    this.intercept = intercept;
    this.largestArray = largestArray;
    Kind verbatimKind = slope == 1 && intercept == 0 ? verbatimKind(stored) : null;
    this.verbatim = verbatimKind != null;
    this.integral =
        stored.isInteger() && slope == Math.rint(slope) && intercept == Math.rint(intercept);
    this.store = new VoxelStore(verbatim ? verbatimKind : scaledKind(), size, largestArray);
    this.scratch = verbatim ? null : new double[planeSize];
  }

  /** Bytes of memory per voxel that the image needs at first. */
  public static int bytesPerVoxel(SampleType stored, double slope, double intercept) {
    return new VolumeBuilder(new long[] {1, 1, 1}, stored, slope, intercept).store.kind.bytes;
  }

  /** Bytes of one stored plane. */
  public long planeBytes() {
    return (long) planeSize * stored.bytes();
  }

  /**
   * Adds the next plane.
   *
   * @param in positioned at its first value, in the file's byte order, with {@link #planeBytes()}
   *     bytes to come
   */
  public void addPlane(ByteBuffer in) {
    int z = planes++;
    if (verbatim) {
      copy(in, z);
    } else {
      stored.toDoubles(in, planeSize, scratch);
      if (stored.bytes() == 8 && stored.isInteger()) {
        countRounded();
      }
      for (int i = 0; i < planeSize; i++) {
        scratch[i] = scratch[i] * slope + intercept;
      }
      while (!put(z)) {
        widen(z);
      }
    }
  }

  /** Voxels that are NaN or infinite. */
  public long notFinite() {
    return notFinite;
  }

  /** Voxels whose stored 64-bit integer is beyond 2^53 and was rounded to a double. */
  public long rounded() {
    return rounded;
  }

  /**
   * The image.
   *
   * @throws IllegalStateException if planes are missing
   */
  public <T extends RealType<T>> Img<T> build() {
    if (planes != size[2]) {
      throw new IllegalStateException(planes + " of " + size[2] + " planes were added");
    }
    return store.image();
  }

  private static Kind verbatimKind(SampleType stored) {
    return switch (stored) {
      case UINT8 -> Kind.UBYTE;
      case INT8 -> Kind.BYTE;
      case INT16 -> Kind.SHORT;
      case UINT16 -> Kind.USHORT;
      case INT32 -> Kind.INT;
      case FLOAT32 -> Kind.FLOAT;
      case FLOAT64 -> Kind.DOUBLE;
      case UINT32, INT64, UINT64 -> null;
    };
  }

  private Kind scaledKind() {
    if (integral) {
      return Kind.SHORT;
    }
    return stored.bytes() == 8 ? Kind.DOUBLE : Kind.FLOAT;
  }

  private void copy(ByteBuffer in, int z) {
    Object target = store.array(z);
    int at = store.offset(z);
    switch (store.kind) {
      case UBYTE, BYTE -> in.get((byte[]) target, at, planeSize);
      case SHORT, USHORT -> in.asShortBuffer().get((short[]) target, at, planeSize);
      case INT -> in.asIntBuffer().get((int[]) target, at, planeSize);
      case FLOAT -> {
        float[] values = (float[]) target;
        in.asFloatBuffer().get(values, at, planeSize);
        for (int i = at; i < at + planeSize; i++) {
          notFinite += Float.isFinite(values[i]) ? 0 : 1;
        }
      }
      case DOUBLE -> {
        double[] values = (double[]) target;
        in.asDoubleBuffer().get(values, at, planeSize);
        for (int i = at; i < at + planeSize; i++) {
          notFinite += Double.isFinite(values[i]) ? 0 : 1;
        }
      }
    }
  }

  /** False if a value does not fit the store; the plane is then to be put again after widening. */
  private boolean put(int z) {
    int at = store.offset(z);
    switch (store.kind) {
      case SHORT -> {
        short[] target = (short[]) store.array(z);
        for (int i = 0; i < planeSize; i++) {
          short value = (short) scratch[i];
          if (value != scratch[i]) {
            return false;
          }
          target[at + i] = value;
        }
      }
      case FLOAT -> {
        float[] target = (float[]) store.array(z);
        for (int i = 0; i < planeSize; i++) {
          if (integral && Math.abs(scratch[i]) > LARGEST_FLOAT_INTEGER) {
            return false;
          }
          target[at + i] = (float) scratch[i];
        }
        countNotFinite();
      }
      default -> {
        System.arraycopy(scratch, 0, store.array(z), at, planeSize);
        countNotFinite();
      }
    }
    return true;
  }

  private void widen(int filledPlanes) {
    Kind wider = store.kind == Kind.SHORT ? Kind.FLOAT : Kind.DOUBLE;
    VoxelStore from = store;
    store = new VoxelStore(wider, size, largestArray);
    for (int z = 0; z < filledPlanes; z++) {
      Object source = from.array(z);
      Object target = store.array(z);
      int a = from.offset(z);
      int b = store.offset(z);
      for (int i = 0; i < planeSize; i++) {
        if (source instanceof short[] s) {
          ((float[]) target)[b + i] = s[a + i];
        } else {
          ((double[]) target)[b + i] = ((float[]) source)[a + i];
        }
      }
    }
  }

  private void countNotFinite() {
    notFinite += Arrays.stream(scratch).filter(v -> !Double.isFinite(v)).count();
  }

  private void countRounded() {
    rounded += Arrays.stream(scratch).filter(v -> Math.abs(v) > LARGEST_DOUBLE_INTEGER).count();
  }
}
