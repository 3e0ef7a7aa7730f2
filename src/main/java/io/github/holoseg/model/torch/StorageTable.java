package io.github.holoseg.model.torch;

import java.util.HashMap;
import java.util.Map;

/**
 * The storages that a checkpoint's pickle refers to by its persistent ids: {@code ('storage',
 * class, key, location, number of elements)}, {@code torch/serialization.py: persistent_id}. Each
 * is compared with its zip entry when it is first named; nothing of it is read.
 */
final class StorageTable implements PersistentIds {
  private final String folder;
  private final Map<String, ZipRecord> records;
  private final Map<String, TensorStorage> storages = new HashMap<>();

  /**
   * @param folder of the archive, with its slash
   */
  StorageTable(String folder, Map<String, ZipRecord> records) {
    this.folder = folder;
    this.records = records;
  }

  @Override
  public Object load(Object id) throws Refusal {
    if (!(id instanceof PyList parts)
        || parts.size() != 5
        || !"storage".equals(parts.get(0))
        || !(parts.get(1) instanceof StorageClass type)
        || !(parts.get(2) instanceof String key)
        || !(parts.get(4) instanceof Long count)) {
      throw new Refusal("refers to something beside the pickle that is no storage of a tensor");
    }
    TensorStorage known = storages.get(key);
    if (known == null) {
      known = checked(key, type.elements(), count);
      storages.put(key, known);
    }
    if (known.elements() != type.elements() || known.count() != count) {
      throw new Refusal("describes the storage " + Quoted.of(key) + " in two ways");
    }
    return known;
  }

  private TensorStorage checked(String key, TorchTensor.Type type, long count) throws Refusal {
    ZipRecord record = records.get(folder + "data/" + key);
    if (record == null) {
      throw new Refusal("needs the storage " + Quoted.of(key) + ", which the file does not hold");
    }
    boolean fits = count >= 0 && count <= record.size() / type.bytes();
    if (!fits || count * type.bytes() != record.size()) {
      throw new Refusal(
          "says that the storage "
              + Quoted.of(key)
              + " has "
              + count
              + " elements of type "
              + type
              + ", but the file holds "
              + record.size()
              + " bytes of it");
    }
    return new TensorStorage(key, type, count, record);
  }

  /** A storage class of PyTorch, e.g. {@code torch.FloatStorage}. */
  static final class StorageClass extends OpaqueValue {
    private final TorchTensor.Type elements;

    StorageClass(TorchTensor.Type elements) {
      super("torch." + elements.storageClass());
      this.elements = elements;
    }

    TorchTensor.Type elements() {
      return elements;
    }
  }
}
