package io.github.holoseg.io.raster;

import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImg;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.img.basictypeaccess.array.ArrayDataAccess;
import net.imglib2.img.planar.PlanarImg;
import net.imglib2.img.planar.PlanarImgs;
import net.imglib2.type.numeric.RealType;

/**
 * A fresh image and the primitive arrays behind it: one array for all planes where that is within
 * Java's array length, else one per plane.
 */
final class VoxelStore {
  /** What the arrays hold. */
  enum Kind {
    UBYTE(1),
    BYTE(1),
    SHORT(2),
    USHORT(2),
    INT(4),
    FLOAT(4),
    DOUBLE(8);

    final int bytes;

    Kind(int bytes) {
      this.bytes = bytes;
    }
  }

  /** Largest array that every JVM can make. */
  static final long LARGEST_ARRAY = Integer.MAX_VALUE - 8L;

  final Kind kind;
  private final int planeSize;
  private final Img<?> image;

  VoxelStore(Kind kind, long[] size, long largestArray) {
    this.kind = kind;
    this.planeSize = Math.toIntExact(size[0] * size[1]);
    this.image = planeSize * size[2] <= largestArray ? array(kind, size) : planar(kind, size);
  }

  /** The array that holds plane {@code z}, from {@link #offset(int)} on. */
  Object array(int z) {
    ArrayDataAccess<?> access =
        image instanceof PlanarImg<?, ?> planar
            ? planar.getPlane(z)
            : (ArrayDataAccess<?>) ((ArrayImg<?, ?>) image).update(null);
    return access.getCurrentStorageArray();
  }

  int offset(int z) {
    return image instanceof PlanarImg ? 0 : z * planeSize;
  }

  /** Its type is the one that {@link #kind} names. */
  @SuppressWarnings("unchecked")
  <T extends RealType<T>> Img<T> image() {
    return (Img<T>) image;
  }

  private static Img<?> array(Kind kind, long[] size) {
    return switch (kind) {
      case UBYTE -> ArrayImgs.unsignedBytes(size);
      case BYTE -> ArrayImgs.bytes(size);
      case SHORT -> ArrayImgs.shorts(size);
      case USHORT -> ArrayImgs.unsignedShorts(size);
      case INT -> ArrayImgs.ints(size);
      case FLOAT -> ArrayImgs.floats(size);
      case DOUBLE -> ArrayImgs.doubles(size);
    };
  }

  private static Img<?> planar(Kind kind, long[] size) {
    return switch (kind) {
      case UBYTE -> PlanarImgs.unsignedBytes(size);
      case BYTE -> PlanarImgs.bytes(size);
      case SHORT -> PlanarImgs.shorts(size);
      case USHORT -> PlanarImgs.unsignedShorts(size);
      case INT -> PlanarImgs.ints(size);
      case FLOAT -> PlanarImgs.floats(size);
      case DOUBLE -> PlanarImgs.doubles(size);
    };
  }
}
