package io.github.holoseg.io.raster;

import java.nio.ByteBuffer;
import net.imglib2.type.numeric.integer.ByteType;
import net.imglib2.type.numeric.integer.IntType;
import net.imglib2.type.numeric.integer.LongType;
import net.imglib2.type.numeric.integer.ShortType;
import net.imglib2.type.numeric.integer.UnsignedByteType;
import net.imglib2.type.numeric.integer.UnsignedIntType;
import net.imglib2.type.numeric.integer.UnsignedLongType;
import net.imglib2.type.numeric.integer.UnsignedShortType;
import net.imglib2.type.numeric.real.FloatType;

/** The scalar types in which files store voxels. */
public enum SampleType {
  UINT8(1, true),
  INT8(1, true),
  INT16(2, true),
  UINT16(2, true),
  INT32(4, true),
  UINT32(4, true),
  INT64(8, true),
  UINT64(8, true),
  FLOAT32(4, false),
  FLOAT64(8, false);

  private final int bytes;
  private final boolean integer;

  SampleType(int bytes, boolean integer) {
    this.bytes = bytes;
    this.integer = integer;
  }

  /** Bytes of one voxel. */
  public int bytes() {
    return bytes;
  }

  public boolean isInteger() {
    return integer;
  }

  /** The stored type of an ImgLib2 type; {@link #FLOAT64} for one that files do not know. */
  public static SampleType of(Object type) {
    if (type instanceof UnsignedByteType) {
      return UINT8;
    } else if (type instanceof ByteType) {
      return INT8;
    } else if (type instanceof ShortType) {
      return INT16;
    } else if (type instanceof UnsignedShortType) {
      return UINT16;
    } else if (type instanceof IntType) {
      return INT32;
    } else if (type instanceof UnsignedIntType) {
      return UINT32;
    } else if (type instanceof LongType) {
      return INT64;
    } else if (type instanceof UnsignedLongType) {
      return UINT64;
    } else if (type instanceof FloatType) {
      return FLOAT32;
    }
    return FLOAT64;
  }

  /**
   * The first {@code n} stored values as doubles. Exact, but for 64-bit integers beyond 2^53, which
   * are rounded.
   *
   * @param in positioned at the first value, in the file's byte order; its position is not kept
   */
  public void toDoubles(ByteBuffer in, int n, double[] out) {
    switch (this) {
      case UINT8 -> {
        for (int i = 0; i < n; i++) {
          out[i] = in.get() & 0xFF;
        }
      }
      case INT8 -> {
        for (int i = 0; i < n; i++) {
          out[i] = in.get();
        }
      }
      case INT16 -> {
        for (int i = 0; i < n; i++) {
          out[i] = in.getShort();
        }
      }
      case UINT16 -> {
        for (int i = 0; i < n; i++) {
          out[i] = in.getShort() & 0xFFFF;
        }
      }
      case INT32 -> {
        for (int i = 0; i < n; i++) {
          out[i] = in.getInt();
        }
      }
      case UINT32 -> {
        for (int i = 0; i < n; i++) {
          out[i] = in.getInt() & 0xFFFFFFFFL;
        }
      }
      case INT64 -> {
        for (int i = 0; i < n; i++) {
          out[i] = in.getLong();
        }
      }
      case UINT64 -> {
        for (int i = 0; i < n; i++) {
          long v = in.getLong();
          out[i] = v >= 0 ? v : (v >>> 1) * 2.0 + (v & 1);
        }
      }
      case FLOAT32 -> {
        for (int i = 0; i < n; i++) {
          out[i] = in.getFloat();
        }
      }
      case FLOAT64 -> {
        for (int i = 0; i < n; i++) {
          out[i] = in.getDouble();
        }
      }
    }
  }
}
