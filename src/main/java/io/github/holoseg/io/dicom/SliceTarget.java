package io.github.holoseg.io.dicom;

import io.github.holoseg.volume.Volume;
import io.github.holoseg.volume.VolumeGeometry;
import io.github.holoseg.volume.VolumeInfo;
import java.io.IOException;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.img.basictypeaccess.array.FloatArray;
import net.imglib2.img.basictypeaccess.array.ShortArray;
import net.imglib2.img.planar.PlanarImg;
import net.imglib2.img.planar.PlanarImgs;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.integer.ShortType;
import net.imglib2.type.numeric.real.FloatType;

/**
 * The voxels of a volume while they are filled, slice by slice: one array, or one per slice where
 * the volume has more voxels than an array holds. Different slices may be stored at the same time.
 *
 * @param <T> the voxel type
 */
abstract class SliceTarget<T extends RealType<T>> {
  private static final long ONE_ARRAY = Integer.MAX_VALUE - 8L;

  private final RandomAccessibleInterval<T> voxels;

  private SliceTarget(RandomAccessibleInterval<T> voxels) {
    this.voxels = voxels;
  }

  /**
   * @param values stored values of the slice, line by line
   * @throws RangeException if a value does not fit
   */
  abstract void store(int slice, int[] values, double slope, double intercept)
      throws RangeException;

  /** Copies {@code out.length} voxels of a slice that is stored, from voxel {@code from} on. */
  abstract void load(int slice, int from, float[] out);

  /** Whether values are kept in 16 bits. */
  abstract boolean isShort();

  Volume<T> toVolume(VolumeGeometry geometry, VolumeInfo info) {
    return new Volume<>(voxels, geometry, info);
  }

  static SliceTarget<ShortType> shorts(long[] size) {
    int plane = Math.toIntExact(size[0] * size[1]);
    if (plane * size[2] <= ONE_ARRAY) {
      short[] all = new short[(int) (plane * size[2])];
      return new Shorts(ArrayImgs.shorts(all, size), plane, slice -> all, true);
    }
    PlanarImg<ShortType, ShortArray> img = PlanarImgs.shorts(size);
    return new Shorts(img, plane, z -> img.getPlane(z).getCurrentStorageArray(), false);
  }

  static Floats floats(long[] size) {
    int plane = Math.toIntExact(size[0] * size[1]);
    if (plane * size[2] <= ONE_ARRAY) {
      float[] all = new float[(int) (plane * size[2])];
      return new Floats(ArrayImgs.floats(all, size), plane, slice -> all, true);
    }
    PlanarImg<FloatType, FloatArray> img = PlanarImgs.floats(size);
    return new Floats(img, plane, z -> img.getPlane(z).getCurrentStorageArray(), false);
  }

  /** A value outside 16 bits. */
  static final class RangeException extends IOException {
    private static final long serialVersionUID = 1;
  }

  /** The array that holds a slice. */
  private interface ArrayOfSlice<A> {
    A of(int slice);
  }

  private static final class Shorts extends SliceTarget<ShortType> {
    private final int plane;
    private final ArrayOfSlice<short[]> arrays;
    private final boolean oneArray;

    Shorts(
        RandomAccessibleInterval<ShortType> voxels,
        int plane,
        ArrayOfSlice<short[]> arrays,
        boolean oneArray) {
      super(voxels);
      this.plane = plane;
      this.arrays = arrays;
      this.oneArray = oneArray;
    }

    @Override
    boolean isShort() {
      return true;
    }

    @Override
    void store(int slice, int[] values, double slope, double intercept) throws RangeException {
      short[] target = arrays.of(slice);
      int offset = oneArray ? slice * plane : 0;
      int factor = (int) slope;
      int shift = (int) intercept;
      int outside = 0;
      for (int i = 0; i < plane; i++) {
        int value = values[i] * factor + shift;
        outside |= value + 32768 >>> 16;
        target[offset + i] = (short) value;
      }
      if (outside != 0) {
        throw new RangeException();
      }
    }

    @Override
    void load(int slice, int from, float[] out) {
      short[] source = arrays.of(slice);
      int offset = (oneArray ? slice * plane : 0) + from;
      for (int i = 0; i < out.length; i++) {
        out[i] = source[offset + i];
      }
    }
  }

  /** See {@link #floats}. */
  static final class Floats extends SliceTarget<FloatType> {
    private final int plane;
    private final ArrayOfSlice<float[]> arrays;
    private final boolean oneArray;

    private Floats(
        RandomAccessibleInterval<FloatType> voxels,
        int plane,
        ArrayOfSlice<float[]> arrays,
        boolean oneArray) {
      super(voxels);
      this.plane = plane;
      this.arrays = arrays;
      this.oneArray = oneArray;
    }

    @Override
    boolean isShort() {
      return false;
    }

    @Override
    void store(int slice, int[] values, double slope, double intercept) {
      float[] target = arrays.of(slice);
      int offset = offset(slice);
      for (int i = 0; i < plane; i++) {
        target[offset + i] = (float) (values[i] * slope + intercept);
      }
    }

    @Override
    void load(int slice, int from, float[] out) {
      System.arraycopy(arrays.of(slice), offset(slice) + from, out, 0, out.length);
    }

    /** The array that holds a slice, from {@link #offset} on. */
    float[] array(int slice) {
      return arrays.of(slice);
    }

    int offset(int slice) {
      return oneArray ? slice * plane : 0;
    }
  }
}
