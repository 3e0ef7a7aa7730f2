package io.github.holoseg.model.torch;

import java.io.IOException;
import java.util.Arrays;

/**
 * A tensor of a checkpoint: where its numbers are, and on demand the numbers. Immutable and safe
 * for several threads; numbers can be read while the {@link TorchCheckpoint} is open.
 */
public final class TorchTensor {
  /** What the elements are, as PyTorch stores them. */
  public enum Type {
    FLOAT32("FloatStorage", 4),
    FLOAT64("DoubleStorage", 8),
    FLOAT16("HalfStorage", 2),
    BFLOAT16("BFloat16Storage", 2),
    INT64("LongStorage", 8),
    INT32("IntStorage", 4),
    INT16("ShortStorage", 2),
    INT8("CharStorage", 1),
    UINT8("ByteStorage", 1),
    BOOL("BoolStorage", 1);

    private final String storageClass;
    private final int bytes;

    Type(String storageClass, int bytes) {
      this.storageClass = storageClass;
      this.bytes = bytes;
    }

    String storageClass() {
      return storageClass;
    }

    /** Of one element. */
    public int bytes() {
      return bytes;
    }

    /** Whether {@link TorchTensor#floats} can read it. */
    public boolean isFloating() {
      return ordinal() <= BFLOAT16.ordinal();
    }
  }

  private final TorchCheckpoint.Data data;
  private final TensorStorage storage;
  private final TensorLayout layout;

  TorchTensor(TorchCheckpoint.Data data, TensorStorage storage, TensorLayout layout) {
    this.data = data;
    this.storage = storage;
    this.layout = layout;
  }

  public Type type() {
    return storage.elements();
  }

  /** Sizes, slowest axis first; empty for a single number. */
  public long[] shape() {
    return layout.shape().clone();
  }

  /** Steps within the storage in elements, one for each axis. */
  public long[] stride() {
    return layout.stride().clone();
  }

  /** The first element's place within the storage, in elements. */
  public long offset() {
    return layout.offset();
  }

  /** The product of the sizes; at most the number of elements of the storage. */
  public long elementCount() {
    return layout.count();
  }

  /**
   * Whether both are the same numbers at the same place of one storage: two names for one tensor.
   */
  public boolean isSameData(TorchTensor other) {
    return storage == other.storage
        && layout.offset() == other.layout.offset()
        && Arrays.equals(layout.shape(), other.layout.shape())
        && Arrays.equals(layout.stride(), other.layout.stride());
  }

  /**
   * The numbers in C order (last axis fastest), whatever their strides. Reads this tensor's part of
   * the file and no more; every call reads anew.
   *
   * @return {@link #elementCount} floats; FLOAT16 and BFLOAT16 exactly, FLOAT64 rounded to nearest
   * @throws io.github.holoseg.model.ModelFormatException if the file is damaged there
   * @throws IOException if it cannot be read, the checkpoint is closed, the elements are whole
   *     numbers, or too many for one array
   */
  public float[] floats() throws IOException {
    return data.floats(storage, layout);
  }

  @Override
  public String toString() {
    return type() + " " + Arrays.toString(layout.shape());
  }
}
