package io.github.holoseg.model.torch;

/** The numbers of one or several tensors: one zip entry {@code data/KEY}, without a header. */
final class TensorStorage extends OpaqueValue {
  private final String key;
  private final TorchTensor.Type elements;
  private final long count;
  private final ZipRecord record;

  TensorStorage(String key, TorchTensor.Type elements, long count, ZipRecord record) {
    super("torch.storage");
    this.key = key;
    this.elements = elements;
    this.count = count;
    this.record = record;
  }

  String key() {
    return key;
  }

  TorchTensor.Type elements() {
    return elements;
  }

  /** Number of elements. */
  long count() {
    return count;
  }

  ZipRecord record() {
    return record;
  }
}
