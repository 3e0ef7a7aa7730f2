package io.github.holoseg.postprocess;

import io.github.holoseg.volume.VolumeGeometry;
import net.imglib2.RandomAccess;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImg;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.img.basictypeaccess.array.ShortArray;
import net.imglib2.img.planar.PlanarImg;
import net.imglib2.img.planar.PlanarImgFactory;
import net.imglib2.type.numeric.integer.UnsignedShortType;

/**
 * Rows along x of a 16-bit image, read and written as arrays.
 *
 * <p>Array and planar images are copied as memory, any other image voxel by voxel. Different rows
 * may be used from different threads.
 */
abstract class VoxelRows {
  /** Most voxels that one array holds; longer images are stored plane by plane. */
  static final long MAX_ARRAY = Integer.MAX_VALUE - 8;

  private final int[] size;

  private VoxelRows(RandomAccessibleInterval<?> image) {
    size = new int[3];
    for (int axis = 0; axis < 3; axis++) {
      size[axis] = Math.toIntExact(image.dimension(axis));
    }
  }

  /** Voxels along x, y, z. */
  final int size(int axis) {
    return size[axis];
  }

  /** Copies {@code size(0)} voxels of row (y, z) to the start of {@code row}. */
  abstract void read(int y, int z, short[] row);

  /** Sets voxels {@code from} (inclusive) to {@code to} (exclusive) of row (y, z). */
  abstract void fill(int y, int z, int from, int to, short value);

  /** The rows of an image that starts at (0,0,0). */
  static VoxelRows of(RandomAccessibleInterval<UnsignedShortType> image) {
    short[][] arrays = arrays(image);
    return arrays == null ? new Accessed(image) : new Stored(image, arrays);
  }

  /**
   * The arrays that hold an image: one for all of it, or one per plane.
   *
   * @return null if the image is not stored like that
   */
  static short[][] arrays(RandomAccessibleInterval<UnsignedShortType> image) {
    if (image instanceof ArrayImg<?, ?> array && array.update(null) instanceof ShortArray data) {
      return new short[][] {data.getCurrentStorageArray()};
    }
    if (image instanceof PlanarImg<?, ?> planar && planar.getPlane(0) instanceof ShortArray) {
      short[][] planes = new short[planar.numSlices()][];
      for (int z = 0; z < planes.length; z++) {
        planes[z] = ((ShortArray) planar.getPlane(z)).getCurrentStorageArray();
      }
      return planes;
    }
    return null;
  }

  /**
   * A new image of zeros: one array up to {@code maxArray} voxels, else one array per plane.
   *
   * @throws IllegalArgumentException if one plane alone is larger than an array can be
   */
  static RandomAccessibleInterval<UnsignedShortType> zeros(VolumeGeometry geometry, long maxArray) {
    long[] size = geometry.size();
    if (geometry.voxelCount() <= maxArray) {
      return ArrayImgs.unsignedShorts(size);
    }
    if (size[0] * size[1] > MAX_ARRAY) {
      throw new IllegalArgumentException(
          "A slice of " + size[0] + " x " + size[1] + " voxels is too large; crop the scan first.");
    }
    return new PlanarImgFactory<>(new UnsignedShortType()).create(size);
  }

  /** One array for the whole image or one per plane. */
  private static final class Stored extends VoxelRows {
    private final short[][] arrays;
    private final boolean planar;

    Stored(RandomAccessibleInterval<?> image, short[][] arrays) {
      super(image);
      this.arrays = arrays;
      this.planar = arrays.length > 1;
    }

    private short[] array(int z) {
      return arrays[planar ? z : 0];
    }

    private int offset(int y, int z) {
      return ((planar ? 0 : z) * size(1) + y) * size(0);
    }

    @Override
    void read(int y, int z, short[] row) {
      System.arraycopy(array(z), offset(y, z), row, 0, size(0));
    }

    @Override
    void fill(int y, int z, int from, int to, short value) {
      int offset = offset(y, z);
      java.util.Arrays.fill(array(z), offset + from, offset + to, value);
    }
  }

  /** Any other image, through its accessor. */
  private static final class Accessed extends VoxelRows {
    private final RandomAccessibleInterval<UnsignedShortType> image;

    Accessed(RandomAccessibleInterval<UnsignedShortType> image) {
      super(image);
      this.image = image;
    }

    @Override
    void read(int y, int z, short[] row) {
      RandomAccess<UnsignedShortType> at = image.randomAccess();
      at.setPosition(new int[] {0, y, z});
      for (int x = 0; x < size(0); x++) {
        row[x] = (short) at.get().get();
        at.fwd(0);
      }
    }

    @Override
    void fill(int y, int z, int from, int to, short value) {
      RandomAccess<UnsignedShortType> at = image.randomAccess();
      at.setPosition(new int[] {from, y, z});
      for (int x = from; x < to; x++) {
        at.get().set(value & 0xffff);
        at.fwd(0);
      }
    }
  }
}
